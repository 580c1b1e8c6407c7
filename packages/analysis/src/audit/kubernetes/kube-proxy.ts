/**
 * The configuration of kube-proxy, in its ConfigMap or in kubeadm's input.
 *
 * @module
 */

import type {LinePlace} from '../../findings/finding.js';
import {kindOf, type Manifest, placeAt, textAt, valueAt} from './manifest.js';

export interface KubeProxy {
  readonly mode: string;
  readonly isStrict: boolean;
  /** The place of strictARP, otherwise of its parent. */
  readonly place: LinePlace;
}

export function kubeProxyIn(manifest: Manifest): KubeProxy | undefined {
  if (kindOf(manifest) !== 'KubeProxyConfiguration') return undefined;
  return {
    mode: textAt(manifest.content, ['mode']) ?? 'iptables',
    isStrict: valueAt(manifest.content, ['ipvs', 'strictARP']) === true,
    place: placeAt(manifest, ['ipvs', 'strictARP']),
  };
}

/**
 * How kube-proxy is configured, in its ConfigMap or in what kubeadm is given.
 *
 * @module
 */

import type {LinePlace} from '../../findings/finding.js';
import {kindOf, type Manifest, placeAt, textAt, valueAt} from './manifest.js';

export interface KubeProxy {
  readonly mode: string;
  readonly isStrict: boolean;
  /** Of strictARP, else of what it belongs into. */
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

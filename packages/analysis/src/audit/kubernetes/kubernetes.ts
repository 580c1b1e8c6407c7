/**
 * The parts of manifests that concern virtual addresses.
 *
 * @module
 */

import {type KubeProxy, kubeProxyIn} from './kube-proxy.js';
import {type KubeVip, kubeVipsIn} from './kube-vip.js';
import type {Manifest} from './manifest.js';
import {
  type AskingService,
  type MetallbAdvertisement,
  metallbAdvertisementIn,
  type OldConfig,
  oldConfigIn,
  type Pool,
  poolIn,
  serviceIn,
} from './metallb.js';

export interface Kubernetes {
  readonly kubeVips: readonly KubeVip[];
  readonly pools: readonly Pool[];
  readonly advertisements: readonly MetallbAdvertisement[];
  readonly services: readonly AskingService[];
  readonly kubeProxies: readonly KubeProxy[];
  readonly oldConfigs: readonly OldConfig[];
}

export function readKubernetes(manifests: readonly Manifest[]): Kubernetes {
  const all = <Read>(read: (manifest: Manifest) => Read | undefined) =>
    manifests.flatMap(manifest => read(manifest) ?? []);
  return {
    kubeVips: manifests.flatMap(kubeVipsIn),
    pools: all(poolIn),
    advertisements: all(metallbAdvertisementIn),
    services: all(serviceIn),
    kubeProxies: all(kubeProxyIn),
    oldConfigs: all(oldConfigIn),
  };
}

/** Whether the manifests contain anything that a rule examines. */
export function isAboutAddresses({
  kubeVips,
  pools,
  advertisements,
  kubeProxies,
  oldConfigs,
}: Kubernetes): boolean {
  return [kubeVips, pools, advertisements, kubeProxies, oldConfigs].some(found => found.length > 0);
}

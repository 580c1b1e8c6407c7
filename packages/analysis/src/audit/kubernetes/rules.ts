/**
 * Every rule for manifests, in documentation order. The behaviour of kube-vip, MetalLB and kube-proxy is from their sources and
 * documentation.
 *
 * @module
 */

import type {RuleOf} from '../rules/rule.js';
import {kubeProxyStrictArp} from './kube-proxy-rules.js';
import {
  formatKubeVip,
  kubeVipAddressDiffers,
  kubeVipLeaseDiffers,
  kubeVipLeaseTimes,
  kubeVipNoElection,
} from './kube-vip-election.js';
import {
  kubeVipBgpOnLan,
  kubeVipCapabilities,
  kubeVipNoAddress,
  kubeVipNoFeature,
  kubeVipNoMode,
  kubeVipNoSubnet,
  kubeVipPodNetwork,
  kubeVipTwoModes,
} from './kube-vip-modes.js';
import {kubeVipUnknownVariable, kubeVipValueRefused, kubeVipValueUnquoted} from './kube-vip-values.js';
import type {Kubernetes} from './kubernetes.js';
import {
  formatPool,
  metallbAddressInNoPool,
  metallbAddressTwice,
  metallbNamespacesDiffer,
  metallbNoSuchPool,
  metallbNotAnnounced,
} from './metallb-announcing.js';
import {
  metallbBuggyAddresses,
  metallbOldConfig,
  metallbPoolsOverlap,
  metallbPoolTwice,
  metallbRangeRefused,
} from './metallb-pools.js';

export const KUBERNETES_RULES: readonly RuleOf<Kubernetes>[] = [
  kubeVipValueUnquoted,
  kubeVipValueRefused,
  kubeVipUnknownVariable,
  kubeVipNoMode,
  kubeVipTwoModes,
  kubeVipNoFeature,
  kubeVipNoAddress,
  kubeVipNoSubnet,
  kubeVipCapabilities,
  kubeVipPodNetwork,
  kubeVipNoElection,
  kubeVipLeaseTimes,
  kubeVipLeaseDiffers,
  kubeVipAddressDiffers,
  kubeVipBgpOnLan,
  metallbRangeRefused,
  metallbPoolsOverlap,
  metallbPoolTwice,
  metallbNotAnnounced,
  metallbNoSuchPool,
  metallbNamespacesDiffer,
  metallbAddressInNoPool,
  metallbAddressTwice,
  metallbOldConfig,
  metallbBuggyAddresses,
  kubeProxyStrictArp,
];

/** The parsed manifests, one line for each object. */
export function formatKubernetes({kubeVips, pools, advertisements, kubeProxies}: Kubernetes): string[] {
  return [
    ...kubeVips.flatMap(formatKubeVip),
    ...pools.map(pool => formatPool(pool, advertisements)),
    ...kubeProxies.map(({mode, isStrict}) => `kube-proxy: mode ${mode}, strictARP ${isStrict}`),
  ];
}

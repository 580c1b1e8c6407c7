/** Leader election among kube-vip's nodes. */

import {formatSeconds, formatSecondsRange} from '../calculations/timing.js';
import type {FindingDraft, RuleOf} from '../rules/rule.js';
import {
  controlPlaneAddress,
  isOn,
  type KubeVip,
  type LeaseTimes,
  leaseOf,
  leaseTimesOf,
  placeOfSetting,
} from './kube-vip.js';
import {eachKubeVip, KUBE_VIP_SOURCE} from './kube-vip-modes.js';
import type {Kubernetes} from './kubernetes.js';

type KubeVipRule = RuleOf<Kubernetes>;

/** client-go draws each wait at random, between one period and this many more. */
const JITTER = 1.2;

const ELECTION =
  'https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/client-go/tools/leaderelection/leaderelection.go';

export const kubeVipLeaseTimes: KubeVipRule = {
  code: 'KUBE_VIP_LEASE_TIMES',
  severity: 'error',
  title: 'the lease times are inconsistent, and kube-vip exits',
  thread: ELECTION,
  find: eachKubeVip(kubeVip => {
    const times = leaseTimesOf(kubeVip);
    if (times === undefined || isOn(kubeVip, 'vip_arp') !== true) return undefined;
    const problem = problemOf(times);
    if (problem === undefined) return undefined;
    return {
      where: problem.names.map(name => placeOfSetting(kubeVip, name)),
      evidence: problem.text,
      consequence:
        'the election is rejected and kube-vip keeps exiting on every node: no node has the address',
      remedy: 'use 15, 10 and 2 seconds, or 5, 3 and 1',
    };
  }),
};

function problemOf({duration, deadline, retry}: LeaseTimes): {text: string; names: string[]} | undefined {
  if (duration <= deadline)
    return {
      text: `vip_leaseduration is ${duration} s, which is not more than the ${deadline} s of vip_renewdeadline`,
      names: ['vip_leaseduration', 'vip_renewdeadline'],
    };
  if (deadline <= retry * JITTER)
    return {
      text: `vip_renewdeadline is ${deadline} s, which is not more than ${JITTER} times the ${retry} s of vip_retryperiod`,
      names: ['vip_renewdeadline', 'vip_retryperiod'],
    };
  return retry < 1 ? {text: `vip_retryperiod is ${retry}`, names: ['vip_retryperiod']} : undefined;
}

export const kubeVipLeaseDiffers: KubeVipRule = {
  code: 'KUBE_VIP_LEASE_DIFFERS',
  severity: 'error',
  title: 'the nodes use different leases',
  thread: `${KUBE_VIP_SOURCE}pkg/lease/lease.go`,
  find: eachKubeVipPair((one, other) => {
    const [first, second] = [leaseOf(one), leaseOf(other)];
    const address = controlPlaneAddress(one)?.value;
    const isSame = address !== undefined && address === controlPlaneAddress(other)?.value;
    if (!isSame || first === undefined || second === undefined || first === second) return undefined;
    return {
      where: [one, other].map(each =>
        placeOfSetting(each, each.settings.has('vip_leasename') ? 'vip_leasename' : 'cp_namespace'),
      ),
      evidence: `${one.node} uses the lease ${first}, ${other.node} ${second}, both for ${address}`,
      consequence: `each election has a leader, and both hold ${address}`,
      remedy: 'use the same vip_leasename and cp_namespace on every node',
    };
  }),
};

export const kubeVipAddressDiffers: KubeVipRule = {
  code: 'KUBE_VIP_ADDRESS_DIFFERS',
  severity: 'error',
  title: 'the nodes use one lease for different addresses',
  thread: `${KUBE_VIP_SOURCE}pkg/cluster/clusterLeaderElection.go`,
  find: eachKubeVipPair((one, other) => {
    const [first, second] = [controlPlaneAddress(one), controlPlaneAddress(other)];
    const lease = leaseOf(one);
    if (lease === undefined || lease !== leaseOf(other) || first === undefined || second === undefined)
      return undefined;
    if (first.value === second.value) return undefined;
    return {
      where: [first.place, second.place],
      evidence: `${one.node} has ${first.value}, ${other.node} ${second.value}, and both use the lease ${lease}`,
      consequence: `there is one leader: while it is ${one.node}, only ${first.value} is held; while it is ${other.node}, only ${second.value} is`,
      remedy: 'use the same address on every node',
    };
  }),
};

export const kubeVipNoElection: KubeVipRule = {
  code: 'KUBE_VIP_NO_ELECTION',
  severity: 'error',
  title: 'with ARP, several nodes hold the address without an election',
  thread: 'https://github.com/kube-vip/kube-vip/issues/752',
  find({kubeVips}) {
    const without = kubeVips.filter(isWithoutElection);
    const [first] = without;
    if (first === undefined || (without.length < 2 && !first.isOnEachNode)) return [];
    return [
      {
        subject: `kube-vip (${without.map(({node}) => node).join(', ')})`,
        where: without.map(kubeVip => placeOfSetting(kubeVip, 'vip_leaderelection')),
        evidence: 'vip_arp is true, but vip_leaderelection is not',
        consequence: 'every node has the addresses and announces them by ARP',
        remedy: 'set vip_leaderelection to true',
      },
    ];
  },
};

/** Whether ARP is explicitly enabled: the default has changed between releases. */
function isWithoutElection(kubeVip: KubeVip): boolean {
  if (isOn(kubeVip, 'vip_arp') !== true || isOn(kubeVip, 'vip_leaderelection') !== false) return false;
  if (!kubeVip.settings.has('vip_leaderelection')) return false;
  const hasServices = isOn(kubeVip, 'svc_enable') === true && isOn(kubeVip, 'svc_election') === false;
  return isOn(kubeVip, 'cp_enable') === true || hasServices;
}

/** Pairs the first node that uses ARP for the control plane with each of the others. */
function eachKubeVipPair(find: (one: KubeVip, other: KubeVip) => Omit<FindingDraft, 'subject'> | undefined) {
  return ({kubeVips}: Kubernetes): FindingDraft[] => {
    const electing = kubeVips.filter(
      each => isOn(each, 'vip_arp') === true && isOn(each, 'cp_enable') === true,
    );
    const [first, ...others] = electing;
    return others.flatMap(other => {
      const draft = first === undefined ? undefined : find(first, other);
      return first === undefined || draft === undefined
        ? []
        : [{...draft, subject: `kube-vip (${first.node}, ${other.node})`}];
    });
  };
}

/** The parsed configuration, for comparison with the manifest. */
export function formatKubeVip(kubeVip: KubeVip): string[] {
  const {name, node, settings} = kubeVip;
  const iface = settings.get('vip_interface')?.value ?? 'the interface of the default route';
  const address = controlPlaneAddress(kubeVip)?.value ?? 'addresses of services';
  const head = `${node}: kube-vip ${name}, ${address} on ${iface}`;
  const times = leaseTimesOf(kubeVip);
  if (isOn(kubeVip, 'vip_arp') !== true || times === undefined || problemOf(times) !== undefined)
    return [head];
  return [
    `${head}, announced by ARP, lease ${leaseOf(kubeVip) ?? 'not known'}`,
    `  if the leader crashes: another takes over after ${formatSecondsRange(crashSpan(times))}; if it is stopped: within ${formatSeconds(1000 * times.retry * (1 + JITTER))}`,
  ];
}

/**
 * The leader renews every period; the others check after one to 1 + JITTER periods. The lease expires its duration after the last check
 * that found it renewed, and the next check finds it expired. Milliseconds.
 */
function crashSpan({duration, retry}: LeaseTimes): {least: number; most: number} {
  const look = retry * (1 + JITTER);
  return {least: 1000 * (duration - retry), most: 1000 * (duration + 2 * look)};
}

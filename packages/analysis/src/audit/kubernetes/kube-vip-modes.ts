/** Rules about whether kube-vip starts and has an effect: mode, capabilities, network. */

import {listed} from '../../text/count-text.js';
import type {FindingDraft, RuleOf} from '../rules/rule.js';
import {
  areDecided,
  controlPlaneAddress,
  isOn,
  type KubeVip,
  kubeVipSubject,
  placeOfSetting,
} from './kube-vip.js';
import type {Kubernetes} from './kubernetes.js';

type KubeVipRule = RuleOf<Kubernetes>;

export const KUBE_VIP_SOURCE = 'https://github.com/kube-vip/kube-vip/blob/main/';
const START = `${KUBE_VIP_SOURCE}cmd/kube-vip.go`;

const MODES = ['vip_arp', 'bgp_enable', 'vip_routingtable', 'vip_wireguard'];
const FEATURES = ['cp_enable', 'svc_enable'];

export const kubeVipNoMode: KubeVipRule = {
  code: 'KUBE_VIP_NO_MODE',
  severity: 'error',
  title: 'kube-vip has no mode, and exits',
  thread: START,
  find: eachKubeVip(kubeVip => {
    if (MODES.some(mode => isOn(kubeVip, mode) !== false)) return undefined;
    return {
      where: [placeOfSetting(kubeVip, 'vip_arp')],
      evidence: `none of ${MODES.join(', ')} is true`,
      consequence: 'kube-vip exits at once, on every node: no node has the address',
      remedy: 'set vip_arp to true, or bgp_enable',
    };
  }),
};

export const kubeVipTwoModes: KubeVipRule = {
  code: 'KUBE_VIP_TWO_MODES',
  severity: 'error',
  title: 'kube-vip has two modes',
  thread: START,
  find: eachKubeVip(kubeVip => {
    const modes = MODES.filter(mode => isOn(kubeVip, mode) === true);
    if (modes.length < 2) return undefined;
    return {
      where: modes.map(mode => placeOfSetting(kubeVip, mode)),
      evidence: `${listed(modes)} are true`,
      consequence:
        'since 1.2.2, kube-vip exits at once; earlier releases used one of them and ignored the others',
      remedy: 'set all but one of them to false',
    };
  }),
};

export const kubeVipNoFeature: KubeVipRule = {
  code: 'KUBE_VIP_NO_FEATURE',
  severity: 'error',
  title: 'kube-vip has nothing to do, and exits',
  thread: START,
  find: eachKubeVip(kubeVip => {
    if (FEATURES.some(feature => isOn(kubeVip, feature) !== false)) return undefined;
    return {
      where: [placeOfSetting(kubeVip, 'cp_enable')],
      evidence: 'neither cp_enable nor svc_enable is true',
      consequence: 'kube-vip exits at once, on every node: no node has an address',
      remedy: 'set cp_enable for the address of the control plane, svc_enable for those of services',
    };
  }),
};

export const kubeVipNoAddress: KubeVipRule = {
  code: 'KUBE_VIP_NO_ADDRESS',
  severity: 'error',
  title: "kube-vip is to hold the control plane's address, but has none",
  thread: `${KUBE_VIP_SOURCE}pkg/cluster/cluster.go`,
  find: eachKubeVip(kubeVip => {
    const isKnown = areDecided(kubeVip, 'address', 'vip_address');
    if (isOn(kubeVip, 'cp_enable') !== true || !isKnown || controlPlaneAddress(kubeVip) !== undefined)
      return undefined;
    return {
      where: [placeOfSetting(kubeVip, 'cp_enable')],
      evidence: 'cp_enable is true, but there is no address',
      consequence: 'kube-vip exits at once, on every node',
      remedy: 'add address with the address of the control plane',
    };
  }),
};

export const kubeVipNoSubnet: KubeVipRule = {
  code: 'KUBE_VIP_NO_SUBNET',
  severity: 'error',
  title: 'vip_address needs vip_subnet',
  thread: `${KUBE_VIP_SOURCE}pkg/kubevip/config_manager.go`,
  find: eachKubeVip(kubeVip => {
    const isKnown = areDecided(kubeVip, 'address', 'vip_subnet');
    const address = controlPlaneAddress(kubeVip);
    if (address?.name !== 'vip_address' || !isKnown || kubeVip.settings.has('vip_subnet')) return undefined;
    if (isOn(kubeVip, 'cp_enable') !== true) return undefined;
    const old = kubeVip.settings.has('vip_cidr') ? ', and vip_cidr is ignored since 0.9' : '';
    return {
      where: [address.place],
      evidence: `vip_address is given without vip_subnet${old}`,
      consequence:
        'kube-vip 1.2 exits at once, on every node; in earlier versions, the address had no prefix length',
      remedy: 'use address instead, or add vip_subnet with the value 32',
    };
  }),
};

export const kubeVipCapabilities: KubeVipRule = {
  code: 'KUBE_VIP_CAPABILITIES',
  severity: 'error',
  title: 'kube-vip lacks the capability to hold or announce an address',
  thread: 'https://github.com/kube-vip/kube-vip/issues/144',
  find: eachKubeVip(kubeVip => {
    const {lacking} = kubeVip;
    if (lacking.length === 0) return undefined;
    const effects = [
      ...(lacking.includes('NET_ADMIN') ? ['it cannot add the address to the interface'] : []),
      ...(lacking.includes('NET_RAW') ? ['it cannot send announcements'] : []),
    ];
    return {
      where: [kubeVip.securityPlace],
      evidence: `the container has no ${lacking.join(' and no ')}`,
      consequence: effects.join(', and '),
      remedy: `add ${lacking.join(' and ')} to securityContext.capabilities.add`,
    };
  }),
};

export const kubeVipPodNetwork: KubeVipRule = {
  code: 'KUBE_VIP_POD_NETWORK',
  severity: 'error',
  title: "kube-vip is not in its node's network namespace",
  thread: 'https://kube-vip.io/docs/installation/static/',
  find: eachKubeVip(kubeVip => {
    if (kubeVip.isInHostNetwork) return undefined;
    return {
      where: [kubeVip.podPlace],
      evidence: 'the pod has no hostNetwork: true',
      consequence: "the address is added to the pod's own interface, which the nodes' network cannot reach",
      remedy: 'add hostNetwork: true to the spec of the pod',
    };
  }),
};

export const kubeVipBgpOnLan: KubeVipRule = {
  code: 'KUBE_VIP_BGP_ON_LAN',
  severity: 'warning',
  title: 'with BGP every node has the address, here on an interface that answers ARP for it',
  thread: 'https://kube-vip.io/docs/installation/static/#bgp',
  find: eachKubeVip(kubeVip => {
    const iface = kubeVip.settings.get('vip_interface');
    const isBgp = isOn(kubeVip, 'bgp_enable') === true && isOn(kubeVip, 'cp_enable') === true;
    if (!isBgp || iface === undefined || iface.value === 'lo') return undefined;
    return {
      where: [iface.place],
      evidence: `bgp_enable is true, and vip_interface is ${iface.value}`,
      consequence: `all nodes have the address on ${iface.value}, and each answers ARP requests for it there`,
      remedy: 'use lo as vip_interface',
    };
  }),
};

/** Applies a check to each kube-vip, with the same form of subject. */
export function eachKubeVip(find: (kubeVip: KubeVip) => Omit<FindingDraft, 'subject'> | undefined) {
  return ({kubeVips}: Kubernetes): FindingDraft[] =>
    kubeVips.flatMap(kubeVip => {
      const draft = find(kubeVip);
      return draft === undefined ? [] : [{...draft, subject: kubeVipSubject(kubeVip)}];
    });
}

/** kube-proxy in ipvs mode: every node has all service addresses on a local interface. */

import type {RuleOf} from '../rules/rule.js';
import {isOn} from './kube-vip.js';
import type {Kubernetes} from './kubernetes.js';

export const kubeProxyStrictArp: RuleOf<Kubernetes> = {
  code: 'KUBE_PROXY_STRICT_ARP',
  severity: 'error',
  title: 'every node answers ARP for service addresses',
  thread: 'https://github.com/metallb/metallb/issues/153',
  find({kubeProxies, kubeVips, advertisements}) {
    const byArp = [
      ...(advertisements.some(({kind}) => kind === 'L2Advertisement') ? ['MetalLB'] : []),
      ...(kubeVips.some(each => isOn(each, 'vip_arp') === true && isOn(each, 'svc_enable') === true)
        ? ['kube-vip']
        : []),
    ];
    if (byArp.length === 0) return [];
    return kubeProxies
      .filter(({mode, isStrict}) => mode === 'ipvs' && !isStrict)
      .map(({place}) => ({
        subject: 'kube-proxy',
        where: [place],
        evidence: `kube-proxy is in ipvs mode without strictARP, and addresses are announced by ARP (${byArp.join(', ')})`,
        consequence:
          'every node has all service addresses on kube-ipvs0 and answers requests for them: clients reach whichever node answers first, and a failover changes nothing',
        remedy: 'set ipvs.strictARP to true, and restart kube-proxy',
      }));
  },
};

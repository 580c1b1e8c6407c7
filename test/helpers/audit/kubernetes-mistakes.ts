/**
 * Mistakes in manifests, one for each rule.
 *
 * @module
 */

import type {SoftwareMistake} from './software-mistake.js';

/** Printed by `kube-vip manifest pod`, for the control plane and for services. */
export const KUBE_VIP = `apiVersion: v1
kind: Pod
metadata:
  name: kube-vip
  namespace: kube-system
spec:
  containers:
  - args:
    - manager
    env:
    - name: vip_arp
      value: "true"
    - name: port
      value: "6443"
    - name: vip_nodename
      valueFrom:
        fieldRef:
          fieldPath: spec.nodeName
    - name: vip_interface
      value: ens192
    - name: vip_subnet
      value: "32"
    - name: cp_enable
      value: "true"
    - name: cp_namespace
      value: kube-system
    - name: svc_enable
      value: "true"
    - name: svc_leasename
      value: plndr-svcs-lock
    - name: vip_leaderelection
      value: "true"
    - name: vip_leasename
      value: plndr-cp-lock
    - name: vip_leaseduration
      value: "5"
    - name: vip_renewdeadline
      value: "3"
    - name: vip_retryperiod
      value: "1"
    - name: address
      value: 192.168.0.40
    - name: prometheus_server
      value: :2112
    image: ghcr.io/kube-vip/kube-vip:v1.2.3
    imagePullPolicy: IfNotPresent
    name: kube-vip
    securityContext:
      capabilities:
        add:
        - NET_ADMIN
        - NET_RAW
        drop:
        - ALL
    volumeMounts:
    - mountPath: /etc/kubernetes/admin.conf
      name: kubeconfig
  hostAliases:
  - hostnames:
    - kubernetes
    ip: 127.0.0.1
  hostNetwork: true
  volumes:
  - hostPath:
      path: /etc/kubernetes/admin.conf
    name: kubeconfig
`;

export const METALLB = `apiVersion: metallb.io/v1beta1
kind: IPAddressPool
metadata:
  name: first-pool
  namespace: metallb-system
  labels:
    zone: public
spec:
  addresses:
  - 192.168.10.16/28
  - 192.168.9.1-192.168.9.5
  - fc00:f853:0ccd:e799::/124
---
apiVersion: metallb.io/v1beta1
kind: L2Advertisement
metadata:
  name: example
  namespace: metallb-system
spec:
  ipAddressPools:
  - first-pool
`;

export const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: nginx
  annotations:
    metallb.io/loadBalancerIPs: 192.168.9.2
spec:
  ports:
  - port: 80
  selector:
    app: nginx
  type: LoadBalancer
`;

export const KUBE_PROXY = `apiVersion: v1
kind: ConfigMap
metadata:
  name: kube-proxy
  namespace: kube-system
data:
  config.conf: |-
    apiVersion: kubeproxy.config.k8s.io/v1alpha1
    kind: KubeProxyConfiguration
    mode: ipvs
    ipvs:
      strictARP: true
`;

const OLD_CONFIG = `apiVersion: v1
kind: ConfigMap
metadata:
  namespace: metallb-system
  name: config
data:
  config: |
    address-pools:
    - name: default
      protocol: layer2
      addresses:
      - 192.168.1.240-192.168.1.250
`;

/** Makes changes to a text, each from a passage in it to a new one. */
function changed(text: string, ...changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`expected ${from} in the manifest`);
    return before.replace(from, to);
  }, text);
}

const variable = (name: string, value: string) => `- name: ${name}\n      value: ${value}\n`;

const kubeVip = (code: string, ...changes: (readonly [string, string])[]): SoftwareMistake => ({
  code,
  texts: [changed(KUBE_VIP, ...changes)],
});

const pair = (code: string, from: string, to: string): SoftwareMistake => ({
  code,
  texts: [KUBE_VIP, changed(KUBE_VIP, [from, to])],
});

/** Both nodes with the same mistake. */
const pairOf = (code: string, change: readonly [string, string]): SoftwareMistake => ({
  code,
  texts: [changed(KUBE_VIP, change), changed(KUBE_VIP, change)],
});

const metallb = (
  code: string,
  from: string,
  to: string,
  besides: readonly string[] = [],
): SoftwareMistake => ({
  code,
  texts: [changed(METALLB, [from, to])],
  besides,
});

const TRUE = '"true"';
const FALSE = '"false"';

export const KUBERNETES_MISTAKES: readonly SoftwareMistake[] = [
  kubeVip('KUBE_VIP_VALUE_UNQUOTED', [variable('vip_arp', TRUE), variable('vip_arp', 'true')]),
  {
    ...kubeVip('KUBE_VIP_VALUE_UNQUOTED', [
      variable('vip_leaseduration', '"5"'),
      variable('vip_leaseduration', '5'),
    ]),
    how: 'a number',
  },
  kubeVip('KUBE_VIP_VALUE_REFUSED', [
    variable('vip_leaseduration', '"5"'),
    variable('vip_leaseduration', '5s'),
  ]),
  {
    ...kubeVip('KUBE_VIP_VALUE_REFUSED', [variable('vip_arp', TRUE), variable('vip_arp', '"yes"')]),
    how: 'no truth value of Go',
  },
  {
    ...kubeVip('KUBE_VIP_VALUE_REFUSED', [variable('port', '"6443"'), variable('port', '"66443"')]),
    how: 'a port that is none',
  },
  kubeVip('KUBE_VIP_UNKNOWN_VARIABLE', [
    variable('vip_leasename', 'plndr-cp-lock'),
    variable('vip_leaseName', 'plndr-cp-lock'),
  ]),
  {
    ...kubeVip('KUBE_VIP_UNKNOWN_VARIABLE', [
      variable('vip_interface', 'ens192'),
      variable('vip_inteface', 'ens192'),
    ]),
    how: 'a letter missing',
  },
  pairOf('KUBE_VIP_NO_ELECTION', [
    variable('vip_leaderelection', TRUE),
    variable('vip_leaderelection', FALSE),
  ]),
  kubeVip('KUBE_VIP_NO_MODE', [variable('vip_arp', TRUE), variable('vip_arp', FALSE)]),
  kubeVip('KUBE_VIP_TWO_MODES', [
    variable('vip_arp', TRUE),
    `${variable('vip_arp', TRUE)}    ${variable('vip_routingtable', TRUE)}`,
  ]),
  kubeVip(
    'KUBE_VIP_NO_FEATURE',
    [variable('cp_enable', TRUE), variable('cp_enable', FALSE)],
    [variable('svc_enable', TRUE), variable('svc_enable', FALSE)],
  ),
  kubeVip('KUBE_VIP_NO_ADDRESS', [variable('address', '192.168.0.40'), variable('address', '""')]),
  kubeVip(
    'KUBE_VIP_NO_SUBNET',
    [variable('address', '192.168.0.40'), variable('vip_address', '192.168.0.40')],
    [variable('vip_subnet', '"32"'), variable('vip_cidr', '"32"')],
  ),
  kubeVip('KUBE_VIP_CAPABILITIES', ['        - NET_RAW\n', '']),
  kubeVip('KUBE_VIP_POD_NETWORK', ['  hostNetwork: true\n', '']),
  kubeVip('KUBE_VIP_LEASE_TIMES', [
    variable('vip_renewdeadline', '"3"'),
    variable('vip_renewdeadline', '"5"'),
  ]),
  {
    ...kubeVip('KUBE_VIP_LEASE_TIMES', [
      variable('vip_retryperiod', '"1"'),
      variable('vip_retryperiod', '"3"'),
    ]),
    how: 'too few tries',
  },
  pair('KUBE_VIP_LEASE_DIFFERS', 'value: plndr-cp-lock', 'value: our-cp-lock'),
  pair('KUBE_VIP_ADDRESS_DIFFERS', 'value: 192.168.0.40', 'value: 192.168.0.41'),
  kubeVip('KUBE_VIP_BGP_ON_LAN', [variable('vip_arp', TRUE), variable('bgp_enable', TRUE)]),
  metallb('METALLB_RANGE_REFUSED', '192.168.9.1-192.168.9.5', '192.168.9.1'),
  {...metallb('METALLB_RANGE_REFUSED', '9.1-192.168.9.5', '9.5-192.168.9.1'), how: 'the wrong way round'},
  {
    code: 'METALLB_RANGE_REFUSED',
    how: 'no addresses at all',
    texts: [changed(METALLB, ['  addresses:', '  adresses:'])],
  },
  {
    code: 'METALLB_ADDRESS_IN_NO_POOL',
    how: 'of a pool that is not there',
    texts: [METALLB, changed(SERVICE, ['loadBalancerIPs: 192.168.9.2', 'address-pool: second-pool'])],
  },
  metallb('METALLB_POOLS_OVERLAP', '192.168.9.1-192.168.9.5', '192.168.10.31-192.168.10.40'),
  {
    code: 'METALLB_POOL_TWICE',
    texts: [
      METALLB,
      changed(METALLB.slice(0, METALLB.indexOf('---')), ['192.168.10.16/28', '192.168.11.16/28']),
    ],
  },
  metallb(
    'METALLB_NOT_ANNOUNCED',
    '  ipAddressPools:\n  - first-pool\n',
    '  ipAddressPoolSelectors:\n  - matchLabels: {zone: private}\n',
  ),
  {
    code: 'METALLB_NO_SUCH_POOL',
    texts: [changed(METALLB, ['  - first-pool\n', '  - first-pool\n  - second-pool\n'])],
  },
  {
    code: 'METALLB_NAMESPACES_DIFFER',
    texts: [
      changed(METALLB, [
        '  name: example\n  namespace: metallb-system',
        '  name: example\n  namespace: default',
      ]),
    ],
    besides: ['METALLB_NOT_ANNOUNCED'],
  },
  {
    code: 'METALLB_ADDRESS_IN_NO_POOL',
    texts: [METALLB, changed(SERVICE, ['192.168.9.2', '192.168.9.6'])],
  },
  {
    code: 'METALLB_ADDRESS_TWICE',
    texts: [METALLB, `${SERVICE}---\n${changed(SERVICE, ['name: nginx', 'name: apache'])}`],
  },
  {code: 'METALLB_OLD_CONFIG', texts: [OLD_CONFIG]},
  {
    code: 'METALLB_OLD_CONFIG',
    how: 'AddressPool',
    texts: [changed(METALLB, ['kind: IPAddressPool', 'kind: AddressPool'])],
  },
  metallb('METALLB_BUGGY_ADDRESSES', '192.168.10.16/28', '192.168.10.0/28'),
  {
    code: 'KUBE_PROXY_STRICT_ARP',
    texts: [METALLB, changed(KUBE_PROXY, ['strictARP: true', 'strictARP: false'])],
  },
];

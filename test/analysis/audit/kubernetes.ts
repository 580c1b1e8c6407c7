/** Reading manifests, and the findings in them. */

import type {Finding} from '@vip/analysis/internal/findings';
import test from 'ava';
import {KUBE_PROXY, KUBE_VIP, METALLB, SERVICE} from '../../helpers/audit/kubernetes-mistakes.js';
import {auditTexts} from '../../helpers/audit/software-mistakes.js';

const codesOf = (...texts: string[]) => auditTexts(texts).findings.map(({code}) => code);
const placesOf = ({findings}: {findings: readonly Finding[]}) => findings.flatMap(({where}) => where);

/** The pod as a template. */
const DAEMON_SET = `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: kube-vip-ds
  namespace: kube-system
spec:
  template:
${KUBE_VIP.slice(KUBE_VIP.indexOf('spec:'))
  .split('\n')
  .map(line => `    ${line}`)
  .join('\n')}
`;

test('healthy manifests yield nothing, and the understood settings are printed', t => {
  const {findings, lines} = auditTexts([KUBE_VIP, KUBE_VIP]);
  t.deepEqual(findings, []);
  t.deepEqual(lines, [
    'lb1: kube-vip kube-vip, 192.168.0.40 on ens192, announced by ARP, lease kube-system/plndr-cp-lock',
    '  if the leader crashes: another takes over after 4 to 9.4 s; if it is stopped: within 2.2 s',
    'lb2: kube-vip kube-vip, 192.168.0.40 on ens192, announced by ARP, lease kube-system/plndr-cp-lock',
    '  if the leader crashes: another takes over after 4 to 9.4 s; if it is stopped: within 2.2 s',
  ]);
  t.deepEqual(codesOf(DAEMON_SET, `${METALLB}---\n${SERVICE}---\n${KUBE_PROXY}`), []);
  t.deepEqual(auditTexts([`${METALLB}---\n${KUBE_PROXY}`]).lines, [
    'pool first-pool: 192.168.10.16/28, 192.168.9.1-192.168.9.5 and fc00:f853:0ccd:e799::/124, announced by ARP and NDP (example)',
    'kube-proxy: mode ipvs, strictARP true',
  ]);
});

test("without times in the manifest, kube-vip's defaults apply", t => {
  const times = / {4}- name: vip_(?:leaseduration|renewdeadline|retryperiod)\n {6}value: "\d"\n/g;
  const {findings, lines} = auditTexts([KUBE_VIP.replace(times, '')]);
  t.deepEqual(findings, []);
  t.regex(lines[1] ?? '', /after 13 to 23\.8 s; if it is stopped: within 4\.4 s$/);
});

test('kube-vip with BGP on lo is fine, privileged and with an image from another registry', t => {
  const bgp = KUBE_VIP.replace('name: vip_arp', 'name: bgp_enable')
    .replace('value: ens192', 'value: lo')
    .replace(/capabilities:[\s\S]*?volumeMounts/, 'privileged: true\n    volumeMounts')
    .replace('ghcr.io/kube-vip/kube-vip:v1.2.3', 'registry.local:5000/mirror/kube-vip@sha256:0000');
  t.deepEqual(codesOf(bgp), []);
});

test('values from elsewhere (flags, a ConfigMap, a field) are not judged', t => {
  const nothing = KUBE_VIP.replace(/ {4}- name: vip_arp\n {6}value: "true"\n/, '').replace(
    / {4}- name: address\n {6}value: 192.168.0.40\n/,
    '',
  );
  t.deepEqual(codesOf(nothing), ['KUBE_VIP_NO_MODE', 'KUBE_VIP_NO_ADDRESS']);
  t.deepEqual(codesOf(nothing.replace('- manager', '- manager\n    - --arp\n    - --address=10.0.0.1')), []);
  t.deepEqual(
    codesOf(nothing.replace('    env:', '    envFrom:\n    - configMapRef: {name: kv}\n    env:')),
    [],
  );
  t.deepEqual(codesOf(nothing.replace('    env:', '    env:\n    - name: config_file\n      value: /c')), []);
});

test('without an election one node is enough, of a DaemonSet it is many; each service may elect for itself', t => {
  const without = (text: string) => text.replace(/(vip_leaderelection\n\s+value: )"true"/, '$1"false"');
  t.deepEqual(codesOf(without(KUBE_VIP)), []);
  t.deepEqual(codesOf(without(DAEMON_SET)), ['KUBE_VIP_NO_ELECTION']);
  const each = without(DAEMON_SET)
    .replace(/(cp_enable\n\s+value: )"true"/, '$1"false"')
    .replace('name: svc_leasename', 'name: svc_election')
    .replace('plndr-svcs-lock', '"true"');
  t.deepEqual(codesOf(each), []);
});

test('no mode is inferred from a value that is not a boolean; names that kube-vip does not know are not judged', t => {
  t.deepEqual(codesOf(KUBE_VIP.replace('name: vip_nodename', 'name: NODE_IP')), []);
  // Empty counts as absent: the interface is that of the default route.
  t.deepEqual(codesOf(KUBE_VIP.replace('value: ens192', 'value: ""')), []);
  t.regex(
    auditTexts([KUBE_VIP.replace('value: ens192', 'value: ""')]).lines[0] ?? '',
    /on the interface of the default route/,
  );
});

test('a pool that appears identically in two files counts once', t => {
  t.deepEqual(codesOf(METALLB, METALLB), []);
});

test('lines are those of the file, in a list printed by kubectl and in JSON', t => {
  const items = METALLB.replace('192.168.9.1-192.168.9.5', '192.168.9.1')
    .split('---\n')
    .map(text => `- ${text.trimEnd().replaceAll('\n', '\n  ')}\n`);
  const list = `apiVersion: v1\nitems:\n${items.join('')}kind: List\n`;
  t.deepEqual(placesOf(auditTexts([list])), [{file: 'lb1.yaml', line: 13}]);
  const json = JSON.stringify(
    {
      apiVersion: 'metallb.io/v1beta1',
      kind: 'IPAddressPool',
      metadata: {name: 'p'},
      spec: {addresses: ['10.0.0.1']},
    },
    null,
    2,
  );
  t.deepEqual(placesOf(auditTexts([json.replace('{', 'apiVersion: v1\nkind: X\n---\n{')])).slice(0, 1), [
    {file: 'lb1.yaml', line: 12},
  ]);
});

test('lines of a configuration inside a ConfigMap are those of the file; if it is a quoted string, all have the line of the string', t => {
  const loose = KUBE_PROXY.replace('strictARP: true', 'strictARP: false');
  t.deepEqual(placesOf(auditTexts([`${METALLB}---\n${loose}`])), [{file: 'lb1.yaml', line: 34}]);
  const quoted = loose.replace(
    / \|-\n[\s\S]*/,
    ` ${JSON.stringify('apiVersion: v1\nkind: KubeProxyConfiguration\nmode: ipvs\n')}\n`,
  );
  t.deepEqual(placesOf(auditTexts([`${METALLB}---\n${quoted}`])), [{file: 'lb1.yaml', line: 29}]);
});

test('pools are selected by their labels', t => {
  const selecting = (selector: string) =>
    codesOf(METALLB.replace('ipAddressPools:\n  - first-pool', `ipAddressPoolSelectors:\n  - ${selector}`));
  const expression = (operator: string, values = '') =>
    `matchExpressions: [{key: zone, operator: ${operator}${values === '' ? '' : `, values: [${values}]`}}]`;
  for (const selector of [
    'matchLabels: {zone: public}',
    expression('In', 'public'),
    expression('NotIn', 'a'),
    expression('Exists'),
  ])
    t.deepEqual(selecting(selector), [], selector);
  for (const selector of [
    'matchLabels: {zone: a}',
    expression('In', 'a'),
    expression('NotIn', 'public'),
    expression('DoesNotExist'),
  ])
    t.deepEqual(selecting(selector), ['METALLB_NOT_ANNOUNCED'], selector);
  t.deepEqual(codesOf(METALLB.replace(/spec:\n {2}ipAddressPools:\n {2}- first-pool\n/, '')), []);
});

test('a service of another class is ignored, services may share an address, and the old annotation is read', t => {
  const outside = SERVICE.replace('192.168.9.2', '10.0.0.1');
  t.deepEqual(codesOf(METALLB, outside.replace('type: Lo', 'loadBalancerClass: other\n  type: Lo')), []);
  t.deepEqual(codesOf(METALLB, outside.replace('metallb.io', 'metallb.universe.tf')), [
    'METALLB_ADDRESS_IN_NO_POOL',
  ]);
  t.deepEqual(
    codesOf(
      METALLB,
      outside.replace(/ {2}annotations:\n.*\n/, '').replace('spec:', 'spec:\n  loadBalancerIP: 10.0.0.1'),
    ),
    ['METALLB_ADDRESS_IN_NO_POOL'],
  );
  const sharing = SERVICE.replace('annotations:', 'annotations:\n    metallb.io/allow-shared-ip: web');
  t.deepEqual(codesOf(METALLB, `${sharing}---\n${sharing.replace('name: nginx', 'name: dns')}`), []);
});

test('a pool without any advertisement is a warning: it may be in another file', t => {
  const [pool = ''] = METALLB.split('---');
  t.deepEqual(
    auditTexts([pool]).findings.map(({code, severity}) => [code, severity]),
    [['METALLB_NOT_ANNOUNCED', 'warning']],
  );
});

/** Findings in the files of software other than keepalived, and the recognition of the software. */

import {SOFTWARE_RULES, softwareOf} from '@vip/analysis/internal/audit';
import test from 'ava';
import {auditTexts, CRM, SOFTWARE_MISTAKES, UCARP_1, UCARP_2} from '../../helpers/audit/software-mistakes.js';

for (const {code, how = '', texts, besides = []} of SOFTWARE_MISTAKES) {
  test(`${code} ${how}`.trim(), t => {
    const {findings} = auditTexts(texts);
    const rule = SOFTWARE_RULES.find(one => one.code === code);
    const codes = findings.map(finding => finding.code);
    t.true(codes.includes(code), codes.join(' '));
    t.deepEqual(
      codes.filter(other => other !== code && !besides.includes(other)),
      [],
    );
    const found = findings.find(finding => finding.code === code);
    t.is(found?.severity, rule?.severity);
    t.true((found?.where.length ?? 0) > 0);
  });
}

test('every rule for other software has a mistake that it finds', t => {
  const made = new Set(SOFTWARE_MISTAKES.map(({code}) => code));
  t.deepEqual(
    SOFTWARE_RULES.map(({code}) => code).filter(code => !made.has(code)),
    [],
  );
});

const codesOf = (...texts: string[]) => auditTexts(texts).findings.map(({code}) => code);

test('a healthy pair of ucarp yields nothing, and its times follow from its options', t => {
  const {findings, lines} = auditTexts([UCARP_1, UCARP_2]);
  t.deepEqual(findings, []);
  t.deepEqual(lines, [
    '10.0.0.100: ucarp, VHID 42',
    '  lb1 advertises every 1 s, and takes over 3 s after the last advertisement of a master that crashed or was stopped',
    '  lb2 advertises every 1.39 s, and takes over 3.39 s after the last advertisement of a master that crashed or was stopped',
  ]);
});

test("every parameter of IPaddr2's meta-data is known, of releases and of the main branch", t => {
  // `<parameter name="..."` of heartbeat/IPaddr2 on the main branch in August 2026, and clusterip_hash of the releases.
  const parameters = [
    'broadcast=+ proto=kernel lvs_support=false lvs_ipv6_addrlabel=false lvs_ipv6_addrlabel_value=99',
    'mac=02:00:00:00:00:01 clusterip_hash=sourceip clusterip_firewall=auto clusterip_hash_seed=0x5',
    'clusterip_table=mangle clusterip_chain=PREROUTING clusterip_mac_mangle=false unique_clone_address=false',
    'arp_count_refresh=0 arp_bg=true send_arp_opts="" flush_routes=false run_arping=false nodad=false',
    'noprefixroute=false preferred_lft=forever network_namespace="" check_link_status=true',
  ];
  t.deepEqual(codesOf(CRM.replace('nic=eth0', `nic=eth0 ${parameters.join(' ')}`)), []);
});

test('a line of ucarp is found in units and in scripts, with letters, variables and quotes', t => {
  const unit = `[Service]
Environment=ADDR=10.0.0.100
ExecStart=-/usr/sbin/ucarp -i eth0 -s 10.0.0.2 -v42 -p 'love' -a \${ADDR} -k 100 -u /up -d /down -zP
`;
  t.deepEqual(codesOf(UCARP_1, unit), []);
  const script = `VHID=42; PASS="hate"
PASS=hate
# ucarp -v 1
if true; then nohup ucarp -i eth0 -s 10.0.0.2 -v 0x2a -p $PASS -a 10.0.0.100 -k 100 -zPu /up -d /down & fi`;
  t.deepEqual(codesOf(UCARP_1, script), ['UCARP_PASSWORD_DIFFERS']);
});

test('values that only the shell knows are not judged', t => {
  t.deepEqual(codesOf(UCARP_1, 'ucarp -i eth0 -s $SRC -v $VHID -p $PASS -a 10.0.0.100 $OPTIONS'), []);
  t.deepEqual(codesOf(UCARP_1, UCARP_2.replace('--pass=love', '--passfile=/etc/pass')), []);
});

test('--shutdown is not required if the stop is handled in another way', t => {
  const unit = `[Service]
ExecStart=/usr/sbin/ucarp -s 10.0.0.2 -v 42 -p love -a 10.0.0.100 -k 100 -u /up -d /down
ExecStopPost=/down eth0 10.0.0.100
`;
  t.deepEqual(codesOf(UCARP_1, unit), []);
});

test('the reported line is that of the option', t => {
  const [found] = auditTexts([UCARP_1, UCARP_2.replace('10.0.0.100', '10.0.0.101')]).findings;
  t.deepEqual(found?.where, [
    {file: 'lb1.sh', line: 3},
    {file: 'lb2.sh', line: 3},
  ]);
});

test('the software is recognised by the content; merely mentioning ucarp is not enough', t => {
  const of = (text: string) => softwareOf({name: 'n', file: 'f', text});
  t.deepEqual(of('vrrp_instance A {\n}\n# replaces ucarp\n'), {name: 'keepalived'});
  t.deepEqual(of(UCARP_1), {name: 'ucarp'});
  t.deepEqual(of('apiVersion: v1\nkind: Pod\n'), {name: 'Kubernetes'});
  t.deepEqual(of('{"kind": "Pod",\n "apiVersion": "v1"}'), {name: 'Kubernetes'});
  t.deepEqual(of('frr version 8.4.4\nrouter ospf\n'), {got: "FRR's, without vrrp"});
  t.deepEqual(of('interface eth0\n vrrp 5 ip 10.0.0.1\n'), {name: 'FRR'});
  for (const text of ['', '\n', ' \n\t\n']) t.deepEqual(of(text), {got: 'an empty file'});
  for (const text of ['# nothing yet\n', '\n! off\n']) t.deepEqual(of(text), {got: 'nothing but comments'});
});

const PCS_10 = `Cluster Name: web
Resources:
 Group: web
  Resource: vip (class=ocf provider=heartbeat type=IPaddr2)
   Attributes: cidr_netmask=24 ip=10.0.0.100 nic=eth0
   Meta Attrs: target-role=Started
   Operations: monitor interval=10s timeout=20s (vip-monitor-interval-10s)
               start interval=0s timeout=20s (vip-start-interval-0s)
  Resource: site (class=ocf provider=heartbeat type=apache)
   Attributes: ip=10.0.0.100 arp_count=1
   Operations: monitor interval=1min (site-monitor-interval-1min)
`;

const PCS_11 = `Resources:
  Resource: vip (class=ocf provider=heartbeat type=IPaddr2)
    Attributes: vip-instance_attributes
      cidr_netmask=24
      ip=10.0.0.100
      nic=eth0
    Operations:
      monitor: vip-monitor-interval-10s
        interval=10s timeout=20s
      start: vip-start-interval-0s
        interval=0s timeout=20s
`;

test('crm, pcs 0.10 and pcs 0.11 print a resource differently, but it is read the same', t => {
  const expected = [
    'vip: IPaddr2, 10.0.0.100/24 on eth0',
    '  announced 5 times at the start, every second, or in pairs every 0.2 s where send_arp was built with libnet, in the background; not again afterwards',
  ];
  for (const text of [CRM, PCS_10, PCS_11]) {
    const {findings, lines} = auditTexts([text]);
    t.deepEqual(findings, [], text);
    t.deepEqual(lines, expected, text);
  }
  const refreshed = PCS_11.replace('nic=eth0', 'nic=eth0\n      arp_count_refresh=2\n      arp_count=1');
  t.deepEqual(codesOf(refreshed), []);
  t.regex(auditTexts([refreshed]).lines[1] ?? '', /; 2 more at each monitor \(10s\)$/);
});

test('the line of a parameter is named, in what crm and what pcs print', t => {
  const placeIn = (text: string) => auditTexts([text]).findings[0]?.where;
  t.deepEqual(placeIn(CRM.replace('nic=eth0', 'nic=eth0 arp_count=1')), [{file: 'cluster.conf', line: 2}]);
  t.deepEqual(placeIn(PCS_11.replace('nic=eth0', 'arp_count=1\n      nic=eth0')), [
    {file: 'cluster.conf', line: 6},
  ]);
});

test('how long an IPv6 start waits follows from the count and the interval', t => {
  const ipv6 = CRM.replace('ip=10.0.0.100', 'ip=fd00::1 arp_count=3 arp_interval=500');
  t.regex(
    auditTexts([ipv6]).lines[1] ?? '',
    /announced 3 times at the start, every 0\.5 s, and the start waits 1\.5 s for it;/,
  );
  t.regex(auditTexts([ipv6.replace('nic', 'arp_bg=true nic')]).lines[1] ?? '', /in the background;/);
});

test('FRR: a word that is cut short is the same, and a line that vrrpd refuses has no effect', t => {
  const told = (line: string) =>
    auditTexts([`interface eth0\n vrrp 5 version 3\n vrrp 5 ip 10.0.0.9\n ${line}\n`]);
  t.regex(told('vrrp 5 prio 120').lines[0] ?? '', /priority 120/);
  t.regex(told('vrrp 5 advert 500').lines[0] ?? '', /every 0\.5 s/);
  t.deepEqual(told('vrrp 5 advert 500').findings, []);
  for (const line of ['priority 255', 'priority 0', 'advertisement-interval 5', 'ver 4', 'ip fd00::9', 'p 5'])
    t.deepEqual(
      told(`vrrp 5 ${line}`).findings.map(({code}) => code),
      ['FRR_LINE_REFUSED'],
      line,
    );
  t.regex(told('vrrp 5 priority 255').lines[0] ?? '', /version 3, priority 100, every 1 s/);
});

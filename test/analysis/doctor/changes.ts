/** What a watch reports: where an address is, and which findings appeared and disappeared, each once. */

import {findingChanges, formatFindingChange, subjectChanges} from '@vip/analysis/internal/doctor';
import type {Finding} from '@vip/analysis/internal/findings';
import {parseIp} from '@vip/arp';
import test from 'ava';

const VIP = parseIp('10.77.0.100');

function finding(code: string, subject: string, evidence: string): Finding {
  return {
    ...{code, subject, evidence, severity: 'note', where: [], consequence: '', remedy: '', commands: []},
    reference: '',
  };
}

test('a fault in either role neither appears nor disappears with the address', t => {
  const before = [finding('DOCTOR_STALL', `${VIP} on eth0, active`, '99.1 %')];
  const now = [
    finding('DOCTOR_STALL', `${VIP} on eth0, passive`, '98.2 %'),
    finding('DOCTOR_NONLOCAL_BIND', `${VIP} on eth0, passive`, 'ip_nonlocal_bind is 0'),
  ];
  const changes = findingChanges(before, now).map(({change, finding: {code}}) => `${change} ${code}`);
  t.deepEqual(changes, ['appeared DOCTOR_NONLOCAL_BIND']);
  t.deepEqual(
    findingChanges(now, before).map(({change}) => change),
    ['gone'],
  );
});

test('an address that changes its role, one that appears, and one that disappears are reported', t => {
  const subject = (role: 'active' | 'passive') => ({vip: VIP, iface: 'eth0', role}) as const;
  const [active, passive] = [`${VIP} on eth0, active`, `${VIP} on eth0, passive`];
  t.deepEqual(subjectChanges([subject('active')], [subject('passive')]), [{before: active, now: passive}]);
  t.deepEqual(subjectChanges([subject('active')], [subject('active')]), []);
  t.deepEqual(subjectChanges([], [subject('active')]), [{before: undefined, now: active}]);
  t.deepEqual(subjectChanges([subject('active')], []), [{before: active, now: undefined}]);
});

test('a finding that appeared is a line with its remedy; one that disappeared needs none', t => {
  const made = finding('DOCTOR_ARP_IGNORE', `${VIP} on eth0, active`, 'arp_ignore of eth0 is 8');
  const remedy = 'to make it last, put it in /etc/sysctl.d/90-vip.conf';
  const commands = ['sysctl -w net.ipv4.conf.eth0.arp_ignore=0', 'ip neigh flush dev eth0'];
  const line = 'error: DOCTOR_ARP_IGNORE: arp_ignore of eth0 is 8.';
  const told = (change: 'appeared' | 'gone', more: Partial<Finding>) =>
    formatFindingChange({change, finding: {...made, severity: 'error', ...more}});
  t.is(
    told('appeared', {commands, remedy}),
    `appeared: ${line} Mend: sysctl -w net.ipv4.conf.eth0.arp_ignore=0 && ip neigh flush dev eth0`,
  );
  t.is(
    told('appeared', {remedy: 'ask whoever runs the switch'}),
    `appeared: ${line} Ask whoever runs the switch.`,
  );
  t.is(told('appeared', {}), `appeared: ${line}`);
  t.is(told('gone', {commands, remedy}), `gone: ${line}`);
});

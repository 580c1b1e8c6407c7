/** What a watch tells: where an address is, and what appeared and went, each once. */

import {findingChanges, subjectChanges} from '@vip/analysis/doctor';
import type {Finding} from '@vip/analysis/findings';
import {parseIp} from '@vip/arp';
import test from 'ava';

const VIP = parseIp('10.77.0.100');

function finding(code: string, subject: string, evidence: string): Finding {
  return {
    ...{code, subject, evidence, severity: 'note', where: [], consequence: '', remedy: '', commands: []},
    reference: '',
  };
}

test('what is wrong in either role neither goes nor comes with the address', t => {
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

test('an address in another role, one that comes, one that goes', t => {
  const subject = (role: 'active' | 'passive') => ({vip: VIP, iface: 'eth0', role}) as const;
  const [active, passive] = [`${VIP} on eth0, active`, `${VIP} on eth0, passive`];
  t.deepEqual(subjectChanges([subject('active')], [subject('passive')]), [{before: active, now: passive}]);
  t.deepEqual(subjectChanges([subject('active')], [subject('active')]), []);
  t.deepEqual(subjectChanges([], [subject('active')]), [{before: undefined, now: active}]);
  t.deepEqual(subjectChanges([subject('active')], []), [{before: active, now: undefined}]);
});

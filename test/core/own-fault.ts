/** A fault that a program supplies as an object. */

import {type OwnFault, vipDriver} from '@vip/core';
import {formatFault, planTrial} from '@vip/core/internal';
import test from 'ava';

const OWN: OwnFault = {
  name: 'arp-off',
  means: 'the active node neither asks nor answers by ARP any longer',
  durationMs: 1000,
  oldHolder: 'releases-when-healed',
  ready: () => () => {},
};
const driver = vipDriver({});

test('the trial has that fault, with its own name and duration', t => {
  const {fault} = planTrial({driver, fault: OWN});
  t.is(fault.own, OWN);
  t.is(fault.durationMs, 1000);
  t.is(formatFault(fault), 'arp-off');
  t.is(formatFault({...fault, durationMs: 250}), 'arp-off:250ms');
});

for (const name of ['kill', 'ARP off', 'arp:off', '']) {
  test(`an invalid name, or one that another fault has, is refused: ${JSON.stringify(name)}`, t => {
    t.throws(() => planTrial({driver, fault: {...OWN, name}}), {
      code: 'BAD_ARGUMENT',
      message: `fault: expected a new name of a-z, 0-9 and -, got ${JSON.stringify(name)}`,
    });
  });
}

test('it may refuse a driver, and require a topology', t => {
  const refusing: OwnFault = {...OWN, refuses: ({name}) => `${name} does not mind`};
  t.throws(() => planTrial({driver, fault: refusing}), {message: 'fault arp-off: vip does not mind'});
  const elsewhere: OwnFault = {...OWN, needs: 'interswitch-link'};
  t.throws(() => planTrial({driver, fault: elsewhere}), {
    message: 'fault arp-off: topology switch has one switch only; use two-switches',
  });
});

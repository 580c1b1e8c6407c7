/** What keepalived says of its configuration and of its instances. */

import {allInFault, checkMessages, faultsOf, formatFaults, transitionOf} from '@vip/core/internal';
import test from 'ava';

/** As 2.2.7 logs it in a node without an IPv6 address, one instance of each family in a sync group. */
const GROUP = [
  'Startup complete',
  '(VIP6) entering FAULT state (no IPv6 address for interface)',
  'VRRP_Group(G): Syncing VIP6 to FAULT state',
  '(VIP) entering FAULT state',
  '(VIP6) entering FAULT state',
];

test('an instance goes from state to state, in either spelling, with its reason', t => {
  t.deepEqual(transitionOf('(VIP) Entering BACKUP STATE (init)'), {instance: 'VIP', state: 'BACKUP'});
  t.deepEqual(transitionOf('(VIP) Entering MASTER STATE'), {instance: 'VIP', state: 'MASTER'});
  t.deepEqual(transitionOf('(VIP): entering FAULT state (interface mcv0 down)'), {
    ...{instance: 'VIP', state: 'FAULT', reason: 'interface mcv0 down'},
  });
  for (const line of [
    'Startup complete',
    GROUP[2] ?? '',
    'VRRP_Script(chk) succeeded',
    '(VIP) Receive advertisement',
  ]) {
    t.is(transitionOf(line), undefined, line);
  }
});

test('all instances in FAULT: the one with the reason, and the one that is taken along', t => {
  t.is(
    allInFault(GROUP),
    'instance VIP6 is in FAULT (no IPv6 address for interface), instance VIP is in FAULT',
  );
});

test('an instance that leaves FAULT, or another that takes part, is no obstacle', t => {
  t.is(allInFault([...GROUP, '(VIP) Entering BACKUP STATE', '(VIP6) Entering BACKUP STATE']), undefined);
  t.is(allInFault([...GROUP, '(VIP) Entering BACKUP STATE']), undefined);
  t.is(
    formatFaults(faultsOf([...GROUP, '(VIP) Entering BACKUP STATE']).faults),
    'instance VIP6 is in FAULT (no IPv6 address for interface)',
  );
  t.is(allInFault([]), undefined);
});

test('each message of the check once, by the line of the file', t => {
  const output = [
    "(/run/vip/a.conf: Line 9) invalid number '150;'",
    "There are 1 missing '}'s or extra '{'s",
    "There are 1 missing '}'s or extra '{'s",
    '',
  ].join('\n');
  t.deepEqual(checkMessages(output, '/run/vip/a.conf'), [
    "(line 9) invalid number '150;'",
    "There are 1 missing '}'s or extra '{'s",
  ]);
});

test('a check that ends itself says nothing of the file', t => {
  t.deepEqual(checkMessages('Terminated\n', 'a.conf'), []);
});

/** What keepalived logs about its configuration and its instances. */

import {allInFault, checkMessages, faultsOf, formatFaults, transitionOf} from '@vip/core/internal';
import test from 'ava';

/** Logged by 2.2.7 on a node without an IPv6 address, with an instance of each family in a sync group. */
const GROUP = [
  'Startup complete',
  '(VIP6) entering FAULT state (no IPv6 address for interface)',
  'VRRP_Group(G): Syncing VIP6 to FAULT state',
  '(VIP) entering FAULT state',
  '(VIP6) entering FAULT state',
];

test('changes of state are recognised in either spelling, with their reason', t => {
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

test('with all instances in FAULT, both are named: the one with a reason, and the one that follows its sync group', t => {
  t.is(
    allInFault(GROUP),
    'instance VIP6 is in FAULT (no IPv6 address for interface), instance VIP is in FAULT',
  );
});

test('not all are in FAULT once an instance has left it', t => {
  t.is(allInFault([...GROUP, '(VIP) Entering BACKUP STATE', '(VIP6) Entering BACKUP STATE']), undefined);
  t.is(allInFault([...GROUP, '(VIP) Entering BACKUP STATE']), undefined);
  t.is(
    formatFaults(faultsOf([...GROUP, '(VIP) Entering BACKUP STATE']).faults),
    'instance VIP6 is in FAULT (no IPv6 address for interface)',
  );
  t.is(allInFault([]), undefined);
});

test('each message of the configuration check appears once, with its line of the file', t => {
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

test('a check that was terminated has no messages about the file', t => {
  t.deepEqual(checkMessages('Terminated\n', 'a.conf'), []);
});

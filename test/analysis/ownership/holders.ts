/** The holder of the address, and the MAC in every cache, are the same for the picture, the table, the report and the trial. */

import {type AddressEvent, Timeline} from '@vip/analysis';
import {Beliefs, beliefAt, DEFAULT_SETTINGS, Holders, holdingsOf, isHeldAt} from '@vip/analysis/internal';
import {ZERO_MAC} from '@vip/arp';
import test from 'ava';
import {entry, MS, NEW, OLD, VIP} from '../../helpers/events.js';

/** @param at milliseconds */
function address(at: number, node: string, change: AddressEvent['change'], rest: object = {}): AddressEvent {
  return {at: BigInt(at) * MS, node, kind: 'address', iface: 'mcv0', ip: VIP, change, ...rest};
}

const stretches = (...events: AddressEvent[]) =>
  holdingsOf(Timeline.of(events), 'ns0', () => true).map(({from, until}) => [from, until].map(ms));
const ms = (at: bigint | undefined) => (at === undefined ? undefined : Number(at / MS));

test('an address that is taken away without having been given was there from the start', t => {
  t.deepEqual(stretches(address(5, 'ns0', 'removed'), address(9, 'ns0', 'added')), [
    [undefined, 5],
    [9, undefined],
  ]);
  const timeline = Timeline.of([address(5, 'ns0', 'removed')]);
  t.true(isHeldAt(timeline, 'ns0', VIP, 4n * MS));
  t.false(isHeldAt(timeline, 'ns0', VIP, 5n * MS));
});

test('an address whose detection runs, or found another holder, is not held', t => {
  const tentative = address(5, 'ns0', 'added', {detection: 'tentative'});
  t.deepEqual(stretches(tentative), []);
  t.deepEqual(stretches(tentative, address(9, 'ns0', 'added')), [[9, undefined]]);
  t.deepEqual(stretches(address(1, 'ns0', 'added'), address(9, 'ns0', 'added', {detection: 'failed'})), [
    [1, 9],
  ]);
});

test('before a trial begins no node holds the address; in a failover the stages show which does', t => {
  const holders = new Holders(DEFAULT_SETTINGS);
  t.deepEqual(holders.nodes, []);
  t.is(holders.take({at: 0n, node: 'lab', kind: 'step', step: 'active', phase: 'done'}), 'ns0');
  t.is(holders.take(address(5, 'ns1', 'added')), 'ns1');
  t.deepEqual(holders.nodes, ['ns0', 'ns1']);
  holders.take(address(6, 'ns0', 'removed'));
  t.deepEqual(holders.nodes, ['ns1']);
});

test('an entry that failed, or waits for its first answer, holds no MAC, for the trial as for the picture', t => {
  const events = [
    entry('ext', 1, OLD, 'REACHABLE'),
    entry('ext', 5, undefined, 'FAILED'),
    entry('ext', 6, ZERO_MAC, 'INCOMPLETE'),
    entry('ext', 9, NEW, 'REACHABLE'),
  ];
  const beliefs = new Beliefs();
  const told = events.map(event => {
    beliefs.take(event);
    return beliefs.now?.mac;
  });
  const asked = events.map(({at}) => beliefAt(Timeline.of(events), 'ext', VIP, at)?.mac);
  t.deepEqual(told, [OLD, undefined, undefined, NEW]);
  t.deepEqual(asked, told);
  t.is(beliefs.before(9n * MS)?.mac, undefined);
  t.is(beliefs.before(10n * MS)?.mac, NEW);
});

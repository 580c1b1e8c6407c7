/** Whether a frame arrived somewhere has one answer, for a trial's announcements and for the arrows of a report. */

import type {FrameEvent} from '@vip/analysis';
import {DEFAULT_SETTINGS, deliveriesOf} from '@vip/analysis/internal';
import {announcementFrames} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {NEW, VIP} from '../../helpers/events.js';

const [OCTETS = new Uint8Array()] = announcementFrames({ip: VIP, mac: NEW});
const {active, passive, ext, router} = DEFAULT_SETTINGS;

/** @param at milliseconds */
function seen(at: number, node: string, own: boolean, octets = OCTETS): FrameEvent {
  const ns = BigInt(Math.round(at * 1e6));
  return {at: ns, node, kind: 'frame', iface: 'eth0', octets, length: octets.length, own};
}

/** Milliseconds of each delivery, as `sent>arrived`. */
function delivered(sent: readonly number[], arrived: readonly number[]): string[] {
  const frames = [
    ...sent.map(at => seen(at, passive.node, true)),
    ...arrived.map(at => seen(at, ext.node, false)),
  ].sort((a, b) => Number(a.at - b.at));
  return deliveriesOf(frames).map(delivery => `${ms(delivery.sent)}>${ms(delivery.arrived)}`);
}

const ms = ({at}: FrameEvent) => Number(at) / 1e6;

test('a frame that a busy receiver saw 200 ms later arrived, for the report as for the trial', t => {
  t.deepEqual(delivered([1000], [1200]), ['1000>1200']);
  t.deepEqual(delivered([1000], [1401]), []);
});

test('if the first frame of a set was dropped, the first did not arrive, for the report as for the trial', t => {
  t.deepEqual(delivered([1000, 1020], [1020.01]), ['1020>1020.01']);
});

test('a set that arrives in one go is all there, and in its order', t => {
  t.deepEqual(delivered([1000, 1010, 1020], [1090, 1091, 1092]), ['1000>1090', '1010>1091', '1020>1092']);
});

test('a copy may be dated a little before its original, and no more', t => {
  t.deepEqual(delivered([1000], [999.5]), ['1000>999.5']);
  t.deepEqual(delivered([1000], [998]), []);
});

test('frames of two nodes from one virtual MAC are distinguished by their time', t => {
  const frames = [
    seen(1000, active.node, true),
    seen(1300, passive.node, true),
    seen(1300.1, ext.node, false),
  ];
  t.deepEqual(
    deliveriesOf(frames).map(({sent}) => sent.node),
    [passive.node],
  );
});

test('each place has its own arrivals; other octets, and frames sent from there, do not count', t => {
  const other = OCTETS.map((octet, index) => (index === 20 ? 2 : octet));
  const frames = [
    ...[seen(1000, passive.node, true), seen(1000.1, ext.node, false), seen(1000.1, router.node, false)],
    ...[seen(1000.2, passive.node, false), seen(1000.3, ext.node, false, other)],
  ];
  t.deepEqual(
    deliveriesOf(frames).map(({arrived}) => arrived.node),
    [ext.node, router.node],
  );
});

test('no frame arrives twice, none before it was sent, and their order stays', t => {
  const times = fc.array(fc.integer({min: 0, max: 2000}), {maxLength: 20});
  fc.assert(
    fc.property(times, times, (sent, arrived) => {
      const pairs = delivered(sent, arrived).map(text => text.split('>').map(Number));
      const [from, to] = [pairs.map(([at = 0]) => at), pairs.map(([, at = 0]) => at)];
      t.deepEqual(
        from,
        [...from].sort((a, b) => a - b),
      );
      t.deepEqual(
        to,
        [...to].sort((a, b) => a - b),
      );
      for (const [index, at] of from.entries()) {
        const took = (to[index] as number) - at;
        t.true(took >= -1 && took <= 400);
      }
      t.true(pairs.length <= Math.min(sent.length, arrived.length));
    }),
  );
});

/** The timeline: order, whatever came when, and what that costs. */

import {Timeline, type TimelineEvent} from '@vip/analysis';
import test from 'ava';
import fc from 'fast-check';

const NODES = ['host', 'ext', 'router'];

/** Tells events of the same instant apart. */
const told = (at: number, node: string, text: string): TimelineEvent => ({
  at: BigInt(at),
  node,
  kind: 'told',
  text,
});
const link = (at: number, node: string): TimelineEvent => ({
  at: BigInt(at),
  node,
  kind: 'link',
  iface: 'eth0',
  state: 'up',
});

/** Events in any order, with many of the same instant. */
const arrivals = fc
  .array(fc.record({at: fc.nat(20), node: fc.constantFrom(...NODES), isLink: fc.boolean()}), {maxLength: 60})
  .map(list =>
    list.map(({at, node, isLink}, index) => (isLink ? link(at, node) : told(at, node, String(index)))),
  );

/** The slow, obvious way. */
const inOrder = (events: readonly TimelineEvent[]) => [...events].sort((a, b) => Number(a.at - b.at));

test('events are in chronological order, whatever the order of arrival and of reads', t => {
  fc.assert(
    fc.property(arrivals, fc.array(fc.nat(60)), (events, looks) => {
      const timeline = new Timeline();
      for (const [index, event] of events.entries()) {
        timeline.add(event);
        if (looks.includes(index)) t.deepEqual(timeline.events, inOrder(events.slice(0, index + 1)));
        if (looks.includes(index + 1)) timeline.select('told', 'ext');
      }
      t.deepEqual(timeline.events, inOrder(events));
      t.deepEqual(
        timeline.select('told'),
        inOrder(events).filter(({kind}) => kind === 'told'),
      );
      t.deepEqual(
        timeline.select('link', 'ext'),
        inOrder(events).filter(({kind, node}) => kind === 'link' && node === 'ext'),
      );
    }),
  );
});

test('listeners receive each event as it arrives', t => {
  const timeline = new Timeline();
  const heard: bigint[] = [];
  const stop = timeline.listen(({at}) => heard.push(at));
  for (const at of [5, 3, 9]) timeline.add(link(at, 'ext'));
  stop();
  timeline.add(link(1, 'ext'));
  t.deepEqual(heard, [5n, 3n, 9n]);
});

test('if only some kinds are stored, listeners receive all, and events stored before remain', t => {
  const timeline = new Timeline();
  const heard: string[] = [];
  timeline.listen(({kind}) => heard.push(kind));
  timeline.add(told(1, 'ext', 'before'));
  timeline.keepOnly(['link']);
  timeline.add(told(2, 'ext', 'after'));
  timeline.add(link(3, 'ext'));
  t.deepEqual(heard, ['told', 'told', 'link']);
  t.deepEqual(
    timeline.events.map(({at}) => at),
    [1n, 3n],
  );
});

/** Reports of nodes that were not read for a while: each in order, in pieces, one node after the other. */
function backlog(seconds: number, piece: number): TimelineEvent[] {
  const perNode = seconds * 5000;
  const events: TimelineEvent[] = [];
  for (let begin = 0; begin < perNode; begin += piece) {
    for (const [index, node] of NODES.entries()) {
      for (let number = begin; number < begin + piece; number++)
        events.push(link(number * 200 + index, node));
    }
  }
  return events;
}

test('a backlog costs time in proportion to its length, looked at in between or not', t => {
  const events = backlog(20, 20_000);
  const timeline = new Timeline();
  const begun = process.cpuUsage();
  for (const [index, event] of events.entries()) {
    timeline.add(event);
    if (index % 5000 === 0) timeline.select('link', 'ext');
  }
  t.is(timeline.events.length, events.length);
  const {user, system} = process.cpuUsage(begun);
  // 0.2 s, where a search from the end takes minutes.
  t.true(user + system < 5_000_000, `${(user + system) / 1e6} s of processor`);
  t.true(timeline.events.every(({at}, index, all) => index === 0 || (all[index - 1]?.at ?? 0n) <= at));
});

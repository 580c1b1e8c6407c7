/** What a watch tells of an address may depend on others, though it looks again only at those of which something is new. */

import {createCollector, FrameColumns} from '@vip/analysis/internal';
import {Watch, type WatchedEvent} from '@vip/analysis/internal/watch';
import test from 'ava';
import {A, CLIENT, CLIENT_IP, Scene, START_NS, VIP} from '../../helpers/scene.js';
import {explained, standing} from '../../helpers/watched.js';
import {KINDS} from '../../kinds/index.js';
import {segmentMessage} from '../../kinds/wire/transport.js';

const SECOND_NS = 1_000_000_000n;
/** Long after the others moved, when nothing about them is undecided any more. */
const LONGER_S = 60n;

test('an address that was left behind stays so told while nothing is new of those that moved', t => {
  const kind = KINDS.find(({name}) => name === 'left-behind');
  const {frames} = kind?.make(0) ?? {frames: []};
  const ips = explained({frames}).map(({address}) => address.ip);
  const end = frames.at(-1)?.at ?? 0n;
  const last = frames.filter(({at}) => at > end - SECOND_NS);
  const events: WatchedEvent[] = [];
  const watch = new Watch({ips, isLive: true, tell: event => events.push(event)});
  const take = (all: typeof frames) =>
    watch.take(all.map(frame => ({iface: 'eth0', length: frame.bytes.length, ...frame})));
  take(frames);
  for (let second = 1n; second <= LONGER_S; second++) {
    take(last.map(frame => ({...frame, at: frame.at + second * SECOND_NS})));
    watch.tick(end + second * SECOND_NS);
  }
  const faults = standing(events).flatMap(event => (event.kind === 'fault' ? [event.verdict] : []));
  t.deepEqual([...new Set(faults)], ['LEFT_BEHIND']);
});

/** A client connects to a port and sends a request, which is acknowledged and never answered. */
function requested(): Scene {
  const scene = new Scene().garp(0, A);
  const [there, back] = [
    {source: CLIENT_IP, destination: VIP},
    {source: VIP, destination: CLIENT_IP},
  ];
  const ask = (ms: number, flags: string, sequence: number, acknowledgment: number, length = 0) => {
    const fields = {sourcePort: 40_000, destinationPort: 80, sequence, acknowledgment, flags, length};
    scene.ip(ms, [CLIENT, CLIENT_IP], [A, VIP], 6, segmentMessage(there, fields).payload);
  };
  const answer = (ms: number, flags: string, sequence: number, acknowledgment: number) => {
    const fields = {sourcePort: 80, destinationPort: 40_000, sequence, acknowledgment, flags, length: 0};
    scene.ip(ms, [A, VIP], [CLIENT, CLIENT_IP], 6, segmentMessage(back, fields).payload);
  };
  ask(100, 'S', 1000, 0);
  answer(101, 'SA', 5, 1001);
  ask(102, 'A', 1001, 6);
  ask(103, 'PA', 1001, 6, 20);
  answer(104, 'A', 6, 1021);
  return scene;
}

test('an address at which a request waits is examined again once the request is lost, and not before', t => {
  const collector = createCollector();
  const {frames} = requested();
  const columns = new FrameColumns(frames.length);
  for (const [index, frame] of frames.entries()) {
    columns.addFrame(frame);
    collector.takeInOrder(columns, index, index + 1, frame.at);
  }
  const silentAt = (ms: number) => {
    const steps = collector.soFar({ips: new Set(), now: START_NS + BigInt(ms) * 1_000_000n});
    let step = steps.next();
    while (!step.done) step = steps.next();
    return step.value.addresses.flatMap(({requests}) => requests.map(({silent}) => silent));
  };
  t.deepEqual([200, 450, 700, 6000, 6250].map(silentAt), [[0], [], [], [1], []]);
});

/** What a watch tells of an address may depend on others, though it looks again only at those of which something is new. */

import {Watch, type WatchedEvent} from '@vip/analysis/internal/watch';
import test from 'ava';
import {explained, standing} from '../../helpers/watched.js';
import {KINDS} from '../../kinds/index.js';

const SECOND_NS = 1_000_000_000n;
/** Long after the others moved, so that nothing is open of them any more. */
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

/** The sentences of a watch read as if a person had written them. */

import {formatKnown, formatWatched, Watch, type WatchedEvent} from '@vip/analysis/internal/watch';
import test from 'ava';
import {KINDS} from '../../kinds/index.js';

const SECOND_NS = 1_000_000_000n;

for (const [after, said] of [
  [0n, '0 s ago'],
  [2n, '2 s ago'],
  [59n, '59 s ago'],
  [80n, '1 min 20 s ago'],
  [601_200n, '6 d 23 h ago'],
] as const)
  test(`what is known is told in seconds, and in days after days: ${said}`, t => {
    const made = KINDS.find(({name}) => name === 'vrrp-failover')?.make(1);
    const frames = (made?.frames ?? []).map(frame => ({iface: 'eth0', length: frame.bytes.length, ...frame}));
    const watch = new Watch({isLive: true, ips: made?.ask, tell: () => {}});
    watch.take(frames);
    const figures = watch.figures();
    const [address] = figures.addresses;
    const announced = address?.lastAnnouncedAt ?? 0n;
    t.true(announced > 0n);
    const [line = ''] = formatKnown({...figures, now: announced + after * SECOND_NS});
    t.true(line.includes(`, last announced ${said}, `), line);
  });

test('a withdrawn event says so before its sentence', t => {
  const at = 0n;
  const event = {
    kind: 'fault',
    id: 'a',
    revision: 1,
    at,
    frame: 1,
    ip: '10.3.2.200',
    network: 'eth0',
  } as const;
  const fault = {...event, verdict: 'OUTAGE', evidence: 'No answer for 4 s.', isWithdrawn: true};
  t.regex(
    formatWatched(fault as unknown as WatchedEvent),
    / on eth0: withdrawn, as later frames show otherwise: OUTAGE: No answer for 4 s\.$/,
  );
});

/** Kinds of which a capture's story says what its end leaves open. */
const OPEN_ENDED = ['dark-at-end', 'ends-before-takeover', 'new-owner-mute', 'no-master', 'sessions-hung'];

/** A frame of an EtherType for experiments (IEEE 802), which says nothing of any address. */
function bystander(at: bigint) {
  const bytes = new Uint8Array(60);
  bytes.set([255, 255, 255, 255, 255, 255, 2, 0, 0, 0, 0, 1, 0x88, 0xb5]);
  return {iface: 'eth0', length: bytes.length, bytes, at};
}

test('while a watch goes on, it speaks of no end of the capture', t => {
  const lines: string[] = [];
  for (const kind of KINDS.filter(({name}) => OPEN_ENDED.includes(name)))
    for (const seed of [1, 2, 3]) {
      const {frames, ask} = kind.make(seed);
      const watch = new Watch({isLive: true, ips: ask, tell: event => lines.push(formatWatched(event))});
      watch.take(frames.map(frame => ({iface: 'eth0', length: frame.bytes.length, ...frame})));
      const last = frames.at(-1)?.at ?? 0n;
      for (let second = 1n; second <= 40n; second++) watch.take([bystander(last + second * 1_000_000_000n)]);
    }
  const said = lines.join('\n');
  t.regex(said, / so far/);
  t.regex(said, / m?s since\./);
  t.notRegex(said, /end of the capture|capture ends/);
});

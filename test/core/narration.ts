import {type ProbeAnsweredEvent, Timeline, type TimelineEvent} from '@vip/analysis';
import {createNarrator, formatPing} from '@vip/core/internal';
import test from 'ava';
import {announced, EXT_MAC, MS, observation, RUN, STRANGER, said, VIP} from '../helpers/events.js';

const step = (name: string): TimelineEvent => ({
  at: 0n,
  node: 'lab',
  kind: 'step',
  step: name,
  phase: 'begun',
});
const answered: ProbeAnsweredEvent = {
  at: 163_000n,
  node: 'ext',
  kind: 'probe-answered',
  stream: 'ping',
  sequence: 1,
  from: VIP,
  size: 64,
  ttl: 64,
  sentAt: 0n,
};

const rows: readonly [title: string, event: TimelineEvent, lines: string[]][] = [
  ['a step', step('link-down'), ['[INFO] Bringing down iface mcv0...']],
  ['a stage', step('client'), ['[INFO] Setting up mcv-client interface in default namespace...']],
  ['a step that is not narrated', step('hold'), []],
  [
    'a countdown',
    {at: 0n, node: 'lab', kind: 'countdown', to: 'link-down', seconds: 3},
    ['[INFO] Performing failover in 3...'],
  ],
  [
    'the other countdown',
    {at: 0n, node: 'lab', kind: 'countdown', to: 'announce', seconds: 1},
    ['[INFO] Sending out gratuitous ARP for new MAC in 1...'],
  ],
  ['a ping', answered, ['64 bytes from 10.3.2.200: icmp_seq=1 ttl=64 time=0.163 ms']],
  ['a measuring probe', {...answered, stream: 'probe'}, []],
  [
    'the announcement at ext',
    announced('ext', 1),
    ['  ext0: ARP announcement 10.3.2.200 is-at 02:00:00:00:00:11 (request, target ff)'],
  ],
  ['the same elsewhere', announced('router', 1), []],
  ['another ARP at ext', said('ext', 1, STRANGER), []],
  [
    'an announcement of another MAC at ext',
    said('ext', 1, {targetIp: VIP, senderMac: EXT_MAC}),
    ['  ext0: ARP announcement 10.3.2.200 is-at 02:00:00:00:00:50 (request, target 00)'],
  ],
];

for (const [title, event, lines] of rows) {
  test(`the narration of ${title}`, t => t.deepEqual(createNarrator(RUN)(event), lines));
}

test('each phase has one heading, and each observer one line', t => {
  const narrate = createNarrator(RUN);
  t.deepEqual(narrate(observation('ext', 'ext', 'gap', 1)), [
    'Right now, pings should NOT be going through (ARP entry is stale)',
    '  ok  ext        10.3.2.200 is-at 02:00:00:00:00:10 REACHABLE, 0/20 pings',
  ]);
  t.deepEqual(narrate(observation('router', 'router', 'gap', 1, false)), [
    '  NOT router     10.3.2.200 is-at 02:00:00:00:00:10 REACHABLE, 0/20 pings',
  ]);
});

for (const [ns, text] of [
  [163_400n, '0.163 ms'],
  [1_204_000n, '1.20 ms'],
  [12_340_000n, '12.3 ms'],
  [123_400_000n, '123 ms'],
  [1000n * MS, '1000 ms (late)'],
] as const) {
  test(`a ping of ${text}`, t => t.true(formatPing({...answered, at: ns}).endsWith(`time=${text}`)));
}

test('events yield the same text, live or read back', t => {
  const events = [step('namespaces'), answered];
  const narrate = createNarrator(RUN);
  t.deepEqual(Timeline.of(events).events.flatMap(narrate), [
    '[INFO] Setting up network namespaces...',
    '64 bytes from 10.3.2.200: icmp_seq=1 ttl=64 time=0.163 ms',
  ]);
});

import {findHealings, Timeline, type TimelineEvent} from '@vip/analysis';
import test from 'ava';
import {
  ANSWER,
  announced,
  EXT_MAC,
  entry,
  frame,
  MS,
  NEW,
  OLD,
  STRANGER,
  said,
  VIP,
} from '../helpers/events.js';

const before = entry('ext', 0, OLD, 'REACHABLE');
const after = entry('ext', 1000, NEW, 'STALE');

function causes(...events: TimelineEvent[]): string[] {
  return findHealings(Timeline.of(events), 'ext', VIP).map(({cause}) => cause);
}

const rows: readonly [title: string, events: TimelineEvent[], cause: string][] = [
  ['an announcement', [announced('ext', 999)], 'announcement'],
  ['an announcement by reply', [announced('ext', 999, 'reply')], 'announcement'],
  ['an answer to its own question', [said('ext', 999, ANSWER)], 'own-question'],
  ['the new holder asking for a stranger', [said('ext', 999, STRANGER)], 'side-traffic'],
  ['no frame at all', [], 'unexplained'],
  ['a monitor that dates late', [announced('ext', 780)], 'announcement'],
  [
    'a late monitor, and a question of its own since',
    [announced('ext', 780), said('ext', 960, ANSWER)],
    'own-question',
  ],
  ['a frame long before', [announced('ext', -1)], 'unexplained'],
  ['a frame after the change', [announced('ext', 1001)], 'unexplained'],
  ['a frame at another node', [announced('router', 999)], 'unexplained'],
  ['a frame that it sent itself', [said('ext', 999, STRANGER, true)], 'unexplained'],
  ['a frame from another MAC', [said('ext', 999, {...STRANGER, senderMac: EXT_MAC})], 'unexplained'],
  ['a frame that cannot be read', [frame('ext', 999, new Uint8Array(12))], 'unexplained'],
  // A plain answer inside locktime is not believed; the announcement after it is.
  ['an answer, then an announcement', [said('ext', 997, ANSWER), announced('ext', 999)], 'announcement'],
  [
    'a stranger asked for, then the announcement',
    [said('ext', 990, STRANGER), announced('ext', 999)],
    'announcement',
  ],
];

for (const [title, events, cause] of rows) {
  test(`${title}: ${cause}`, t => t.deepEqual(causes(before, ...events, after), [cause]));
}

test('an entry that keeps its MAC is not healed, whatever state it goes through', t => {
  t.deepEqual(
    causes(before, announced('ext', 500), entry('ext', 501, OLD, 'STALE'), entry('ext', 600, OLD, 'DELAY')),
    [],
  );
});

test('the first MAC of an entry is no healing, and neither is losing it', t => {
  t.deepEqual(causes(entry('ext', 0, undefined, 'INCOMPLETE'), announced('ext', 999), after), []);
  t.deepEqual(causes(before, entry('ext', 5, undefined, 'FAILED')), []);
});

test('what it held before it was forgotten counts', t => {
  const [healing] = findHealings(
    Timeline.of([before, entry('ext', 5, undefined, 'FAILED'), said('ext', 999, ANSWER), after]),
    'ext',
    VIP,
  );
  t.like(healing, {
    at: 1000n * MS,
    mac: NEW,
    cause: 'own-question',
    says: 'reply 10.3.2.200 is-at 02:00:00:00:00:11 to 10.3.2.50',
  });
});

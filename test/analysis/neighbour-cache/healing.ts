/** When an observer's entry changed to another MAC, what caused it, and which outage that ended. */

import {type FrameEvent, type Healing, type ProbeFate, Timeline, type TimelineEvent} from '@vip/analysis';
import {causeWords, DEFAULT_SETTINGS, findHealings, findOutages, healingOf} from '@vip/analysis/internal';
import {echoQuestion} from '@vip/core/internal/verify';
import test from 'ava';
import {
  announced,
  answerTo,
  EXT_MAC,
  entry,
  frame,
  MS,
  NEW,
  OLD,
  ownQuestion,
  RUN,
  STRANGER,
  said,
  VIP,
} from '../../helpers/events.js';

const before = entry('ext', 0, OLD, 'REACHABLE');
const after = entry('ext', 2000, NEW, 'STALE');

function healings(...events: TimelineEvent[]) {
  return findHealings(Timeline.of([RUN, ...events]), 'ext', VIP);
}

const asksExt = {targetIp: DEFAULT_SETTINGS.ext.address.address};

const rows: readonly [title: string, events: TimelineEvent[], cause: string][] = [
  ['an announcement', [announced('ext', 1999)], 'announcement'],
  ['an announcement by reply', [announced('ext', 1999, 'reply')], 'announcement'],
  ['an answer to its own question', ownQuestion('ext', 1998), 'own-question'],
  ['an answer that came late', [...ownQuestion('ext', 200), answerTo('ext', 1999)], 'own-question'],
  ['an unsolicited answer', [answerTo('ext', 1999)], 'unasked-answer'],
  ['the new holder asking for a stranger', [said('ext', 1999, STRANGER)], 'side-traffic'],
  ['the new holder asking for the observer', [said('ext', 1999, asksExt)], 'side-traffic'],
  ['no frame at all', [], 'unexplained'],
  ['a monitor that dates late', [announced('ext', 1780)], 'announcement'],
  [
    // It was believed on arrival: the frame after it found the entry changed.
    'a late monitor, and a question of its own since',
    [announced('ext', 1780), ...ownQuestion('ext', 1959)],
    'announcement',
  ],
  ['a frame long before', [announced('ext', 999)], 'unexplained'],
  ['a frame after the change', [announced('ext', 2001)], 'unexplained'],
  ['a frame at another node', [announced('router', 1999)], 'unexplained'],
  ['a frame at another interface', [{...announced('ext', 1999), iface: 'eth1'}], 'unexplained'],
  ['a frame that it sent itself', [said('ext', 1999, STRANGER, true)], 'unexplained'],
  ['a frame from another MAC', [said('ext', 1999, {...STRANGER, senderMac: EXT_MAC})], 'unexplained'],
  ['an answer to another machine', [{...answerTo('router', 1999), node: 'ext'}], 'unexplained'],
  ['a frame that cannot be read', [frame('ext', 1999, new Uint8Array(12))], 'unexplained'],
  [
    'a stranger asked for within locktime, then the announcement',
    [entry('ext', 1700, OLD, 'STALE'), said('ext', 1990, STRANGER), announced('ext', 1999)],
    'announcement',
  ],
  [
    'a stranger asked for past locktime, then the announcement',
    [said('ext', 1990, STRANGER), announced('ext', 1999)],
    'side-traffic',
  ],
];

for (const [title, events, cause] of rows) {
  test(`${title}: ${cause}`, t => {
    t.deepEqual(
      healings(before, ...events, after).map(healing => healing.cause),
      [cause],
    );
  });
}

/** An echo request from ext to the address, in a frame to that MAC. */
function pinged(at: number, mac: typeof NEW): FrameEvent {
  const {address} = RUN.settings.ext;
  const between = {source: EXT_MAC, destination: mac, tags: [], from: address.address, to: VIP};
  return frame('ext', at, echoQuestion({...between, identifier: 7, sequence: 1}), true);
}

test("a change reported late is dated by the node's own frames, and its cause found there", t => {
  const [healing] = healings(
    before,
    ...[pinged(10, OLD), announced('ext', 300), pinged(301, NEW), ...ownQuestion('ext', 1500)],
    after,
  );
  t.like(healing, {at: 301n * MS, cause: 'announcement', isCertain: true});
});

test('a change whose report may have come late is not called certainly unexplained', t => {
  const late = healings(before, announced('ext', 400), after);
  t.like(late[0], {cause: 'unexplained', isCertain: false});
  t.is(late.length, 1);
  t.regex(causeWords(late[0] as Healing), /^something unknown/);
  const [none] = healings(before, after);
  t.like(none, {cause: 'unexplained', isCertain: true});
  t.is(causeWords(none as Healing), 'something that was not captured');
});

test('a report known to be late leaves open the state in which a frame met the entry', t => {
  // By its dates the entry had long been STALE, but a change reported so late may have happened later.
  const states = [entry('ext', 500, OLD, 'REACHABLE'), entry('ext', 1900, OLD, 'STALE')];
  const [healing] = healings(
    before,
    ...states,
    ...[said('ext', 1000, STRANGER), announced('ext', 1040), pinged(1041, NEW)],
    after,
  );
  t.like(healing, {at: 1041n * MS, isCertain: false});
});

test('an entry that keeps its MAC is not corrected, whatever states it goes through', t => {
  const states = [entry('ext', 501, OLD, 'STALE'), entry('ext', 600, OLD, 'DELAY')];
  t.deepEqual(healings(before, announced('ext', 500), ...states), []);
});

test("an entry's first MAC is no correction, nor is losing it", t => {
  t.deepEqual(healings(entry('ext', 0, undefined, 'INCOMPLETE'), announced('ext', 1999), after), []);
  t.deepEqual(healings(before, entry('ext', 5, undefined, 'FAILED')), []);
});

test('the entry before it was deleted counts', t => {
  const [healing] = healings(
    before,
    entry('ext', 5, undefined, 'FAILED'),
    ...ownQuestion('ext', 1998),
    after,
  );
  t.like(healing, {
    at: 2000n * MS,
    mac: NEW,
    cause: 'own-question',
    says: 'reply 10.3.2.200 is-at 02:00:00:00:00:11 to 10.3.2.50',
  });
});

test('with two machines that announce in turn, each change has its own announcement as its cause', t => {
  const turns = [100, 130, 160, 190].flatMap((at, index) => {
    const mac = index % 2 === 0 ? NEW : OLD;
    return [
      said('ext', at, {senderMac: mac, targetIp: VIP}),
      // The monitor is late: the next machine has announced already.
      entry('ext', at + 40, mac, 'STALE'),
    ];
  });
  t.deepEqual(
    healings(before, ...turns).map(({cause, frame: by}) => [cause, by?.at]),
    [100n, 130n, 160n, 190n].map(at => ['announcement', at * MS]),
  );
});

/** A probe every 10 ms, answered except in the holes. */
function fates(...holes: readonly (readonly [from: number, to: number])[]): ProbeFate[] {
  return Array.from({length: 400}, (_, index) => {
    const at = index * 10;
    const isLost = holes.some(([from, to]) => at >= from && at < to);
    return {sequence: index, sentAt: BigInt(at) * MS, ...(isLost ? {} : {answeredAt: BigInt(at + 1) * MS})};
  });
}

test('each outage has its own end', t => {
  const changes = [
    before,
    ...[announced('ext', 1300), entry('ext', 1301, NEW, 'STALE')],
    ...[said('ext', 2899, {senderMac: OLD, targetIp: VIP}), entry('ext', 2900, OLD, 'STALE')],
    ...[announced('ext', 3500), entry('ext', 3501, NEW, 'STALE')],
  ];
  const found = healings(...changes);
  t.is(found.length, 3);
  const ends = findOutages(fates([1000, 1310], [2000, 2100], [2400, 2900], [3800, 4000])).map(outage =>
    healingOf(outage, found),
  );
  // The second ended without a change of the entry, and the last has not.
  t.deepEqual(
    ends.map(end => end?.at),
    [1301n * MS, undefined, 2900n * MS, undefined],
  );
});

test('a change with a late date still ended the outage before it', t => {
  const [outage] = findOutages(fates([1000, 1310]));
  const found = healings(before, announced('ext', 1300), entry('ext', 1600, NEW, 'STALE'));
  t.is(outage && healingOf(outage, found), found[0]);
  const unexplained = healings(before, entry('ext', 1600, NEW, 'STALE'));
  t.is(outage && healingOf(outage, unexplained), unexplained[0]);
  t.is(outage && healingOf(outage, healings(before, entry('ext', 2600, NEW, 'STALE'))), undefined);
});

/**
 * The fates of sessions that were open when the address moved, for invented sessions whose fates are known.
 */

import type {SessionOutcome} from '@vip/analysis';
import {
  type ClientSession,
  type SessionFacts,
  type SessionFate,
  type SessionMove,
  sessionFates,
  type Unacknowledged,
} from '@vip/analysis/internal';
import test from 'ava';

const at = (ms: number) => BigInt(ms) * 1_000_000n;
const mark = (ms: number) => ({at: at(ms), frame: ms});

/** The address leaves at 1000 ms and answers again at 1500 ms; the deadline is at 7000 ms. */
const MOVE: SessionMove = {at: at(1000), resumedAt: at(1500), isBack: false, until: at(7000)};

/** Open since the first millisecond. */
function session(fields: Partial<ClientSession> = {}): ClientSession {
  return {node: 'ext', session: 1, use: 'write', connectingAt: at(0), openAt: at(1), ...fields};
}

function wire(fields: Partial<SessionFacts> = {}): SessionFacts {
  return {
    ...{port: 40_001, service: 80, first: mark(0), syns: 1, segments: 3, longestPauseNs: 0n},
    ...fields,
  };
}

function told(ms: number, error?: string): NonNullable<ClientSession['told']> {
  return {at: at(ms), ...(error === undefined ? {} : {error})};
}

function ended(how: 'reset' | 'closed', by: 'client' | 'address', ms: number): SessionFacts {
  return wire({end: {...mark(ms), how, by}});
}

function unacknowledgedSince(ms: number): Unacknowledged {
  return {first: mark(ms), last: mark(ms), firstTo: mark(ms), segmentsTo: 1, rungsNs: []};
}

function fateOf(one: ClientSession, move: Partial<SessionMove> = {}): SessionFate | undefined {
  return sessionFates([one], {...MOVE, ...move})[0];
}

const ENDS: readonly (readonly [
  what: string,
  ended: Partial<ClientSession>,
  SessionOutcome,
  endMs: number,
])[] = [
  [
    'a reset counts from when it arrived, not from when the program woke up',
    {wire: ended('reset', 'address', 1600), told: told(1650, 'ECONNRESET')},
    'reset',
    1600,
  ],
  [
    'a reset counts although no program has read it yet',
    {use: 'read', wire: ended('reset', 'address', 1600)},
    'reset',
    1600,
  ],
  [
    'a reset that the capture missed counts from when the program learned of it',
    {told: told(1650, 'ECONNRESET')},
    'reset',
    1650,
  ],
  [
    "the client's own reset is no answer of the address",
    {wire: ended('reset', 'client', 1600), told: told(1650)},
    'closed',
    1600,
  ],
  ["the kernel's timeout is giving up", {wire: wire(), told: told(4000, 'ETIMEDOUT')}, 'gave-up', 4000],
  [
    'an error because the neighbour does not answer is giving up',
    {wire: wire(), told: told(4200, 'EHOSTUNREACH')},
    'gave-up',
    4200,
  ],
  [
    'a session that the other end closed is closed',
    {wire: ended('closed', 'address', 1700), told: told(1750)},
    'closed',
    1700,
  ],
  [
    'a FIN counts although no program has read it yet',
    {wire: ended('closed', 'address', 1700)},
    'closed',
    1700,
  ],
];

for (const [what, fields, outcome, endMs] of ENDS) {
  test(`ended: ${what}`, t => {
    const one = session(fields);
    t.deepEqual(fateOf(one), {session: one, outcome, endedAt: at(endMs)});
  });
}

/** Sessions still open at the deadline: whether kept or hung, they have no end. */
const OPEN: readonly (readonly [
  what: string,
  open: Partial<ClientSession>,
  SessionOutcome,
  move?: Partial<SessionMove>,
])[] = [
  ['it is idle, and its machine has lost the address', {use: 'idle', wire: wire()}, 'hung'],
  ['it is idle, and its machine has the address again', {use: 'idle', wire: wire()}, 'kept', {isBack: true}],
  ['the capture contains nothing of it', {use: 'read', intervalMs: 100}, 'hung'],
  [
    'it reads, and receives data until the end',
    {use: 'read', intervalMs: 100, wire: wire({lastHeard: mark(6900)})},
    'kept',
  ],
  [
    'it reads, and has received nothing since the move',
    {use: 'read', intervalMs: 100, wire: wire({lastHeard: mark(990)})},
    'hung',
  ],
  [
    'it received data from the old owner after the move began',
    {use: 'read', intervalMs: 100, wire: wire({lastHeard: mark(1100)})},
    'hung',
  ],
  [
    'it receives data every second, most recently 2.9 s ago',
    {use: 'read', intervalMs: 1000, wire: wire({lastHeard: mark(4100)})},
    'kept',
  ],
  [
    'it receives data every second, most recently 3.1 s ago',
    {use: 'read', intervalMs: 1000, wire: wire({lastHeard: mark(3900)})},
    'hung',
  ],
  ['what it writes is acknowledged', {intervalMs: 10, wire: wire({lastAcknowledged: mark(6990)})}, 'kept'],
  [
    'its last octets are still in flight',
    {intervalMs: 10, wire: wire({lastAcknowledged: mark(6980), unacknowledged: unacknowledgedSince(6990)})},
    'kept',
  ],
  [
    'what it wrote after the move was never acknowledged',
    {intervalMs: 10, wire: wire({lastAcknowledged: mark(990), unacknowledged: unacknowledgedSince(1000)})},
    'hung',
  ],
  [
    'it has written nothing since the address answered again',
    {intervalMs: 10_000, wire: wire({lastAcknowledged: mark(900)})},
    'hung',
  ],
];

for (const [what, fields, outcome, move] of OPEN) {
  test(`open at the deadline: ${what}`, t => {
    const one = session(fields);
    t.deepEqual(fateOf(one, move), {session: one, outcome});
  });
}

test('sessions that were not open at the move have no fate', t => {
  const none = [
    session({use: 'connect', intervalMs: 50}),
    session({openAt: at(1001)}),
    session({told: told(999, 'ECONNRESET')}),
  ];
  const {openAt: _, ...neverOpen} = session();
  t.deepEqual(sessionFates([...none, neverOpen], MOVE), []);
});

test('a session is open again when the first possible one in its place is established', t => {
  const lost = session({told: told(1600, 'ECONNRESET')});
  const {openAt: _, ...refused} = session({session: 2, after: 1, told: told(1610, 'ECONNREFUSED')});
  const again = session({session: 3, after: 2, openAt: at(1950), wire: wire({established: mark(1900)})});
  const reopened = (...all: readonly ClientSession[]) => sessionFates(all, MOVE)[0]?.reopenedAt;
  t.is(reopened(lost, refused, again), at(1900));
  const {wire: __, ...unseen} = again;
  t.is(
    reopened(lost, refused, unseen),
    at(1950),
    'where the capture has nothing of it, the program says when',
  );
  t.is(reopened(lost, refused), undefined);
  t.is(reopened(lost), undefined);
});

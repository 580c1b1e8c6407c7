/**
 * The TCP sessions in the report of a trial, from hand-made events. The fault begins at 1000 ms and is done
 * at 1040 ms.
 */

import type {SessionUse} from '@vip/analysis';
import {DEFAULT_SETTINGS, SESSION_STEP} from '@vip/analysis/internal';
import {
  encodeEthernetFrame,
  encodeIpv4Packet,
  encodeTcpSegment,
  PROTOCOL_TCP,
  parseIpv4,
  type TcpFlag,
} from '@vip/arp';
import type {TrialReport} from '@vip/core';
import test from 'ava';
import {probes, type Row, reportOf, step} from '../helpers/trial-events.js';

const {vip, active, passive, ext} = DEFAULT_SETTINGS;
const PORT = 30_313;
const MS = 1_000_000n;

const FAULT: readonly Row[] = [
  step(1000, 'fault'),
  [1040, active.node, {kind: 'step', step: 'fault', phase: 'done'}],
  [7000, 'lab', {kind: 'step', step: SESSION_STEP.hangUp, phase: 'begun'}],
];

interface Use {
  readonly use: SessionUse;
  readonly intervalMs?: number;
}

const READ: Use = {use: 'read', intervalMs: 100};
const WRITE: Use = {use: 'write', intervalMs: 10};
const CONNECT: Use = {use: 'connect', intervalMs: 50};

/** What the program learns of one of its sessions at ext. */
function session(number: number, {use, intervalMs}: Use, after?: number) {
  const common = {
    ...{kind: 'session', to: vip.address, session: number, use, port: 40_000 + number},
    ...(intervalMs === undefined ? {} : {intervalMs}),
    ...(after === undefined ? {} : {after}),
  };
  const row = (atMs: number, fields: Readonly<Record<string, unknown>>): Row => [
    atMs,
    ext.node,
    {...common, ...fields},
  ];
  return {
    connecting: (atMs: number) => row(atMs, {phase: 'connecting'}),
    open: (atMs: number) => row(atMs, {phase: 'open'}),
    ended: (atMs: number, error: string) => row(atMs, {phase: 'ended', error}),
  };
}

/** A segment of a session, as captured at ext. */
function segment(
  atMs: number,
  number: number,
  from: 'client' | 'address',
  ...flags: readonly TcpFlag[]
): Row {
  const client = {ip: parseIpv4(ext.address.address), mac: ext.mac, port: 40_000 + number};
  const server = {ip: parseIpv4(vip.address), mac: atMs < 1000 ? active.mac : passive.mac, port: PORT};
  const [source, destination] = from === 'client' ? [client, server] : [server, client];
  const path = {source: source.ip, destination: destination.ip};
  const numbers = from === 'client' ? {sequence: 99} : {acknowledgment: 100};
  const payload = encodeTcpSegment(
    {sourcePort: source.port, destinationPort: destination.port, flags, ...numbers},
    path,
  );
  const packet = encodeIpv4Packet({...path, ttl: 64, protocol: PROTOCOL_TCP, payload});
  const frame = {source: source.mac, destination: destination.mac, tags: [], etherType: 0x0800};
  const octets = Buffer.from(encodeEthernetFrame({...frame, payload: packet}));
  const {length} = octets;
  const fields = {iface: ext.iface, octets: octets.toString('hex'), length, own: from === 'client'};
  return [atMs, ext.node, {kind: 'frame', ...fields}];
}

function reported(groups: readonly (Use & {count: number})[], rows: readonly Row[]): TrialReport {
  const all = [...FAULT, ...rows, ...probes(7000, [1000, 1300])];
  return reportOf(all, {tcp: {port: PORT, groups, deadlineMs: 5000}});
}

/** Writers that are reset at 1300 ms, 1310 ms and so on, each reopened 100 ms later. */
function resetWriters(count: number): Row[] {
  return Array.from({length: count}, (_, index) => {
    const [first, next] = [session(1 + index, WRITE), session(101 + index, WRITE, 1 + index)];
    const endMs = 1300 + 10 * index;
    return [
      ...[first.connecting(500), first.open(501), first.ended(endMs, 'ECONNRESET')],
      ...[next.connecting(endMs), next.open(endMs + 100)],
    ];
  }).flat();
}

/** Time from the fault, whose moment is known to within 40 ms, to another moment. */
const since = (atMs: number) => ({leastNs: BigInt(atMs - 1040) * MS, mostNs: BigInt(atMs - 1000) * MS});

test('of twenty writers that are reset, the report has the number, the delays by nearest rank, and when they were open again', t => {
  const {sessions} = reported([{...WRITE, count: 20}], resetWriters(20));
  t.deepEqual(sessions?.classes, [
    {
      ...WRITE,
      sessions: 20,
      outcomes: {kept: 0, reset: 20, 'gave-up': 0, closed: 0, hung: 0},
      ended: {count: 20, min: since(1300), p50: since(1390), p95: since(1480), max: since(1490)},
      reopened: {count: 20, min: since(1400), p50: since(1490), p95: since(1580), max: since(1590)},
    },
  ]);
  t.is(sessions?.hung, 0);
  t.deepEqual(
    sessions?.observers.filter(({outage}) => outage !== undefined),
    [{name: 'ext', hung: 0, outage: since(1590)}],
  );
});

test('a percentile requires enough values: five for a median, twenty for the 95th', t => {
  const figures = (count: number) =>
    reported([{...WRITE, count}], resetWriters(count)).sessions?.classes[0]?.ended;
  t.deepEqual(Object.keys(figures(4) ?? {}), ['count', 'min', 'max']);
  t.deepEqual(figures(5)?.p50, since(1320));
  t.deepEqual(Object.keys(figures(19) ?? {}), ['count', 'min', 'p50', 'max']);
});

test('the parts of the budget add up to when the last session was open again', t => {
  const {observers} = reported([{...WRITE, count: 3}], resetWriters(3));
  const budget = observers.find(({name}) => name === 'ext')?.budget ?? [];
  t.is(budget.at(-1)?.part, 'session');
  t.is(
    budget.reduce((sum, {ns = 0n}) => sum + ns, 0n),
    since(1420).leastNs,
  );
});

test('a session that hangs at the deadline is counted, and has no end', t => {
  const [idle, reading, writing] = [session(1, {use: 'idle'}), session(2, READ), session(3, WRITE)];
  const open = [idle, reading, writing].flatMap(one => [one.connecting(500), one.open(501)]);
  const hangs = {kept: 0, reset: 0, 'gave-up': 0, closed: 0, hung: 1};
  const {sessions, observers} = reported(
    [
      {use: 'idle', count: 1},
      {...READ, count: 1},
      {...WRITE, count: 1},
    ],
    open,
  );
  t.deepEqual(sessions?.classes, [
    {use: 'idle', sessions: 1, outcomes: hangs},
    {...READ, sessions: 1, outcomes: hangs},
    {...WRITE, sessions: 1, outcomes: hangs},
  ]);
  t.is(sessions?.hung, 3);
  // A session that only waits asks for nothing, so the outage is the writer's. It has no end.
  const own = sessions?.observers.find(({name}) => name === 'ext');
  t.deepEqual(own, {name: 'ext', hung: 3, outage: {leastNs: 5960n * MS}});
  const {budget} = observers.find(({name}) => name === 'ext') ?? {budget: []};
  t.deepEqual(budget.at(-1), {part: 'session', unknown: 'one was not open again by the end'});
});

test('if only waiting sessions hang, there is no outage of sessions', t => {
  const idle = session(1, {use: 'idle'});
  const {sessions} = reported([{use: 'idle', count: 1}], [idle.connecting(500), idle.open(501)]);
  t.deepEqual(
    sessions?.observers.find(({name}) => name === 'ext'),
    {name: 'ext', hung: 1},
  );
});

test('a session whose client learned of its end, and that was not reopened, has an outage without an end', t => {
  const lost = session(1, WRITE);
  const rows = [lost.connecting(500), lost.open(501), lost.ended(1300, 'ETIMEDOUT')];
  const {sessions} = reported([{...WRITE, count: 1}], rows);
  t.like(sessions?.classes[0], {outcomes: {'gave-up': 1}, ended: {count: 1, max: since(1300)}});
  t.is(sessions?.classes[0]?.reopened, undefined);
  t.deepEqual(sessions?.observers.find(({name}) => name === 'ext')?.outage, {leastNs: 5960n * MS});
});

test('a reset has the time of the capture, shortly before the program wakes up', t => {
  const lost = session(1, WRITE);
  const {sessions} = reported(
    [{...WRITE, count: 1}],
    [
      ...[lost.connecting(499), segment(500, 1, 'client', 'syn'), segment(501, 1, 'address', 'syn', 'ack')],
      ...[lost.open(502), segment(1310, 1, 'address', 'rst'), lost.ended(1350, 'ECONNRESET')],
    ],
  );
  t.deepEqual(sessions?.classes[0]?.ended, {count: 1, min: since(1310), max: since(1310)});
});

test('of connections opened during the outage, the report has how long they took, and how much of that came after it', t => {
  const begun = (number: number, atMs: number) => [
    session(number, CONNECT).connecting(atMs),
    segment(atMs, number, 'client', 'syn'),
  ];
  const made = (number: number, fromMs: number, atMs: number) => [
    ...begun(number, fromMs),
    segment(atMs, number, 'address', 'syn', 'ack'),
    session(number, CONNECT).open(atMs + 1),
  ];
  const {sessions} = reported(
    [{...CONNECT, count: 1}],
    [
      ...[...made(1, 900, 901), ...made(2, 1100, 2101), ...made(6, 1400, 1401)],
      ...[...begun(3, 1150), session(3, CONNECT).ended(3000, 'ETIMEDOUT'), ...begun(4, 1200)],
    ],
  );
  const took = {leastNs: 1001n * MS, mostNs: 1001n * MS};
  // The last lost probe was sent at 1290 ms, and the first answered one at 1300 ms.
  const beyond = {leastNs: 801n * MS, mostNs: 811n * MS};
  t.deepEqual(sessions?.connections, {
    ...{begun: 3, failed: 1, pending: 1},
    took: {count: 1, min: took, max: took},
    beyond: {count: 1, min: beyond, max: beyond},
  });
  t.deepEqual(sessions?.classes, []);
});

/** One of the HTTP requests that ext sends every 100 ms, and its outcome. */
function request(
  number: number,
  sentMs: number,
  overMs?: number,
  more: Readonly<Record<string, unknown>> = {},
): Row[] {
  const common = {
    ...{kind: 'request', to: vip.address, request: number, use: 'fetch', intervalMs: 100},
  };
  const phase = 'error' in more ? 'failed' : 'answered';
  return [
    [sentMs, ext.node, {...common, phase: 'sent'}],
    ...(overMs === undefined ? [] : ([[overMs, ext.node, {...common, phase, ...more}]] as const)),
  ];
}

const FETCH: Use & {count: number} = {use: 'fetch', count: 1, intervalMs: 100};

test('HTTP requests are counted by status and error, with their durations before and since the fault, and when they were answered again', t => {
  const {sessions} = reported(
    [FETCH],
    [
      ...request(1, 600, 602, {status: 200}),
      ...request(2, 990, 2000, {status: 200}), // under way at the fault
      ...request(3, 1100, 1300, {error: 'ECONNRESET'}),
      ...request(4, 1350, 1352, {status: 503}),
      ...request(5, 1400, 1404, {status: 200}),
    ],
  );
  const took = (ms: number) => ({leastNs: BigInt(ms) * MS, mostNs: BigInt(ms) * MS});
  const only = (bounds: unknown) => ({count: 1, min: bounds, max: bounds});
  t.deepEqual(sessions?.requests, [
    {
      ...{use: 'fetch', intervalMs: 100, sent: 4, waiting: 0},
      ...{statuses: {200: 2, 503: 1}, errors: {ECONNRESET: 1}},
      before: only(took(2)),
      took: {count: 3, min: took(2), max: took(1010)},
      served: only(since(1404)),
    },
  ] as unknown as NonNullable<TrialReport['sessions']>['requests']);
  t.deepEqual(sessions?.observers.find(({name}) => name === 'ext')?.outage, since(1404));
});

test('an HTTP request without an answer by the end is waiting, and its outage has no end', t => {
  const {sessions} = reported([FETCH], request(1, 1100));
  t.like(sessions?.requests?.[0], {sent: 1, waiting: 1, served: {max: {leastNs: 5960n * MS}}});
  t.deepEqual(sessions?.observers.find(({name}) => name === 'ext')?.outage, {leastNs: 5960n * MS});
});

test('if every HTTP request is answered, no outage is mentioned', t => {
  const {sessions} = reported([FETCH], request(1, 1100, 1101, {status: 404}));
  t.like(sessions?.requests?.[0], {sent: 1, statuses: {404: 1}, served: undefined});
  t.is(sessions?.observers.find(({name}) => name === 'ext')?.outage, undefined);
});

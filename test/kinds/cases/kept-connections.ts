/**
 * Requests over connections that are kept open: a program that used to answer hangs, and its kernel
 * acknowledges what arrives. A program that is polled is healthy.
 */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';
import {asksOn} from '../traffic/asks-on.js';

/** A TLS record with data of any protocol (RFC 8446 §5.1). */
const TLS = '\x17\x03\x03\x00\x73';

interface Protocol {
  readonly ports: readonly [number, ...number[]];
  readonly text: string;
}

/**
 * The ports of each protocol, and the beginning of a request: HTTP, TLS (with any content), HTTP/2,
 * PostgreSQL, MySQL, Redis, and an unknown one.
 */
const PROTOCOLS: readonly [Protocol, ...Protocol[]] = [
  {ports: [80, 8080, 40_000], text: 'GET /state HTTP/1.1\r\n\r\n'},
  {ports: [80, 8080, 40_000], text: 'POST /rpc HTTP/1.1\r\n\r\n'},
  {ports: [443, 8443, 6443, 40_000], text: TLS},
  {ports: [80, 8080, 50_051], text: '\x00\x00\x6f\x01\x05\x00\x00\x00\x03'},
  {ports: [5432], text: `${'Q\x00\x00\x00\x77SELECT'.padEnd(119)}\x00`},
  {ports: [3306], text: '\x74\x00\x00\x00\x03SELECT'},
  {ports: [6379], text: '*2\r\n$3\r\nGET\r\n'},
  {ports: [9999, 40_000], text: '\x01\x02'},
];

interface Story {
  readonly length: number;
  readonly clients: number;
  readonly every: number;
  /** The second from which nothing is answered. */
  readonly hangs: number;
  /** Set if clients keep sending requests without waiting for answers. */
  readonly goesOn?: true;
  /** Any if absent. */
  readonly protocol?: Protocol;
}

function play(random: Random, addresses: Random, {length, clients, every, hangs, goesOn, protocol}: Story) {
  // Connections that began before the capture are followed as well.
  const stage = new Stage(random, addresses, {at: 'mirror', length});
  const {a, vip, network} = stage;
  const {ports, text} = protocol ?? random.pick(PROTOCOLS);
  const port = random.pick(ports);
  a.hold(vip, {
    services: (service, {asks}) =>
      service === `tcp ${port}` && asks && network.clock.now >= hangs * SECOND ? 'acknowledges' : undefined,
  });
  if (random.oneIn(2)) a.announce(vip, stage.anyAnnouncement());
  for (let index = 0; index < clients; index++) {
    const client = index === 0 ? stage.client : stage.newClient(`c${index}`);
    const pace = {every: every * SECOND, from: between(random, 0.1, 0.5) * SECOND, until: stage.askUntil};
    asksOn(stage.asker(client), vip, {...pace, port, text, ...(goesOn && {goesOn})});
  }
  // Other traffic shows that the capture continues.
  const other = stage.node('other');
  other.hold(other.ip);
  stage.talk(1, {ip: other.ip, sort: 'ping', every: 0.3 * SECOND});
  return {stage, port};
}

export const keptConnectionsHang = kind('kept-connections-hang', (random, addresses) => {
  const hangs = between(random, 7, 10);
  const clients = 3 + random.below(4);
  const every = between(random, 0.3, 0.8);
  const length = hangs + every + between(random, 7.5, 12);
  const {stage, port} = play(random, addresses, {length, clients, every, hangs});
  return stage.tell(() => {
    const {outages: _, ...about} = stage.about('OUTAGE', {changes: 0});
    return {
      exit: 1,
      addresses: [about],
      present: [
        new RegExp(`TCP port ${port} acknowledged ${clients} requests over connections that are kept`),
      ],
      absent: [/HEALTHY/, /REFUSED/],
      ask: [stage.vip],
    };
  });
});

/** One connection, over which its client keeps sending requests. */
export const keptConnectionUnread = kind('kept-connection-unread', (random, addresses) => {
  const hangs = between(random, 8, 12);
  const every = between(random, 0.55, 0.9);
  const {stage, port} = play(random, addresses, {
    length: hangs + between(random, 9, 14),
    clients: 1,
    ...{every, hangs, goesOn: true},
  });
  return stage.tell(() => {
    const {outages: _, ...about} = stage.about('OUTAGE', {changes: 0});
    return {
      exit: 1,
      addresses: [about],
      present: [new RegExp(`TCP port ${port} acknowledged \\d+ requests over connections that are kept`)],
      absent: [/HEALTHY/, /REFUSED/],
      ask: [stage.vip],
    };
  });
});

/**
 * After each answer, the client enlarges its window (HTTP/2), and asks again later. What it sends last needs
 * no answer.
 */
export const windowUpdates = kind('window-updates', (random, addresses) => {
  const length = between(random, 20, 30);
  const stage = new Stage(random, addresses, {at: 'mirror', length});
  const {a, vip} = stage;
  const port = random.pick([443, 6443, 50_051]);
  const update = 35 + random.below(10);
  a.hold(vip, {services: (_, {length: octets}) => (octets === update ? 'acknowledges' : undefined)});
  const clients = 3 + random.below(4);
  for (let index = 0; index < clients; index++) {
    const client = index === 0 ? stage.client : stage.newClient(`c${index}`);
    const every = between(random, 0.1, 0.4) * SECOND;
    // The last window update follows an answer, and nothing comes after it.
    asksOn(stage.asker(client), vip, {every, from: 0.3 * SECOND, until: 9 * SECOND, port, text: TLS, update});
  }
  return stage.tell(() => {
    const {outages: _, ...about} = stage.about('HEALTHY', {changes: 0});
    return {exit: 0, addresses: [about], absent: [/OUTAGE/, /REFUSED/], ask: [vip]};
  });
});

/**
 * A replica reports its position once a second. What its source sends does not depend on that, and stops when
 * nobody writes.
 */
export const replicaReads = kind('replica-reads', (random, addresses) => {
  const quiet = between(random, 8, 15);
  const stage = new Stage(random, addresses, {at: 'mirror', length: quiet + between(random, 8, 15)});
  const {a, vip, network} = stage;
  const port = random.pick([6379, 5432, 40_000]);
  a.hold(vip, {services: (_, {asks}) => (asks ? 'acknowledges' : undefined)});
  const replicas = 1 + random.below(4);
  for (let index = 0; index < replicas; index++) {
    const client = index === 0 ? stage.client : stage.newClient(`c${index}`);
    const pace = {every: SECOND, from: between(random, 0.1, 0.5) * SECOND, until: stage.askUntil};
    asksOn(stage.asker(client), vip, {...pace, port, text: '*3\r\n$8\r\nREPLCONF', goesOn: true});
  }
  stage.at(0.7, () =>
    network.clock.repeat(
      () => between(random, 0.02, 0.4) * SECOND,
      () => {
        for (const {push} of a.sessions.values()) push?.(between(random, 50, 400) | 0);
        return network.clock.now < quiet * SECOND;
      },
    ),
  );
  return stage.tell(() => {
    const {outages: _, ...about} = stage.about('HEALTHY', {changes: 0});
    return {exit: 0, addresses: [about], absent: [/OUTAGE/, /REFUSED/], ask: [vip]};
  });
});

/** Long polling: each request waits until there is something to report, for seconds or for ever. */
export const keptConnectionsPoll = kind('kept-connections-poll', (random, addresses) => {
  const length = between(random, 20, 30);
  const clients = 3 + random.below(4);
  const {stage} = play(random, addresses, {length, clients, every: between(random, 0.1, 0.4), hangs: 0});
  const {a, network} = stage;
  const quiet = between(random, 12, length);
  stage.at(0.7, () =>
    network.clock.repeat(
      () => between(random, 1.5, 4) * SECOND,
      () => {
        for (const {push} of a.sessions.values()) push?.(between(random, 50, 400) | 0);
        return network.clock.now < quiet * SECOND;
      },
    ),
  );
  return stage.tell(() => {
    const {outages: _, ...about} = stage.about('HEALTHY', {changes: 0});
    return {exit: 0, addresses: [about], absent: [/OUTAGE/, /REFUSED/], ask: [stage.vip]};
  });
});

/** Workers that wait for what others put into a queue (Redis): they are answered at once while there is something, and then the queue stays empty. */
export const queueEmpty = kind('queue-empty', (random, addresses) => {
  const hangs = between(random, 7, 10);
  const clients = 3 + random.below(4);
  const text = random.pick([
    '*3\r\n$5\r\nBLPOP\r\n$4\r\njobs\r\n$1\r\n0\r\n',
    '*3\r\n$5\r\nbrpop\r\n$5\r\nmails\r\n$2\r\n30\r\n',
    '*6\r\n$5\r\nXREAD\r\n$5\r\nBLOCK\r\n$1\r\n0\r\n$7\r\nSTREAMS\r\n',
  ]);
  const story = {length: hangs + between(random, 8, 13), clients, every: between(random, 0.3, 0.8), hangs};
  const {stage} = play(random, addresses, {...story, protocol: {ports: [6379, 40_000], text}});
  return stage.tell(() => {
    const {outages: _, ...about} = stage.about('HEALTHY', {changes: 0});
    return {exit: 0, addresses: [about], absent: [/OUTAGE/, /hangs/], ask: [stage.vip]};
  });
});

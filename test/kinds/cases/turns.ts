/**
 * Connections over which requests of differing lengths are answered in turn, until the program hangs, or their clients do something that needs no
 * answer, or none soon: they poll, they stream, they enlarge their windows.
 */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import type {Client} from '../sim/client.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';
import {asksOn} from '../traffic/asks-on.js';

/** The beginning of a TLS record with data (RFC 8446 §5.1), of a message of PostgreSQL, and of an unknown protocol. */
interface Protocol {
  readonly ports: readonly [number, ...number[]];
  readonly text: string;
}

const PROTOCOLS: readonly [Protocol, ...Protocol[]] = [
  {ports: [443, 8443, 6443, 993, 40_000], text: '\x17\x03\x03'},
  {ports: [5432, 40_001], text: 'Q\x00\x00'},
  {ports: [9999, 40_002], text: '\x01'},
];

/** A request of this length or longer is held. */
const HELD = 1200;

/** A resumed program answers each of those that wait within this time. */
const RESUMED = 0.01;

interface Story {
  readonly length: number;
  /** The second from which nothing is answered. */
  readonly hangs?: number;
  /** The second at which what waits is answered, and again at once what follows. */
  readonly resumes?: number;
}

interface Turning {
  readonly every: number;
  readonly until?: number;
  /** The second from which it polls. */
  readonly polls?: number;
  readonly update?: number;
  /** The second at which it begins. */
  readonly from?: number;
}

class Turns {
  readonly stage: Stage;
  readonly port: number;
  readonly #text: string;

  constructor(
    readonly random: Random,
    addresses: Random,
    {length, hangs = Number.POSITIVE_INFINITY, resumes = Number.POSITIVE_INFINITY}: Story,
  ) {
    const {ports, text} = random.pick(PROTOCOLS);
    this.#text = text;
    this.port = random.pick(ports);
    this.stage = new Stage(random, addresses, {at: 'mirror', whole: true, length});
    const {a, vip, network} = this.stage;
    a.hold(vip, {
      services: (service, {asks, length: octets}) => {
        if (service !== `tcp ${this.port}` || !asks) return undefined;
        const hasHung = network.clock.now >= hangs * SECOND && network.clock.now < resumes * SECOND;
        const isSilent = hasHung || octets >= HELD || octets < 50;
        return isSilent ? 'acknowledges' : undefined;
      },
    });
    if (random.oneIn(2)) a.announce(vip, this.stage.anyAnnouncement());
    const other = this.stage.node('other');
    other.hold(other.ip);
    this.stage.talk(1, {ip: other.ip, sort: 'ping', every: 0.3 * SECOND});
    if (Number.isFinite(resumes)) this.answersAll(() => resumes + between(random, 0, RESUMED));
  }

  /** Over each connection, an answer is sent at a second of the story. */
  answersAll(when: () => number): void {
    const {stage, port} = this;
    // All connections are open long before.
    stage.at(10, () => {
      for (const [key, {push}] of stage.a.sessions)
        if (key.endsWith(`:${port}`)) stage.at(when(), () => push?.(200 + this.random.below(400)));
    });
  }

  clients(count: number): Client[] {
    return Array.from({length: count}, (_, index) =>
      index === 0 ? this.stage.client : this.stage.newClient(`c${index}`),
    );
  }

  /** One connection: two short requests, and then longer ones, no two alike. */
  take(client: Client, {every, until, polls = Number.POSITIVE_INFINITY, update, from}: Turning): void {
    const {random, stage} = this;
    const {clock} = stage.network;
    let asked = 0;
    asksOn(stage.asker(client), stage.vip, {
      ...{every: every * SECOND, from: (from ?? between(random, 0.1, 0.5)) * SECOND},
      until: until === undefined ? stage.askUntil : until * SECOND,
      ...{port: this.port, text: this.#text, ...(update !== undefined && {update})},
      length: () => {
        if (clock.now >= polls * SECOND) return HELD + random.below(200);
        return asked++ < 2 ? 60 + random.below(100) : 200 + random.below(900);
      },
    });
  }
}

interface Hanging {
  readonly before: number;
  readonly shows: readonly [number, number];
  /** Of the clients, the least number, and how many different numbers there are. */
  readonly fewest: number;
  readonly more: number;
}

function healthy({stage}: Turns) {
  return stage.tell(() => {
    const {outages: _, ...about} = stage.about('HEALTHY', {changes: 0});
    return {exit: 0, addresses: [about], absent: [/OUTAGE|REFUSED/, /taken turns/], ask: [stage.vip]};
  });
}

export const turnsHang = kind('turns-hang', (random, addresses) =>
  hangsToEnd(random, addresses, {before: 18, shows: [7.5, 12], fewest: 5, more: 4}),
);

/** The program hangs to the end, for some seconds (`shows`) in which its clients wait. It begins to before second `before`. */
function hangsToEnd(random: Random, addresses: Random, {before, shows, fewest, more}: Hanging) {
  const hangs = between(random, 13, before);
  const every = between(random, 0.3, 0.7);
  const turns = new Turns(random, addresses, {length: hangs + every + between(random, ...shows), hangs});
  const clients = fewest + random.below(more);
  for (const client of turns.clients(clients)) turns.take(client, {every});
  return hung(turns, clients);
}

function hung({stage, port}: Turns, clients: number, ...present: RegExp[]) {
  return stage.tell(() => {
    const {outages: _, ...about} = stage.about('OUTAGE', {changes: 0});
    const acknowledged = `TCP port ${port} acknowledged ${clients} requests of ${clients} clients`;
    return {
      exit: 1,
      addresses: [about],
      present: [new RegExp(acknowledged), ...present],
      absent: [/HEALTHY/, /REFUSED/],
      ask: [stage.vip],
    };
  });
}

/** The same for a few clients, and for longer than any query of theirs takes. */
export const turnsHangLong = kind('turns-hang-long', (random, addresses) =>
  hangsToEnd(random, addresses, {before: 16, shows: [31, 40], fewest: 3, more: 2}),
);

/** The program hangs, and goes on: all that wait are answered in one moment. */
export const turnsHangOver = kind('turns-hang-over', (random, addresses) => {
  const hangs = between(random, 13, 16);
  const every = between(random, 0.4, 0.9);
  const resumes = hangs + every + between(random, 5.5, 20);
  const length = resumes + between(random, 0.5, 8);
  const turns = new Turns(random, addresses, {length, hangs, resumes});
  const clients = 3 + random.below(5);
  const begin = between(random, 0.1, 0.5);
  for (const [index, client] of turns.clients(clients).entries())
    turns.take(client, {every, from: begin + (index * every) / clients});
  return hung(turns, clients, /then all were answered within [\d.]+ ms/);
});

interface Batch {
  readonly clients: number;
  /** The most seconds between the beginnings of two of the queries. */
  readonly apart: number;
  /** How many seconds each takes. */
  readonly takes: () => number;
}

/** A batch: clients that had asked for a while begin long queries together. */
function batch(random: Random, addresses: Random, {clients, apart, takes}: Batch) {
  const begins = between(random, 12, 16);
  const turns = new Turns(random, addresses, {length: begins + between(random, 24, 32)});
  const {stage, port} = turns;
  for (const client of turns.clients(clients)) {
    const polls = begins + between(random, 0, apart);
    turns.take(client, {every: between(random, 0.2, 0.4), polls});
  }
  stage.at(begins + apart + 1, () => {
    for (const [key, {push}] of stage.a.sessions)
      if (key.endsWith(`:${port}`)) stage.at(begins + apart + 1 + takes(), () => push?.(500));
  });
  return turns;
}

/** Each takes as long as it takes. */
export const turnsThenQueries = kind('turns-then-queries', (random, addresses) => {
  const clients = 3 + random.below(4);
  let taken = between(random, 6, 10);
  // No two end at the same time.
  const takes = () => (taken += between(random, 0.4, 2.5));
  return healthy(batch(random, addresses, {clients, apart: between(random, 0.1, 0.8), takes}));
});

/** Several connections of one client, or of a few: a batch of long queries looks the same. */
export const turnsOfFewHang = kind('turns-of-few-hang', (random, addresses) => {
  const hangs = between(random, 13, 18);
  const every = between(random, 0.3, 0.7);
  const turns = new Turns(random, addresses, {length: hangs + every + between(random, 7.5, 12), hangs});
  const clients = turns.clients(1 + random.below(4));
  const connections = Math.max(3, clients.length) + random.below(3);
  for (let index = 0; index < connections; index++)
    turns.take(clients[index % clients.length] as Client, {every});
  const {stage, port} = turns;
  return stage.tell(() => {
    const {outages: _, ...about} = stage.about('CANNOT_TELL', {changes: 0});
    return {
      exit: 3,
      addresses: [about],
      present: [new RegExp(`TCP port ${port} acknowledged \\d requests of ${clients.length} client`)],
      absent: [/OUTAGE|REFUSED/],
      ask: [stage.vip],
    };
  });
});

/** One client after the other begins to poll; the last goes on asking. */
export const turnsThenPolls = kind('turns-then-polls', (random, addresses) => {
  const count = 4 + random.below(3);
  const first = between(random, 9, 12);
  const apart = between(random, 2, 4);
  const turns = new Turns(random, addresses, {length: first + count * apart + between(random, 7, 12)});
  for (const [index, client] of turns.clients(count).entries()) {
    const isLast = index === count - 1;
    turns.take(client, {every: between(random, 0.3, 0.7), ...(!isLast && {polls: first + index * apart})});
  }
  return healthy(turns);
});

/** All stop asking at about the same time, having enlarged their windows last (HTTP/2). */
export const turnsThenUpdates = kind('turns-then-updates', (random, addresses) => {
  const until = between(random, 12, 18);
  const turns = new Turns(random, addresses, {length: until + between(random, 8, 14)});
  for (const client of turns.clients(3 + random.below(4)))
    turns.take(client, {every: between(random, 0.1, 0.4), until, update: 35 + random.below(10)});
  return healthy(turns);
});

/** After they logged in and asked for a while, clients send what nobody answers (telemetry, an upload), now and then. */
export const turnsThenStreams = kind('turns-then-streams', (random, addresses) => {
  const begins = between(random, 10, 14);
  const turns = new Turns(random, addresses, {length: begins + between(random, 15, 25), hangs: begins});
  const {stage, port} = turns;
  for (const client of turns.clients(3 + random.below(4)))
    asksOn(stage.asker(client), stage.vip, {
      ...{every: between(random, 0.55, 2) * SECOND, from: between(random, 0.1, 0.5) * SECOND},
      ...{until: stage.askUntil, port, text: '\x17\x03\x03', goesOn: true},
      length: () => 60 + random.below(1000),
    });
  return healthy(turns);
});

/**
 * A service that accepts every connection but answers none: a load balancer without real servers resets each
 * after its request, and a program that hangs leaves each until its client gives up. A log server that never
 * sends anything is healthy.
 */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import type {Asked, Holding} from '../sim/holding.js';
import {Stage} from '../sim/stage.js';
import {type Fetch, type Fetching, fetches} from '../traffic/fetches.js';
import {ping} from '../traffic/ping.js';

/** Ports of programs that answer every request, and others. */
const ANSWERING = [80, 443, 5432, 6379, 8443, 9092] as const;
const OTHERS = [514, 1514, 6514, 10_514, 40_000] as const;
/** Requests that any server answers, on any port. */
const REQUESTS = [
  'GET / HTTP/1.1\r\n\r\n',
  'POST /v1 HTTP/1.1\r\n\r\n',
  '\x16\x03\x01\x00\xc8\x01\x00',
] as const;
const SYSLOG = '<13>1 - host app - - - it happened';

type Asking = Pick<Fetching, 'port' | 'text' | 'length' | 'patience'>;
type Refuses = NonNullable<Holding['services']>;

/** What shows that an answer is due: the port, the request, or earlier requests that were answered. */
function anyAsking(random: Random, how: 'port' | 'request' | 'habit'): Asking {
  const port = random.pick(how === 'port' ? ANSWERING : OTHERS);
  const text = how === 'request' ? {text: random.pick(REQUESTS)} : {};
  return {port, length: 40 + random.below(300), patience: between(random, 1.2, 3) * SECOND, ...text};
}

/**
 * Opens connections of several clients, each with a request.
 *
 * @returns the outcome of those that the capture shows from their beginning
 */
function ask(stage: Stage, asking: Asking, clients: number): () => Fetch[] {
  const {random, vip} = stage;
  if (random.oneIn(2))
    ping(stage.asker(), vip, {every: 0.7 * SECOND, from: 0.2 * SECOND, until: stage.askUntil});
  const others = Array.from({length: clients - 1}, (_, index) => stage.newClient(`c${index}`));
  const all = [stage.client, ...others].map(client =>
    fetches(stage.asker(client), vip, {
      ...asking,
      every: between(random, 0.2, 1) * SECOND,
      from: between(random, 0.1, 0.6) * SECOND,
      until: stage.askUntil,
    }),
  );
  return () => all.flat().filter(({syn, opened}) => syn !== undefined && opened !== undefined);
}

function hold(stage: Stage, refuses: Refuses): void {
  stage.a.hold(stage.vip, {services: refuses});
  if (stage.random.oneIn(2)) stage.a.announce(stage.vip, stage.anyAnnouncement());
}

const accepted = (count: number) => new RegExp(`accepted ${count} connections`);

/** Connections are reset after the request, or as soon as they were accepted. */
export const requestsReset = kind('requests-reset', (random, addresses) => {
  const asking = anyAsking(random, random.pick(['port', 'request', 'habit']));
  const from = random.oneIn(2) ? between(random, 3, 6) : 0;
  const stage = new Stage(random, addresses, {whole: true, length: from + between(random, 6, 12)});
  const isAtOnce = random.oneIn(3);
  const isRefused = ({opens, asks}: Asked) => (isAtOnce ? !opens : asks);
  hold(stage, (service, asked) =>
    service === `tcp ${asking.port}` && stage.network.clock.now >= from * SECOND && isRefused(asked)
      ? 'refuses'
      : undefined,
  );
  const made = ask(stage, asking, 1 + random.below(3));
  return stage.tell(() => {
    const {outages: _, ...about} = stage.about('REFUSED', {changes: 0});
    const resets = made().filter(({reset, answered}) => reset !== undefined && answered === undefined);
    return {
      exit: 1,
      addresses: [about],
      present: [accepted(resets.length), /reset each of them without an answer/],
      absent: [/HEALTHY/],
      ask: [stage.vip],
    };
  });
});

/** The kernel accepts and acknowledges, but the program does not answer. */
export const requestsSilent = kind('requests-silent', (random, addresses) => {
  const by = random.pick(['port', 'request', 'habit'] as const);
  const asking = anyAsking(random, by);
  const from = by === 'habit' || random.oneIn(2) ? between(random, 7, 9) : 0;
  const stage = new Stage(random, addresses, {whole: true, length: from + between(random, 8, 12)});
  hold(stage, service =>
    service === `tcp ${asking.port}` && stage.network.clock.now >= from * SECOND ? 'acknowledges' : undefined,
  );
  const made = ask(stage, asking, 1 + random.below(3));
  return stage.tell(() => {
    const end = stage.network.captured.at(-1)?.at ?? 0;
    const waits = made().filter(
      ({acknowledged, requested, answered}) =>
        acknowledged !== undefined && answered === undefined && end - (requested?.at ?? end) >= SECOND,
    );
    return {
      exit: 1,
      addresses: [stage.about('OUTAGE', {changes: 0})],
      present: [accepted(waits.length), /sent no data over them/],
      absent: [/HEALTHY/, /REFUSED/],
      ask: [stage.vip],
    };
  });
});

/** A log server's messages are acknowledged, and need no other answer. */
export const logServer = kind('log-server', (random, addresses) => {
  const stage = new Stage(random, addresses, {whole: true, length: between(random, 9, 15)});
  const asking = {...anyAsking(random, 'habit'), text: SYSLOG};
  hold(stage, service => (service === `tcp ${asking.port}` ? 'acknowledges' : undefined));
  ask(stage, asking, 1 + random.below(3));
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0, notes: ['REQUESTS_UNANSWERED']})],
    absent: [/OUTAGE/, /REFUSED/],
    ask: [stage.vip],
  }));
});

/** A single reset among many connections is an accident. */
export const oneRequestReset = kind('one-request-reset', (random, addresses) => {
  const stage = new Stage(random, addresses, {whole: true, length: between(random, 9, 15)});
  const asking = anyAsking(random, random.pick(['port', 'request', 'habit']));
  let left = 2 + random.below(4);
  hold(stage, (service, {asks}) =>
    service === `tcp ${asking.port}` && asks && left-- === 0 ? 'refuses' : undefined,
  );
  ask(stage, asking, 1);
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0, notes: ['REQUESTS_UNANSWERED']})],
    present: [/1 was reset/],
    absent: [/OUTAGE/, /REFUSED/],
    ask: [stage.vip],
  }));
});

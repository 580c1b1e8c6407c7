/**
 * A service is dark while the address answers pings and other ports. The service is reported with its port,
 * not the address.
 */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import type {Holding, Service} from '../sim/holding.js';
import {isMinor} from '../sim/judge.js';
import type {Seen} from '../sim/ledger.js';
import {captureAt} from '../sim/network.js';
import {SERVICES} from '../sim/server.js';
import {Stage} from '../sim/stage.js';
import type {Pace} from '../traffic/asker.js';
import {connects} from '../traffic/connects.js';
import {dns} from '../traffic/dns.js';
import {ping} from '../traffic/ping.js';
import {session} from '../traffic/sessions.js';
import type {Outage} from '../truth.js';

const PORTS = [22, 80, 443, 3306, 5432, 6379, 8443, 65_535] as const;
const LATE = 0.2 * SECOND;

type Way = 'drops' | 'refuses' | 'silent';

/** What each client asks, and which of it is dark. */
interface Plan {
  readonly services: readonly Service[];
  readonly dark: readonly Service[];
  readonly way: Way;
}

function planOf(random: Random): Plan {
  const way = random.pick(['drops', 'drops', 'refuses', 'silent'] as const);
  const ports = [...PORTS].sort(() => random.below(3) - 1).slice(0, 1 + random.below(3));
  const services: Service[] = ['ping', ...ports.map((port): Service => `tcp ${port}`)];
  if (way !== 'silent' && random.oneIn(2)) services.push(`udp ${SERVICES.dns}`);
  const able = services.filter(one => (way === 'drops' ? one : one !== 'ping'));
  const shuffled = [...able].sort(() => random.below(3) - 1);
  const most = Math.min(services.length - 1, 2);
  return {services, dark: shuffled.slice(0, 1 + random.below(most)), way};
}

function ask(stage: Stage, asker: ReturnType<Stage['asker']>, service: Service, way: Way, pace: Pace): void {
  const {vip} = stage;
  if (service === 'ping') ping(asker, vip, pace);
  else if (service.startsWith('udp')) dns(asker, vip, pace);
  else if (way === 'silent') session(asker, vip, 'requests', pace, portOf(service));
  else connects(asker, vip, portOf(service), pace);
}

const portOf = (service: Service) => Number(service.split(' ')[1]);

export const serviceDark = kind('service-dark', (random, addresses) => {
  const {services, dark, way} = planOf(random);
  const at = between(random, 5, 9);
  const lasts = between(random, 4, 9);
  const until = random.oneIn(3) ? Number.POSITIVE_INFINITY : at + lasts;
  const moves = random.pick(['never', 'never', 'before', 'with'] as const);
  const place = random.pick(['mirror', 'client', 'owner'] as const);
  const stage = new Stage(random, addresses, {
    length: at + lasts + between(random, 4, 8),
    at: place === 'client' ? 'client' : 'mirror',
  });
  const {a, b, vip, network} = stage;
  if (place === 'owner' && moves === 'never') network.vantage = captureAt(a);
  const isDark = () => network.clock.now >= at * SECOND && network.clock.now < until * SECOND;
  const holding: Partial<Holding> = {
    services: service => {
      if (!dark.includes(service) || !isDark()) return undefined;
      return way === 'refuses' ? 'refuses' : 'drops';
    },
  };
  a.hold(vip, holding);
  if (random.oneIn(2)) a.announce(vip, stage.anyAnnouncement());
  const clients = [
    stage.client,
    ...Array.from({length: random.below(2)}, (_, n) => stage.newClient(`c${n}`)),
  ];
  for (const client of clients)
    for (const service of services) {
      const pace = {
        every: between(random, 0.25, 0.6) * SECOND,
        from: between(random, 0.1, 0.6) * SECOND,
        until: stage.askUntil,
      };
      ask(stage, stage.asker(client), service, way, pace);
    }
  // Sessions are not handed over; that is a separate story.
  if (moves !== 'never' && way !== 'silent') stage.hand(moves === 'with' ? at : at - 2.8, a, b, {holding});
  return stage.tell(() => {
    const seen = (service: Service) => stage.ledger.seen(vip).filter(one => one.service === service);
    const {outages: _, ...about} = stage.about(way === 'refuses' ? 'REFUSED' : 'OUTAGE', {
      changes: moves !== 'never' && way !== 'silent' ? 1 : 0,
      services: dark.map(service => ({service, outages: gapsOf(seen(service))})),
    });
    const named = dark.map(one =>
      one === 'ping' ? /ping/i : new RegExp(`port(s|s .*and)? .*${portOf(one)}`),
    );
    return {
      exit: 1,
      addresses: [about],
      present: [/gave no (answer|service)/, ...named],
      absent: [/HEALTHY, /, /no takeover happened/],
      ask: [vip],
    };
  });
});

/** Runs of questions that were lost: not answered in time, or refused. */
function gapsOf(seen: readonly Seen[]): Outage[] {
  const gaps: {before: Seen | undefined; lost: Seen[]; after?: Seen}[] = [];
  let open: (typeof gaps)[number] | undefined;
  let before: Seen | undefined;
  for (const question of seen) {
    const {outcome, answer, record} = question;
    const isServed = outcome === 'answered' && answer !== undefined && answer.at - record.at <= LATE;
    if (!isServed) {
      if (open === undefined) {
        open = {before, lost: []};
        gaps.push(open);
      }
      open.lost.push(question);
      continue;
    }
    if (open !== undefined) open.after = question;
    open = undefined;
    before = question;
  }
  return gaps.map(outageOf);
}

function outageOf({before, lost, after}: {before: Seen | undefined; lost: Seen[]; after?: Seen}): Outage {
  const [first, last] = [lost[0] as Seen, lost.at(-1) as Seen];
  const seconds = (last.record.at - first.record.at) / SECOND;
  return {
    ...(before && {lastAnswered: before.record.number}),
    firstUnanswered: first.record.number,
    lastUnanswered: last.record.number,
    ...(after && {firstAnswered: after.record.number}),
    questions: lost.length,
    also: [],
    toEnd: after === undefined,
    fromStart: before === undefined,
    minor: isMinor(lost.length, seconds, after === undefined),
  };
}

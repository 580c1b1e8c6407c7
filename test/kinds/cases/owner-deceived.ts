/**
 * Poisoning of the owner alone: towards it, a MAC claims the address of a client or of the router in front of
 * the clients. Questions arrive, but the answers go to that MAC, which forwards them or not.
 */

import type {Random} from '../../helpers/random.js';
import {type Kind, kind, type Made} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Middle, type MiddleOptions} from '../sim/middle.js';
import {captureAt} from '../sim/network.js';
import {Stage} from '../sim/stage.js';
import type {Asker} from '../traffic/asker.js';
import type {Exit, Verdict} from '../truth.js';

interface Deceit extends Pick<MiddleOptions, 'passesOn'> {
  readonly at: 'mirror' | 'owner';
  /** Duration in seconds; until the end if absent. */
  readonly lasts?: number;
  /** Whether the capture begins during the attack, so that answers are diverted from the start. */
  readonly isUnderWay: boolean;
  /** Whether the clients are behind a router, whose address is claimed. */
  readonly isRouted: boolean;
  readonly verdict: Verdict;
  readonly exit: Exit;
}

const WORDS = ['replies', 'questions', 'announcements'] as const;
const SORTS = ['ping', 'ping', 'dns', 'requests', 'download'] as const;

function deceived(random: Random, addresses: Random, deceit: Deceit): Omit<Made, 'name'> {
  const {passesOn, isUnderWay, isRouted, lasts} = deceit;
  const at = between(random, 4, 7);
  const length = at + (lasts ?? between(random, 13, 25)) + between(random, 0, lasts === undefined ? 0 : 6);
  const stage = new Stage(random, addresses, {at: 'mirror', length, whole: true});
  const {a, vip, network} = stage;
  const {client: neighbour} = stage;
  const asker: Asker = isRouted
    ? {by: neighbour, ip: stage.places.remote(stage.family), ttl: whole(random, 50, 63)}
    : stage.asker();
  const middle = new Middle(stage, {
    ...{passesOn, countsHops: random.oneIn(2), says: random.pick(WORDS)},
    next: () => neighbour.mac,
  });
  if (deceit.at === 'owner') network.vantage = captureAt(a);
  const until = (at + (lasts ?? length)) * SECOND;
  const isDeceived = () => network.clock.now >= at * SECOND && network.clock.now < until;
  a.hold(vip, {trusts: ip => (ip === asker.ip && isDeceived() ? middle.mac : undefined)});
  stage.talk(3, {asker, sort: random.pick(SORTS), every: between(random, 0.1, 0.7) * SECOND});
  const every = between(random, 1, 2);
  stage.at(at, () =>
    network.clock.repeat(
      () => every * SECOND,
      () => {
        middle.claim(neighbour.ip, {mac: a.mac, ip: random.pick([vip, a.ip])});
        return network.clock.now < Math.min(until, stage.length);
      },
    ),
  );
  if (isUnderWay) {
    network.begin = (at + between(random, 0.1, 2)) * SECOND;
    // The owner's entry for the address expires.
    stage.at(at + between(random, 3, 6), () => neighbour.ask(vip));
    stage.needsFrom(0);
  }
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about(deceit.verdict, {changes: 0});
    return {
      exit: deceit.exit,
      addresses: [truth],
      others: [neighbour.ip, asker.ip],
      present: [new RegExp(`went to ${middle.mac}`), new RegExp(`which claims ${neighbour.ip}`)],
      absent: [/NO_ANNOUNCEMENT/, /IGNORED/, /OUTAGE/, ...(deceit.exit === 1 ? [/HEALTHY/] : [])],
      ask: [vip],
    };
  });
}

const certain = {verdict: 'MAN_IN_THE_MIDDLE', exit: 1} as const;

const deceivedOwner = (name: string, given: Partial<Deceit> = {}): Kind =>
  kind(name, (random, addresses) =>
    deceived(random, addresses, {
      ...{at: random.pick(['mirror', 'owner']), passesOn: random.oneIn(2), isUnderWay: random.oneIn(3)},
      ...{isRouted: false, ...certain},
      ...(random.oneIn(3) ? {lasts: between(random, 11, 14)} : {}),
      ...given,
    }),
  );

export const ownerDeceived = deceivedOwner('owner-deceived');
/** The router's address is claimed, so that every client behind it is cut off or overheard. */
export const ownerDeceivedOfRouter = deceivedOwner('owner-deceived-of-router', {isRouted: true});
/**
 * Too brief to be distinguished from a machine with several ports, which also announces unasked at which of
 * them it can be reached.
 */
export const ownerDeceivedBriefly = deceivedOwner('owner-deceived-briefly', {
  ...{passesOn: false, isUnderWay: false, lasts: 4, verdict: 'CANNOT_TELL', exit: 3},
});

/**
 * From facts to verdicts: selects the addresses to explain, and judges each in the light of the others. Pure.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import {finish, mapped, type Stepwise} from '../../collections/stepwise.js';
import type {CaptureFacts} from '../capture-facts.js';
import {Askers, isUncontested} from '../collect/reported/askers.js';
import {type JointMove, jointly, movesOf, type Unexamined} from '../collect/reported/machine-moves.js';
import type {Explanation} from '../explanation.js';
import type {AddressFacts} from '../facts.js';
import type {JudgedAddress} from '../handovers/handover.js';
import {handoversOf} from '../handovers/handovers.js';
import {fatesByHandover, withoutBlackholed} from '../handovers/session-fates.js';
import {DEFAULT_THRESHOLD, isOutage, type OutageThreshold} from '../outages/outage-threshold.js';
import {routersBefore} from '../rules/behind-router.js';
import {leftBehind} from '../rules/left-behind.js';
import {manInTheMiddle} from '../rules/man-in-the-middle.js';
import type {Draft} from '../verdict.js';
import {judgeAddress} from './judge-address.js';
import {withoutUnaskedOfLink} from './unasked-of-link.js';

export interface JudgeOptions {
  readonly threshold?: OutageThreshold;
  /** Addresses missing from the capture's facts. */
  readonly unexamined?: Unexamined | undefined;
  /** The capture continues: anything that later frames may decide is not judged yet. */
  readonly isGoingOn?: boolean;
}

export function judge(capture: CaptureFacts, options: JudgeOptions = {}): Explanation[] {
  return finish(judging(capture, options));
}

/** The same in steps: one for each address, then what they show together. */
export function* judging(
  capture: CaptureFacts,
  {threshold = DEFAULT_THRESHOLD, unexamined, isGoingOn = false}: JudgeOptions = {},
): Stepwise<Explanation[]> {
  const byIp = new Map<IpAddress, AddressFacts[]>();
  for (const address of capture.addresses) {
    const others = byIp.get(address.ip);
    if (others === undefined) byIp.set(address.ip, [address]);
    else others.push(address);
  }
  const proxies = new Set(capture.proxies.map(({mac}) => mac));
  const subjects = yield* mapped(capture.addresses, address =>
    subjectOf(capture, address, proxies, isGoingOn),
  );
  const moves = movesIn(subjects, unexamined);
  const left = leftBehind(capture, subjects, moves, unexamined);
  yield;
  const askers = new Askers(capture.addresses);
  const told = subjects.filter(subject => isOfInterest(subject) && isLeft(subject, left));
  /** What is said of each address where it is behind no router. */
  const known = new Map<IpAddress, Explanation[]>();
  const beyondOf = (subject: JudgedAddress) =>
    isBehindRouter(subject) ? (known.get(subject.address.ip) ?? []) : [];
  const judgeBy = (subject: JudgedAddress, limits: OutageThreshold) => {
    const {address} = subject;
    // Rules examine these for each handover; including every scanned address would take hours.
    const own = {...capture, addresses: byIp.get(address.ip) ?? []};
    const special = {left: left.get(address), middle: manInTheMiddle(capture, address), askers, moves};
    return judgeAddress(own, subject, {...special, beyond: beyondOf(subject)}, limits);
  };
  const isFound = (one: Explanation, hasSides: boolean) =>
    isWorthTelling(one, hasSides) && !isTheirOwnMove(one, askers);
  const tell = (subject: JudgedAddress) => {
    const explanation = judgeBy(subject, threshold);
    const hasSides = beyondOf(subject).length > 0;
    if (isFound(explanation, hasSides)) return explanation;
    // An address whose outage is below the user's threshold is still one that was found.
    const isFoundAnyway =
      threshold !== DEFAULT_THRESHOLD && isFound(judgeBy(subject, DEFAULT_THRESHOLD), hasSides);
    return isFoundAnyway ? explanation : undefined;
  };
  const explained = yield* mapped(behindRoutersLast(told), subject => {
    const explanation = tell(subject);
    if (explanation === undefined) return [];
    const {ip} = subject.address;
    if (!isBehindRouter(subject)) known.set(ip, [...(known.get(ip) ?? []), explanation]);
    return [[subject, explanation] as const];
  });
  const byOrder = new Map(explained.flat());
  const worthTelling = told.flatMap(subject => byOrder.get(subject) ?? []);
  return withoutUnaskedOfLink(worthTelling, capture.routers);
}

/** An address behind a router is judged in the light of what is said of it in its own network. */
function behindRoutersLast(subjects: readonly JudgedAddress[]): JudgedAddress[] {
  const isBehind = subjects.map(isBehindRouter);
  return [
    ...subjects.filter((_, index) => isBehind[index] === false),
    ...subjects.filter((_, index) => isBehind[index] === true),
  ];
}

function isBehindRouter({address}: JudgedAddress): boolean {
  return routersBefore(address).length > 0;
}

function movesIn(subjects: readonly JudgedAddress[], unexamined: Unexamined | undefined): JointMove[] {
  const own = subjects.flatMap(({address, changes}) => movesOf(address, changes.handovers));
  return jointly([...own, ...(unexamined?.moves ?? [])]);
}

function subjectOf(
  capture: CaptureFacts,
  address: AddressFacts,
  proxies: ReadonlySet<MacAddress>,
  isGoingOn: boolean,
): JudgedAddress {
  const now = isGoingOn ? capture.last?.at : undefined;
  const changes = handoversOf(address, capture.routers, proxies, now);
  const served = withoutBlackholed(
    address,
    fatesByHandover(address, changes.handovers, capture.last?.at ?? 0n),
  );
  if (served === address) return {address, changes};
  return {address: served, changes: handoversOf(served, capture.routers, proxies, now)};
}

/** An address is no virtual IP merely because a proxy also answers for it; the proxy is reported once, for all of them. */
function isOfInterest({address, changes: {asides, handovers}}: JudgedAddress): boolean {
  const isContestedAlone = address.interests.every(
    interest => interest === 'conflict' || interest === 'moved',
  );
  return !isContestedAlone || handovers.length > 0 || !asides.some(({what}) => what === 'proxy');
}

/**
 * For addresses that stand out only because they fell silent.
 *
 * @param hasSides whether the other side of a router, where it is told, may explain that
 */
function isWorthTelling({address, finding: {code}}: Explanation, hasSides: boolean): boolean {
  const {interests, senders, dark} = address;
  if (code !== 'HEALTHY' || interests.length !== 1 || interests[0] !== 'unanswered') return true;
  const all = [...dark, ...senders.flatMap(sender => sender.dark)];
  return hasSides && all.some(one => isOutage(one, DEFAULT_THRESHOLD));
}

/** An address that fell silent at a machine is reported only if the other addresses really left that machine. */
function isLeft({address}: JudgedAddress, left: ReadonlyMap<AddressFacts, Draft>): boolean {
  return !address.interests.includes('stayed') || left.has(address);
}

/** A client of a reported address is reported alongside that address. */
function isTheirOwnMove({address, finding: {code}}: Explanation, askers: Askers): boolean {
  return isUncontested(code) && askers.isOne(address);
}

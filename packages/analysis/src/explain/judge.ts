/**
 * From facts to verdicts: one for each handover, and one for anything else that was wrong with an address. Pure.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Finding} from '../findings/finding.js';
import {type Bounds, worstBy} from '../outage.js';
import {Askers, isUncontested} from './askers.js';
import type {Tenure} from './claim-facts.js';
import type {AddressFacts, CaptureFacts} from './facts.js';
import {findingOf} from './finding-of.js';
import type {Handover, Subject} from './handover.js';
import {handoversOf} from './handovers.js';
import type {Unexamined} from './machine-moves.js';
import type {Note} from './notes/note.js';
import {isReuse} from './notes/reuse.js';
import {notesOf} from './notes.js';
import {ignored, noAnnouncement, tooEarly} from './rules/announcement.js';
import {askedInVain} from './rules/asked-in-vain.js';
import {believed} from './rules/belief.js';
import type {Case, Rule} from './rules/case.js';
import {cutOff} from './rules/cut-off.js';
import {flapping} from './rules/flapping.js';
import {leftBehind} from './rules/left-behind.js';
import {type MiddleMan, manInTheMiddle} from './rules/man-in-the-middle.js';
import {masterships} from './rules/mastership.js';
import {DEFAULT_THRESHOLD, type OutageThreshold, outages} from './rules/outage.js';
import {refused} from './rules/refused.js';
import {isToldAsService, type ServiceOutage, serviceOutages} from './rules/services.js';
import {sessions} from './rules/sessions.js';
import {type StalledSessions, stalledSessions} from './rules/stalled-sessions.js';
import {judgeSteady} from './rules/steady.js';
import {replacedByOldOwner, servedByBoth, twoOwners} from './rules/two-owners.js';
import {mute, vlanMismatch, wrongSenderMac} from './rules/wiring.js';
import {sessionFates, withoutBlackholed} from './session-fates.js';
import {type Draft, type VerdictName, worstFinding} from './verdict.js';
import {worstAround} from './worst-outage.js';

export interface JudgedHandover {
  readonly handover: Handover;
  readonly finding: Finding<VerdictName>;
}

export interface JudgedServices {
  readonly outage: ServiceOutage;
  readonly finding: Finding<VerdictName>;
}

export interface JudgedSessions {
  readonly stalled: StalledSessions;
  readonly finding: Finding<VerdictName>;
}

export interface Explanation {
  readonly address: AddressFacts;
  /** The first owner, as far back as the capture goes. */
  readonly first: Tenure | undefined;
  readonly handovers: readonly JudgedHandover[];
  /** Faults other than the handovers, or the verdict if there were none. */
  readonly findings: readonly Finding<VerdictName>[];
  /** Of these, services that were dark while the address answered others. */
  readonly services: readonly JudgedServices[];
  /** TCP sessions that got no answer while others did. */
  readonly stalled: readonly JudgedSessions[];
  readonly notes: readonly Note[];
  /** The worst of all verdicts. */
  readonly finding: Finding<VerdictName>;
}

export interface JudgeOptions {
  readonly threshold?: OutageThreshold;
  /** Addresses that the capture's facts leave out. */
  readonly unexamined?: Unexamined | undefined;
  /** The capture goes on: what more frames will decide is not judged yet. */
  readonly isGoingOn?: boolean;
}

/** In this order: the first that applies is the cause of later ones. */
const RULES: readonly Rule[] = [
  twoOwners,
  replacedByOldOwner,
  wrongSenderMac,
  vlanMismatch,
  servedByBoth,
  noAnnouncement,
  tooEarly,
  mute,
  ignored,
];

export function judge(
  capture: CaptureFacts,
  {threshold = DEFAULT_THRESHOLD, unexamined, isGoingOn = false}: JudgeOptions = {},
): Explanation[] {
  const byIp = new Map<IpAddress, AddressFacts[]>();
  for (const address of capture.addresses) {
    const others = byIp.get(address.ip);
    if (others === undefined) byIp.set(address.ip, [address]);
    else others.push(address);
  }
  const proxies = new Set(capture.proxies.map(({mac}) => mac));
  const subjects = capture.addresses.map(address => subjectOf(capture, address, proxies, isGoingOn));
  const left = leftBehind(capture, subjects, unexamined);
  const askers = new Askers(capture.addresses);
  const told = subjects.filter(subject => isOfInterest(subject) && isLeft(subject, left));
  const explained = told.map(subject => {
    const {address} = subject;
    // The addresses that rules examine for each handover; examining all those of a scan would take hours.
    const own = {...capture, addresses: byIp.get(address.ip) ?? []};
    const special = {left: left.get(address), middle: manInTheMiddle(capture, address), askers};
    return judgeAddress(own, subject, special, threshold);
  });
  return explained.filter(one => isWorthTelling(one) && !isTheirOwnMove(one, askers));
}

function subjectOf(
  capture: CaptureFacts,
  address: AddressFacts,
  proxies: ReadonlySet<MacAddress>,
  isGoingOn: boolean,
): Subject {
  const now = isGoingOn ? capture.last?.at : undefined;
  const changes = handoversOf(address, capture.routers, proxies, now);
  const served = withoutBlackholed(address, sessionFates(address, changes.handovers, capture.last?.at ?? 0n));
  if (served === address) return {address, changes};
  return {address: served, changes: handoversOf(served, capture.routers, proxies, now)};
}

/** An address is no virtual IP merely because a proxy also answers for it; the proxy is reported once, for all of them. */
function isOfInterest({address, changes: {asides, handovers}}: Subject): boolean {
  const isContestedAlone = address.interests.every(
    interest => interest === 'conflict' || interest === 'moved',
  );
  return !isContestedAlone || handovers.length > 0 || !asides.some(({what}) => what === 'proxy');
}

/** For addresses that stand out only because they fell silent. */
function isWorthTelling({address: {interests}, finding: {code}}: Explanation): boolean {
  return code !== 'HEALTHY' || interests.length !== 1 || interests[0] !== 'unanswered';
}

/** What fell silent at a machine that others left is told of if they left it indeed. */
function isLeft({address}: Subject, left: ReadonlyMap<AddressFacts, Draft>): boolean {
  return !address.interests.includes('stayed') || left.has(address);
}

/** Who asks one that is told of is told beside it. */
function isTheirOwnMove({address, finding: {code}}: Explanation, askers: Askers): boolean {
  return isUncontested(code) && askers.isOne(address);
}

interface Special {
  readonly left: Draft | undefined;
  readonly middle: MiddleMan | undefined;
  readonly askers: Askers;
}

function judgeAddress(
  capture: CaptureFacts,
  {address, changes}: Subject,
  {left, middle, askers}: Special,
  threshold: OutageThreshold,
): Explanation {
  const {handovers, first} = changes;
  const inTheMiddle = middle === undefined ? undefined : findingOf(address, middle.draft);
  const fates = sessionFates(address, handovers, capture.last?.at ?? 0n);
  const judged = handovers.map((handover, index) => ({
    handover,
    // What the one in the middle does has no other cause, and no other remedy.
    finding:
      inTheMiddle !== undefined && isOf(middle, handover)
        ? inTheMiddle
        : findingOf(address, judgeHandover({capture, address, handover, fates: fates[index]})),
  }));
  const isTold = judged.some(({finding}) => finding === inTheMiddle);
  const special = [
    ...(left === undefined ? [] : [left]),
    ...(middle === undefined || isTold ? [] : [middle.draft]),
  ];
  const steady = {capture, address, handovers, first, threshold, fates};
  const services = left !== undefined || middle !== undefined ? [] : serviceOutages(steady);
  const stalled = left !== undefined || middle !== undefined ? [] : stalledSessions(steady);
  const faults = [
    ...special,
    ...masterships(capture, address),
    ...flapping(handovers),
    ...(left !== undefined || middle !== undefined
      ? []
      : outages(steady, (sender, dark) => isToldAsService(services, sender, dark))),
    ...[...services, ...stalled].map(({draft}) => draft),
    ...refused(steady),
    ...sessions(steady),
  ];
  const drafts = judged.length === 0 && faults.length === 0 ? [judgeSteady(steady)] : faults;
  const seen = drafts.map(draft => findingOf(address, draft));
  const found = (draft: Draft) => seen[drafts.indexOf(draft)] as Finding<VerdictName>;
  const unread = [...judged.map(({finding}) => finding), ...seen].every(({code}) => code === 'HEALTHY')
    ? (cutOff(capture, address) ?? askedInVain(steady))
    : undefined;
  const findings = unread === undefined ? seen : [...seen, findingOf(address, unread)];
  const worst = worstFinding([...judged.map(({finding}) => finding), ...findings]) as Finding<VerdictName>;
  const darkest = findings.some(({code}) => code === worst.code) ? undefined : darkestOf(judged, worst.code);
  return {
    address,
    first,
    handovers: judged,
    findings,
    services: services.map(outage => ({outage, finding: found(outage.draft)})),
    stalled: stalled.map(one => ({stalled: one, finding: found(one.draft)})),
    notes: notesOf({capture, address, changes, askers: askers.of(address), verdict: worst.code}),
    finding: darkest ?? worst,
  };
}

/** Of several changes of owner that are as bad the one that cost most; of two owners the first, which shows that there are two. */
function darkestOf(judged: readonly JudgedHandover[], code: VerdictName): Finding<VerdictName> | undefined {
  if (CONFLICTS.has(code)) return undefined;
  const alike = judged.filter(({finding}) => finding.code === code);
  return worstBy(alike, ({handover}) => worstAround(handover)?.dark.bounds ?? NO_OUTAGE)?.finding;
}

const CONFLICTS: ReadonlySet<VerdictName> = new Set(['TWO_OWNERS', 'MAN_IN_THE_MIDDLE']);
const NO_OUTAGE: Bounds = {leastNs: -1n, mostNs: -1n};

function isOf(middle: MiddleMan | undefined, {to, from}: Handover): boolean {
  return middle !== undefined && (to === middle.mac || from === middle.mac);
}

function judgeHandover(given: Case): Draft {
  if (isReuse(given.address, given.handover)) return believed(given);
  for (const rule of RULES) {
    const found = rule(given);
    if (found !== undefined) return found;
  }
  return believed(given);
}

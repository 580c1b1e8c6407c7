/**
 * The verdicts on one address: one for each handover, and those for other faults. Pure.
 *
 * @module
 */

import type {Finding} from '../../findings/finding.js';
import {type Bounds, worstBy} from '../../outages/outage.js';
import type {CaptureFacts} from '../capture-facts.js';
import type {Askers} from '../collect/reported/askers.js';
import type {JointMove} from '../collect/reported/machine-moves.js';
import type {Explanation, JudgedHandover} from '../explanation.js';
import type {AddressFacts} from '../facts.js';
import type {Handover, JudgedAddress} from '../handovers/handover.js';
import {isReuse} from '../handovers/reuse.js';
import {fatesByHandover} from '../handovers/session-fates.js';
import {notesOf} from '../notes/notes.js';
import type {OutageThreshold} from '../outages/outage-threshold.js';
import {worstAround} from '../outages/worst-outage.js';
import {answersAstray} from '../rules/answers-astray.js';
import {askedInVain} from '../rules/asked-in-vain.js';
import {believed} from '../rules/belief.js';
import type {Case, VerdictRule} from '../rules/case.js';
import {cutOff, unlessCutOff} from '../rules/cut-off.js';
import {flapping} from '../rules/flapping.js';
import {forwardsNothing, gatewayOutages} from '../rules/gateway-dark.js';
import {gatewayStale} from '../rules/gateway-stale.js';
import {ignored} from '../rules/ignored.js';
import type {MiddleMan} from '../rules/man-in-the-middle.js';
import {masterships} from '../rules/mastership.js';
import {misplacedFrames, unlessMisplaced} from '../rules/misplaced.js';
import {mute} from '../rules/mute.js';
import {noAnnouncement} from '../rules/no-announcement.js';
import {otherWay} from '../rules/other-way.js';
import {outages} from '../rules/outage.js';
import {pushedAndFell} from '../rules/pushed.js';
import {refused} from '../rules/refused.js';
import {unservedAlone, unservedRequests} from '../rules/requests.js';
import {isToldAsService, serviceOutages} from '../rules/services.js';
import {sessions} from '../rules/sessions.js';
import {stalledSessions} from '../rules/stalled-sessions.js';
import {judgeSteady} from '../rules/steady.js';
import type {Steady} from '../rules/steady-case.js';
import {strayed} from '../rules/stray-frame.js';
import {tooEarly} from '../rules/too-early.js';
import {replacedByOldOwner, servedByBoth, twoOwners} from '../rules/two-owners.js';
import {unheardMoved} from '../rules/unheard.js';
import {unseenDestinations} from '../rules/unseen-destinations.js';
import {waitingAlone, waitingClients} from '../rules/waiting-turns.js';
import {vlanMismatch, wrongSenderMac} from '../rules/wiring.js';
import {withoutTimes} from '../rules/without-times.js';
import {type Draft, type VerdictName, worstFinding} from '../verdict.js';
import {findingOf} from './finding-of.js';

/** In order: the first that applies is the cause of those after it. */
const RULES: readonly VerdictRule[] = [
  twoOwners,
  replacedByOldOwner,
  wrongSenderMac,
  vlanMismatch,
  servedByBoth,
  strayed,
  noAnnouncement,
  tooEarly,
  mute,
  gatewayStale,
  ignored,
  forwardsNothing,
];

/** Evidence about this address from the others. */
export interface Special {
  readonly left: Draft | undefined;
  readonly middle: MiddleMan | undefined;
  readonly askers: Askers;
  /** Of all addresses. */
  readonly moves: readonly JointMove[];
  /** If it is behind a router: the explanations of the same address in networks where a machine has it. */
  readonly beyond: readonly Explanation[];
}

export function judgeAddress(
  capture: CaptureFacts,
  {address, changes}: JudgedAddress,
  special: Special,
  threshold: OutageThreshold,
): Explanation {
  const {handovers, first} = changes;
  const fates = fatesByHandover(address, handovers, capture.last?.at ?? 0n);
  const {moves, beyond} = special;
  const steady = {capture, address, handovers, first, threshold, fates, moves, beyond};
  const {judged, inTheMiddle} = judgeHandovers(steady, special.middle);
  const isTold = judged.some(({finding}) => finding === inTheMiddle);
  const {services, stalled, unserved, faults} = faultsOf(steady, special, isTold);
  const drafts = judged.length === 0 && faults.length === 0 ? [judgeSteady(steady)] : faults;
  const seen = drafts.map(draft => findingOf(address, unlessUnread(capture, address, draft)));
  const found = (draft: Draft) => seen[drafts.indexOf(draft)] as Finding<VerdictName>;
  const unread = [...judged.map(({finding}) => finding), ...seen].every(({code}) => code === 'HEALTHY')
    ? (misplacedFrames(capture) ??
      cutOff(capture, address) ??
      withoutTimes(capture) ??
      answersAstray(steady) ??
      unseenDestinations(steady) ??
      askedInVain(steady) ??
      unheardMoved(steady) ??
      unservedAlone(steady) ??
      waitingAlone(steady) ??
      pushedAndFell(steady))
    : undefined;
  const findings = unread === undefined ? seen : [...seen, findingOf(address, unread)];
  const all = [...judged.map(({finding}) => finding), ...findings];
  const worst = worstFinding(all) as Finding<VerdictName>;
  const darkest = findings.some(({code}) => code === worst.code) ? undefined : darkestOf(judged, worst.code);
  return {
    address,
    first,
    handovers: judged,
    findings,
    services: services.map(outage => ({outage, finding: found(outage.draft)})),
    stalled: stalled.map(one => ({stalled: one, finding: found(one.draft)})),
    unserved: unserved.map(one => ({unserved: one, finding: found(one.draft)})),
    notes: notesOf({
      ...{capture, address, changes, askers: special.askers.of(address)},
      ...{verdict: worst.code, verdicts: new Set(all.map(({code}) => code))},
      unserved: unserved.map(({service}) => service),
    }),
    finding: darkest ?? worst,
  };
}

/** A rule's finding, unless what was not read may explain it. */
function unlessUnread(capture: CaptureFacts, address: AddressFacts, draft: Draft): Draft {
  return unlessMisplaced(capture, unlessCutOff(capture, address, draft));
}

/** Each change of owner with its finding, and the finding about a man in the middle. */
function judgeHandovers({capture, address, handovers, fates}: Steady, middle: MiddleMan | undefined) {
  const inTheMiddle = middle && findingOf(address, unlessMisplaced(capture, middle.draft));
  const judged = handovers.map((handover, index): JudgedHandover => {
    // Everything that a man in the middle does has one explanation and one remedy.
    if (inTheMiddle !== undefined && isOf(middle, handover)) return {handover, finding: inTheMiddle};
    const draft = judgeHandover({capture, address, handover, fates: fates[index]});
    return {handover, finding: findingOf(address, unlessUnread(capture, address, draft))};
  });
  return {judged, inTheMiddle};
}

/** Other faults. @param isTold whether a change of owner already reports the man in the middle */
function faultsOf(steady: Steady, {left: stayed, middle}: Special, isTold: boolean) {
  const masters = masterships(steady.capture, steady.address);
  // If no node became master of the address's own router, that is why it did not move: it was not left behind.
  const left = masters.some(({verdict}) => verdict === 'NO_MASTER') ? undefined : stayed;
  // Either of them explains missing answers.
  const isExplained = left !== undefined || middle !== undefined;
  const services = isExplained ? [] : serviceOutages(steady);
  const stalled = isExplained ? [] : stalledSessions(steady);
  const unserved = isExplained ? [] : [...unservedRequests(steady), ...waitingClients(steady)];
  const faults = [
    ...(left === undefined ? [] : [left]),
    ...(middle === undefined || isTold ? [] : [middle.draft]),
    ...masters,
    ...flapping(steady.handovers),
    ...(isExplained ? [] : outages(steady, (sender, dark) => isToldAsService(services, sender, dark))),
    ...[...services, ...stalled, ...unserved].map(({draft}) => draft),
    ...(isExplained ? [] : [...gatewayOutages(steady), ...otherWay(steady)]),
    ...refused(steady),
    ...sessions(steady),
  ];
  return {services, stalled, unserved, faults};
}

/** Among equally bad changes of owner, the one with the longest outage; in a conflict, the first, which shows the two owners. */
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

/**
 * An explanation as objects, one for each address and one for the capture. Pure.
 *
 * @module
 */

import type {DarkStretch} from '../../conversations/facts.js';
import {type Finding, framesOf} from '../../findings/finding.js';
import {describeAsPart, type FindingPart} from '../../findings/finding-json.js';
import {noteText} from '../../findings/finding-lines.js';
import type {CaptureFacts} from '../capture-facts.js';
import type {Explanation, JudgedHandover} from '../explanation.js';
import type {Note} from '../notes/note.js';
import type {NoteCode} from '../notes/note-meaning.js';
import type {ServiceGap} from '../outages/service-gaps.js';
import {exitCodeOf, type VerdictName} from '../verdict.js';
import {storyOf} from './story.js';

export function describeExplanation(capture: CaptureFacts, explanation: Explanation): object {
  const {address, handovers, finding, findings, notes, first, services} = explanation;
  return {
    kind: 'explanation',
    ip: address.ip,
    network: address.network,
    ...describeVerdict(finding),
    first,
    handovers: handovers.map(describeHandover),
    findings: findings.map(describeVerdict),
    notes: notes.map(describeNote),
    outages: [
      ...address.dark.map(dark => describeDark(dark)),
      ...address.senders.flatMap(({ip, dark}) =>
        dark.map(stretch => ({asker: ip, ...describeDark(stretch)})),
      ),
      ...services.flatMap(({outage}) => outage.gaps.map(describeGap)),
    ],
    story: storyOf(capture, explanation),
    facts: address,
  };
}

/** Names from before findings had a common shape, kept for programs that read them. */
export interface VerdictObject {
  readonly verdict: VerdictName;
  readonly frames: readonly number[];
  readonly fix: string;
}

function describeVerdict(finding: Finding<VerdictName>): FindingPart<VerdictName> & VerdictObject {
  const former = {verdict: finding.code, frames: framesOf(finding), fix: finding.remedy};
  return {...describeAsPart(finding), ...former};
}

/** Names that notes had then. */
export interface FormerNote {
  readonly text: string;
  readonly frames: readonly number[];
}

function describeNote(note: Note): FindingPart<NoteCode> & FormerNote {
  return {...describeAsPart(note), text: noteText(note), frames: framesOf(note)};
}

function describeHandover({handover, finding}: JudgedHandover): object {
  const {
    at,
    frame,
    from,
    to,
    fromRouter,
    toRouter,
    how,
    by,
    isReturn,
    keepsMac,
    lastOld,
    firstNew,
    until,
    dark,
  } = handover;
  return {
    ...{at, frame, from, to, fromRouter, toRouter, how, by, isReturn, keepsMac, until, lastOld, firstNew},
    ...describeVerdict(finding),
    outage: dark === undefined ? undefined : describeDark(dark),
    announcements: handover.sets.map(({first, last, count, forms}) => {
      return {at: first.at, frame: first.frame, lastFrame: last.frame, count, forms};
    }),
    senders: handover.senders.map(({sender, stale, followed, cause}) => {
      return {ip: sender.ip, mac: sender.mac, stale, followed, cause};
    }),
  };
}

/** Gaps of a service while others were answered. */
function describeGap({service, dark, missed, isLone}: ServiceGap): object {
  const [first] = missed;
  const asker = isLone && first !== undefined ? {asker: first.sender.ip} : {};
  return {...asker, ...describeDark(dark), services: [service]};
}

function describeDark({bounds, ...dark}: DarkStretch): object {
  return {...dark, ...bounds};
}

export function describeCapture(capture: CaptureFacts, explanations: readonly Explanation[]): object {
  const {frames, first, last, arpFrames, unreadable, routers, busiestSecond, beyondAddresses} = capture;
  const {foreign, copies, forwarded, isMirrored, truncated, disorder, clockSteps, misplaced} = capture;
  const findings = explanations.map(({finding}) => finding);
  return {
    kind: 'summary',
    ...{
      frames,
      from: first?.at,
      to: last?.at,
      arpFrames,
      unreadable,
      foreign,
      copies,
      forwarded,
      isMirrored,
      truncated,
      disorder,
      clockSteps,
      misplaced: misplaced?.frames,
    },
    ...{addresses: explanations.length, routers, busiestSecond, beyondAddresses, exit: exitCodeOf(findings)},
  };
}

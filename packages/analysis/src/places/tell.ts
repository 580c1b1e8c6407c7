/**
 * The explanation of each address from several captures, including findings that no single one shows. Pure.
 *
 * @module
 */

import type {CaptureFacts} from '../explain/capture-facts.js';
import type {Explanation, JudgedHandover} from '../explain/explanation.js';
import {unusualPauses} from '../explain/frames/pauses.js';
import {findingOf} from '../explain/judge/finding-of.js';
import {judge} from '../explain/judge/judge.js';
import {DEFAULT_THRESHOLD, type OutageThreshold} from '../explain/outages/outage-threshold.js';
import {type VerdictName, worstFinding} from '../explain/verdict.js';
import {namedFinding} from '../explain/words/frame-naming.js';
import type {Finding} from '../findings/finding.js';
import {framesOf} from '../findings/finding.js';
import {printable} from '../text/printable.js';
import {acrossClocks} from './clocks/across-clocks.js';
import type {Merge} from './merge.js';
import type {Hop} from './passages/hop-times.js';
import type {Passage} from './passages/passage-count.js';
import type {Witness} from './passages/witness.js';
import {advertsLost} from './rules/adverts-lost.js';
import {announcementLost} from './rules/announcement-lost.js';
import type {PlacesGiven} from './rules/context.js';
import {trafficLost} from './rules/traffic-lost.js';
import {withEndedViews} from './rules/view-ends.js';
import type {Together} from './together.js';

/** Captures that share a story, and the explanations from them. */
export interface PlacesStory {
  readonly together: Together;
  readonly capture: CaptureFacts;
  readonly explanations: readonly Explanation[];
  readonly hops: readonly Hop[];
  readonly passages: readonly Passage[];
  /** By place. */
  readonly witnesses: readonly Witness[];
  /** Frames of parts whose clock is not known. */
  readonly leftOut: number;
}

export interface TellOptions {
  readonly threshold?: OutageThreshold;
  /** For each place, the number of frames that its file reports as dropped. */
  readonly dropped: readonly number[];
}

/**
 * @param merge has taken all frames, and is finished
 * @param facts collected from the frames that it gave
 */
export function tellTogether(
  together: Together,
  merge: Merge,
  facts: CaptureFacts,
  {threshold = DEFAULT_THRESHOLD, dropped}: TellOptions,
): PlacesStory {
  const {passages, hops, complete} = merge.passages.facts();
  const senders = merge.crossings.senders();
  const witnesses = together.surveys.map(
    ({frames}, place): Witness => ({
      own: complete[place] ?? {checked: 0, missing: 0},
      passages: passages.filter(({to}) => to === place),
      ...{dropped: dropped[place] ?? 0, frames, pauses: unusualPauses(merge.pauses[place]?.all ?? [])},
    }),
  );
  const placeOf = (frame: number) => merge.names.nameOf(frame).place;
  const nameOf = (frame: number) => {
    const {place, number} = merge.names.nameOf(frame);
    return {place: printable(together.surveys[place]?.name ?? ''), number};
  };
  const addresses = facts.addresses.map(address => acrossClocks(address, together, placeOf));
  const relays: CaptureFacts['relays'] = {
    has: (network, mac) => merge.relays.has(network, mac) || facts.relays.has(network, mac),
  };
  const capture = {...facts, frames: merge.names.size, addresses, nameOf, relays};
  const explanations = judge(capture, {threshold}).map(explanation => {
    const {address} = explanation;
    const given = {
      together,
      capture,
      address,
      passages,
      witnesses,
      senders,
      nameOf: (frame: number) => merge.names.nameOf(frame),
    };
    return withNames(refined(explanation, given, threshold), nameOf);
  });
  return {...{together, capture, explanations, hops, passages, witnesses}, leftOut: merge.leftOut};
}

/** Verdicts that describe an outage, but not where frames were lost. */
const OPEN_ABOUT_MOVES: ReadonlySet<VerdictName> = new Set([
  'ANNOUNCED_BUT_IGNORED',
  'ANNOUNCED_TOO_EARLY',
  'CANNOT_TELL',
  'NO_ANNOUNCEMENT',
  'HEALTHY',
]);
const OPEN_ABOUT_OUTAGES: ReadonlySet<VerdictName> = new Set([
  'OUTAGE',
  'SWITCH_STALE',
  'CANNOT_TELL',
  'HEALTHY',
]);

function refined(explanation: Explanation, given: PlacesGiven, threshold: OutageThreshold): Explanation {
  const {address} = explanation;
  const handovers = explanation.handovers.map((judged): JudgedHandover => {
    const {handover, finding} = judged;
    if (!OPEN_ABOUT_MOVES.has(finding.code)) return judged;
    const draft = announcementLost(given, handover);
    return {
      handover,
      finding: draft === undefined ? withEndedViews(given, handover, finding) : findingOf(address, draft),
    };
  });
  const lost = trafficLost(given, threshold);
  const isExplained = (found: Finding<VerdictName>) =>
    OPEN_ABOUT_OUTAGES.has(found.code) &&
    lost.some(({dark}) => framesOf(found).includes(dark.firstUnanswered.frame) || NOTHING.has(found.code));
  const hasOpen = explanation.findings.some(isExplained);
  const added = [...advertsLost(given), ...(hasOpen ? lost.map(({draft}) => draft) : [])].map(draft =>
    findingOf(address, draft),
  );
  const kept = explanation.findings.filter(
    found => !isExplained(found) && (added.length === 0 || !NOTHING.has(found.code)),
  );
  const findings = [...added, ...kept];
  const all = [...handovers.map(({finding}) => finding), ...findings];
  return {...explanation, handovers, findings, finding: worstFinding(all) ?? explanation.finding};
}

const NOTHING: ReadonlySet<VerdictName> = new Set(['HEALTHY', 'CANNOT_TELL']);

/** The explanation with the frames' own names in all findings and notes; a finding that occurs twice remains one object. */
function withNames(explanation: Explanation, nameOf: NonNullable<CaptureFacts['nameOf']>): Explanation {
  const known = new Map<Finding<VerdictName>, Finding<VerdictName>>();
  const rename = (finding: Finding<VerdictName>) => {
    const renamed = known.get(finding) ?? namedFinding(finding, nameOf);
    known.set(finding, renamed);
    return renamed;
  };
  return {
    ...explanation,
    handovers: explanation.handovers.map(judged => ({...judged, finding: rename(judged.finding)})),
    findings: explanation.findings.map(rename),
    finding: rename(explanation.finding),
    notes: explanation.notes.map(note => namedFinding(note, nameOf)),
  };
}

/**
 * All findings about a trial, for the reader of its numbers. Pure.
 *
 * @module
 */

import type {Timeline} from '@vip/analysis';
import {claimants} from '@vip/analysis/internal';
import {hasLinkDown, holdsAtEnd} from './at-end.js';
import {beliefFindings} from './belief-findings.js';
import {failbackFindings} from './failback-findings.js';
import {type TrialFinding, trialFinding} from './finding.js';
import {
  captureFindings,
  detectionFindings,
  faultFindings,
  groupFindings,
  ownerFindings,
  sightFindings,
  wireFindings,
} from './findings.js';
import type {Deeds} from './observer-report.js';
import type {Showing} from './showing.js';
import {switchFindings} from './switch-findings.js';

/** The findings about each address, and those about the whole trial. */
export function trialFindings(
  timeline: Timeline,
  showings: readonly Showing[],
  {fault, heal}: Deeds,
): TrialFinding[] {
  return [
    ...saidOnce(showings.flatMap(showing => outcomeFindings(timeline, showing, heal !== undefined))),
    ...groupFindings(showings),
    ...captureFindings(timeline),
    ...sightFindings(timeline, fault.feltAt),
    ...showings.flatMap(showing => switchFindings(timeline, showing, fault.feltAt)),
    ...showings.flatMap(showing => failbackFindings(showing, heal && heal.begunAt - fault.feltAt)),
  ];
}

/** The outcome of one VIP. */
function outcomeFindings(timeline: Timeline, showing: Showing, isThereAndBack: boolean): TrialFinding[] {
  const {settings, called} = showing;
  const mute = claimants(settings).filter(
    station => holdsAtEnd(timeline, settings, station) && hasLinkDown(timeline, station),
  );
  return [
    ...ownerFindings(showing),
    ...detectionFindings(timeline, showing),
    ...faultFindings(showing),
    ...mute.map(({node}) => idleFinding(node, called)),
    ...beliefFindings(showing),
    ...wireFindings(timeline, showing, isThereAndBack),
  ];
}

/** A finding that both addresses have in the same words is reported once. */
function saidOnce(findings: readonly TrialFinding[]): TrialFinding[] {
  const texts = findings.map(({code, evidence}) => `${code} ${evidence}`);
  return findings.filter((_, index) => texts.indexOf(texts[index] as string) === index);
}

function idleFinding(node: string, called: string): TrialFinding {
  const when = 'behind a link that is down: it will answer once the link is up again';
  return trialFinding('idle-owner', node, `${node} still holds ${called} ${when}.`);
}

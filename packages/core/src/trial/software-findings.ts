/**
 * What the software under test said and did, as far as it matters to a reader of the figures. Pure.
 *
 * @module
 */

import type {Timeline, TrialEvent} from '@vip/analysis';
import {formatDuration} from '@vip/analysis/internal';
import {faultsOf, formatFaults} from './drivers/keepalived-log.js';
import {exitText} from './exit-text.js';
import {type TrialFinding, trialFinding} from './finding.js';
import {tellingLine} from './last-words.js';

/** @param faultAt when the fault began; undefined when the run failed before it */
export function softwareFindings(
  timeline: Timeline,
  trial: TrialEvent,
  faultAt: bigint | undefined,
): TrialFinding[] {
  return [
    ...checkFindings(timeline),
    ...faultFindings(timeline, trial),
    ...(faultAt === undefined ? [] : endFindings(timeline, faultAt)),
  ];
}

/** What its own check says about the configurations: each message once, with the nodes it concerns. */
function checkFindings(timeline: Timeline): TrialFinding[] {
  const checks = timeline.select('checked');
  const messages = [...new Set(checks.flatMap(check => check.messages))];
  return messages.map(message => {
    const about = checks.filter(check => check.messages.includes(message));
    const nodes = about
      .map(({node}) => node)
      .sort()
      .join(' and ');
    return trialFinding(
      'configuration',
      nodes,
      `${about[0]?.program} says about its configuration on ${nodes}: ${message}`,
    );
  });
}

/** An instance of the passive node that is in FAULT cannot take over; on the active one, that may be the very fault of the trial. */
function faultFindings(timeline: Timeline, {settings: {passive}}: TrialEvent): TrialFinding[] {
  const said = timeline.select('said', passive.node).filter(({program}) => program === 'keepalived');
  const {faults} = faultsOf(said.map(({text}) => text));
  if (faults.length === 0) return [];
  return [
    trialFinding('instance-in-fault', passive.node, `${passive.node}: ${formatFaults(faults)} at the end.`),
  ];
}

/** Programs that ended without having been told to. */
function endFindings(timeline: Timeline, faultAt: bigint): TrialFinding[] {
  return timeline
    .select('program-ended')
    .filter(({at, byFault}) => at >= faultAt && !byFault)
    .map(({at, node, program, status}) => {
      const said = timeline.select('said', node).filter(line => line.at <= at);
      const last = tellingLine(said.map(({text}) => text));
      const when = `${formatDuration(at - faultAt)} after the fault`;
      const how = `ended with ${exitText(status)} ${when}`;
      return trialFinding(
        'program-ended',
        node,
        `${program} on ${node} ${how}${last === undefined ? '.' : `: ${last}`}`,
      );
    });
}

/**
 * Findings about an address that returned to its old owner.
 *
 * @module
 */

import type {Healing} from '@vip/analysis';
import {formatBounds} from '@vip/analysis';
import {causeWords, formatDuration} from '@vip/analysis/internal';
import {type TrialFinding, trialFinding} from './finding.js';
import type {Showing} from './showing.js';

/** An address that returned unannounced. With a virtual MAC there is nothing to announce: both nodes have the same one. */
export function failbackFindings(
  {called, observers, announcements, owners}: Showing,
  healAfterNs: bigint | undefined,
): TrialFinding[] {
  const [holder] = owners;
  const lastHeard = announcements.findLast(({heardBy}) => heardBy.length > 0);
  if (healAfterNs === undefined || owners.length !== 1 || lastHeard === undefined) return [];
  const isSilent = !announcements.some(
    ({node, afterNs, heardBy}) => node === holder && afterNs > healAfterNs && heardBy.length > 0,
  );
  const isShared = announcements.some(({node, mac}) => node === holder && mac === lastHeard.mac);
  if (!isSilent || lastHeard.node === holder || isShared) return [];
  const found: TrialFinding[] = [
    trialFinding(
      'silent-failback',
      String(holder),
      `${holder} has ${called} again, but the last announcement of it came from ${lastHeard.node}: a silent failback.`,
    ),
  ];
  for (const {name, outages} of observers) {
    for (const {afterNs, endedBy, ...bounds} of outages.filter(outage => outage.afterNs > healAfterNs)) {
      const after = formatDuration(afterNs - healAfterNs);
      const end = bounds.mostNs === undefined ? 'and the outage had not ended' : `until ${endOf(endedBy)}`;
      const text = `${name} was dark for ${formatBounds(bounds)} from ${after} after the heal, ${end}.`;
      found.push(trialFinding('dark-after-failback', name, text));
    }
  }
  return found;
}

function endOf(healing: Healing | undefined): string {
  return healing === undefined ? 'the obstacle was gone' : causeWords(healing);
}

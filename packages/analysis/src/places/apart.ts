/**
 * Captures that have nothing in common. Pure.
 *
 * @module
 */

import type {VerdictName} from '../explain/verdict.js';
import type {Finding} from '../findings/finding.js';
import {placesTitle} from './places-lines.js';
import type {PlacesStory} from './tell.js';

/** Says that the captures have separate stories, and why; undefined if they share one. */
export function apartFinding(
  stories: readonly Pick<PlacesStory, 'together'>[],
): Finding<VerdictName> | undefined {
  const [first, ...others] = stories.map(placesTitle);
  if (first === undefined || others.length === 0) return undefined;
  return {
    code: 'CANNOT_TELL',
    severity: 'note',
    subject: others.join('; '),
    where: [],
    evidence: `Too few frames are in common between ${[first, ...others].join(' | ')}: their clocks cannot be compared, so each is reported on its own`,
    consequence: 'nothing can be concluded about what spans them',
    remedy:
      'Capture everything that passes, at the same time: both need at least three frames in common, such as pings, TCP or VRRP between them. ' +
      'Another capture that has frames in common with both links them: where addresses are translated between them (NAT), no packet is the ' +
      'same on both sides, and the machine that does so links them, captured on both sides at once (tcpdump -i any there).',
    commands: [],
    reference: 'docs/several-captures.md#clocks',
  };
}

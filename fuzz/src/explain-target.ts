/**
 * Explaining a capture: a correct failover, with the octets among its frames.
 *
 * @module
 */

import {createCollector, formatBrief, formatExplanation, judge} from '@vip/analysis/internal';
import * as seeds from './seeds.js';
import {plainTarget, type Target} from './target.js';

const SECOND = 1_000_000_000n;

/** When the octets appear: often enough to count as an owner, and far enough apart to count as a change. */
const TIMES = [1, 2, 5, 40];

export const explainTarget: Target = plainTarget('explain', seeds.frames, bytes => {
  const collector = createCollector();
  const seen = (octets: Uint8Array, atSeconds: number) => ({
    ...{iface: 'eth0', linkType: 1, at: BigInt(atSeconds) * SECOND},
    ...{bytes: octets, length: octets.length},
  });
  for (const at of TIMES) {
    collector.take([
      ...seeds.frames.slice(0, 20).map(frame => seen(frame, at)),
      seen(bytes, at),
      seen(withOther(bytes), at),
    ]);
  }
  const facts = collector.facts();
  const explanations = judge(facts);
  return [...formatExplanation('fuzz', facts, explanations), ...explanations.map(one => formatBrief(one))];
});

/** The same from another MAC, as from a second owner: in ARP and neighbour discovery as well as in Ethernet. */
function withOther(bytes: Uint8Array): Uint8Array {
  const other = bytes.slice();
  for (const offset of [11, 27]) if (offset < other.length) other[offset] = (other[offset] ?? 0) ^ 1;
  return other;
}

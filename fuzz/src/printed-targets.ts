/**
 * The text that people see of a frame.
 *
 * @module
 */

import {describeFrame, formatFrame} from '@vip/arp/describe';
import * as seeds from './seeds.js';
import {plainTarget, type Target, Violation} from './target.js';

/** The octets printed as a frame of each link type. */
export const formatTarget: Target = plainTarget(
  'format',
  [...seeds.frames, ...seeds.cooked.sll, ...seeds.cooked.sll2],
  bytes => [formatFrame(bytes), ...[113, 276, 7].map(linkType => formatFrame(bytes, linkType))],
);

/** The described fields cover every octet exactly once, in wire order. */
export const descriptionTarget: Target = plainTarget('describe', seeds.frames, bytes => {
  const {summary, fields} = describeFrame(bytes);
  let end = 0;
  for (const {offset, octets, name} of fields) {
    if (offset !== end) throw new Violation(`field ${name}: expected offset ${end}, got ${offset}`);
    end += octets.length;
  }
  if (end !== bytes.length) throw new Violation(`fields: expected ${bytes.length} octets, got ${end}`);
  return [summary, ...fields.flatMap(({name, value, why}) => [name, value, why])];
});

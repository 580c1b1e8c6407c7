/**
 * Marks in front of what is not as it should be. Pure.
 *
 * @module
 */

import {wrap} from '@vip/analysis/internal';

/** Lines with a mark before the first. */
export function markedLines(text: string): string[] {
  return wrap(text).map((line, index) => `${index === 0 ? '!' : ' '} ${line}`);
}

/**
 * The pattern of an include: its alternatives, and which of them keepalived reports as missing.
 *
 * @module
 */

import type {ConfigSource} from './source.js';

/** Limit of alternatives, enough for any hand-written pattern. */
const MOST_ALTERNATIVES = 1000;

/** `a{b,c}` as `ab` and `ac`, without empty ones; none if there are too many. */
export function expandBraces(pattern: string): string[] {
  let open = [pattern];
  for (;;) {
    const next = open.flatMap(text => {
      const match = /^(.*?)\{([^{}]*)\}(.*)$/s.exec(text);
      if (match === null) return [text];
      const [, before = '', inside = '', after = ''] = match;
      return inside.split(',').map(part => before + part + after);
    });
    if (next.length === open.length && next.every((text, index) => text === open[index]))
      return next.filter(text => text !== '');
    if (next.length > MOST_ALTERNATIVES) return [];
    open = next;
  }
}

/** The names that keepalived reports as missing. A wildcard without a match is not a fault. */
export function missingFrom(pattern: string, from: string, source: ConfigSource): string[] {
  return expandBraces(pattern).filter(name => {
    const parts = name.split('/');
    const at = parts.findIndex((part, index) => {
      const path = parts.slice(0, index + 1).join('/');
      return part !== '' && source.match(path, from).length === 0;
    });
    // With a \ at its end it is a pattern that matches nothing.
    return at >= 0 && !/[*?[]|\\$/.test(parts[at] as string);
  });
}

/**
 * A configuration as one file, with includes, definitions, sequences and conditions resolved. keepalived reads the same configuration from
 * it.
 *
 * @module
 */

import {type LineOptions, LineReader} from './lines.js';
import type {ConfigSource} from './source.js';

/** One line each, without empty ones. */
export function flatLines(path: string, source: ConfigSource, options: LineOptions = {}): string[] {
  const reader = new LineReader(path, source, () => {}, options);
  const lines: string[] = [];
  for (let line = reader.next(); line !== undefined; line = reader.next()) lines.push(line.text);
  return lines;
}

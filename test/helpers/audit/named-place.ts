/**
 * Whether a fault is where keepalived names it.
 *
 * @module
 */

import {readFileSync} from 'node:fs';
import type {Fault} from '@vip/analysis/internal/audit';
import type {Checked} from './config-test.js';

type Named = Checked['places'][number];

/** After the last line of an included file that has no end, it counts a line too few, in the file that includes it as well. */
const SLACK = 1;

/** Of a longer line it counts what is left as one more. */
const LONGEST = 1023;

export function isAt({place, shows, kind}: Fault, named: Named): boolean {
  const isWithin =
    (kind === 'missing-value' || kind === 'ignored') && named.line > place.line && closesBlock(place, named);
  return isSameLine(place, named) || (shows !== undefined && isSameLine(shows, named)) || isWithin;
}

function isSameLine({file, line}: Fault['place'], named: Named): boolean {
  if (!isSameFile(file, named)) return false;
  const {tooMany, tooFew} = miscounted(file, line);
  return line >= named.line - tooMany && line <= named.line + SLACK + tooFew;
}

function isSameFile(file: string, named: Named): boolean {
  return file === named.file || file.endsWith(`/${named.file}`);
}

/** How many lines before this one it counts twice, and how many not at all: what is after a NUL has no end. */
function miscounted(file: string, line: number): {tooMany: number; tooFew: number} {
  const before = readFileSync(file, 'latin1').split('\n').slice(0, line);
  return {
    tooMany: before.reduce((sum, {length}) => sum + Math.floor(length / LONGEST), 0),
    tooFew: before.filter(text => text.includes('\0')).length,
  };
}

/** What a block as a whole lacks, keepalived says where it ends; we name its first line, or the one that is in the way. */
function closesBlock({file, line}: Fault['place'], named: Named): boolean {
  if (!isSameFile(file, named)) return false;
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .slice(line - 1, named.line);
  return (
    lines.at(-1)?.includes('}') === true && !lines.slice(1).some(text => /^(?!include)\S+.*\{/.test(text))
  );
}

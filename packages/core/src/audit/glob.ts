/**
 * File names by pattern, as in glob(7) plus `{a,b}`: the patterns of keepalived's include.
 *
 * @module
 */

import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {expandBraces} from '@vip/analysis/internal/audit';

/** The files that exist, in order. A name without wildcards means itself, if it exists. */
export function filesMatching(pattern: string): string[] {
  return expandBraces(pattern).flatMap(each => {
    const [first = '', ...rest] = each.split('/');
    return walk(first === '' ? '/' : '.', first === '' ? rest : [first, ...rest]);
  });
}

function walk(directory: string, [part, ...rest]: readonly string[]): string[] {
  if (part === undefined) return existsSync(directory) ? [clean(directory)] : [];
  if (part === '' || !/[*?[]/.test(part)) return walk(part === '' ? directory : join(directory, part), rest);
  const expression = expressionOf(part);
  return namesIn(directory)
    .filter(name => expression.test(name) && (part.startsWith('.') || !name.startsWith('.')))
    .flatMap(name => walk(join(directory, name), rest));
}

function clean(path: string): string {
  return path.replace(/^\.\//, '');
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory).sort();
  } catch {
    return [];
  }
}

/** `*`, `?` and `[...]` of one name. */
function expressionOf(part: string): RegExp {
  const source = part.replace(/\[!?[^\]]+\]|[\s\S]/g, piece => {
    if (piece === '*') return '.*';
    if (piece === '?') return '.';
    if (piece.length > 1)
      return `[${piece[1] === '!' ? '^' : ''}${piece.slice(piece[1] === '!' ? 2 : 1, -1).replace(/[\\^]/g, '\\$&')}]`;
    return piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  try {
    return new RegExp(`^${source}$`, 's');
  } catch {
    // An invalid range, such as [z-a], matches nothing.
    return /(?!)/;
  }
}

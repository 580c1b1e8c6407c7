/**
 * The submissions in a directory: one directory for each student.
 *
 * @module
 */

import {readdirSync} from 'node:fs';
import {resolve} from 'node:path';
import {VipError} from '@vip/arp';
import {unreadable} from '@vip/core/internal/unreadable';

const NOT_AS_ROOT = ' (root gives up its rights first: run it as the user whose files they are)';

/** The submissions by student, in alphabetical order; links and hidden directories do not count. @throws VipError `FILE_FAILED` */
export function submissionsIn(directory: string): Map<string, string> {
  const all = entriesOf(directory).filter(entry => entry.isDirectory() && !entry.name.startsWith('.'));
  if (all.length === 0)
    throw new VipError('FILE_FAILED', `${directory}: expected a directory for each student, got none`);
  const names = all.map(({name}) => name).sort();
  return new Map(names.map(name => [name, resolve(directory, name)]));
}

function entriesOf(directory: string) {
  try {
    return readdirSync(directory, {withFileTypes: true});
  } catch (cause) {
    const {code} = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new VipError('FILE_FAILED', `${directory}: no such directory`, {cause});
    const isForbidden = code === 'EACCES';
    throw unreadable(directory, cause, isForbidden ? NOT_AS_ROOT : '');
  }
}

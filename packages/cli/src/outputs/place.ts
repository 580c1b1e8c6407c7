/**
 * The destination of an output: where its path leads, and what is there already.
 *
 * A symbolic link is followed, as by any program, if it is ours or root's: otherwise another user could choose where root writes.
 * In a directory like /tmp, where everybody creates files, we do not replace another user's either. The kernel protects
 * against the same (protected_symlinks and protected_regular in proc_sys_fs(5)), but cannot tell that a file is being replaced.
 *
 * @module
 */

import {type BigIntStats, lstatSync, readlinkSync, realpathSync, statSync} from 'node:fs';
import {basename, dirname, join, resolve} from 'node:path';

export interface OutputPlace {
  /** Absolute, and without symbolic links. */
  readonly path: string;
  /** The existing file. */
  readonly there: BigIntStats | undefined;
}

/** As many as the kernel follows, see path_resolution(7). */
const MAX_LINKS = 40;

/** Links whose targets may have no path, such as pipes. */
const DESCRIPTOR = /^\/proc\/\d+\/fd\/\d+$/;

/** @throws Error for a directory that does not exist, or belongs to another user */
export function findPlace(given: string): OutputPlace {
  let path = resolve(given);
  for (let links = 0; links <= MAX_LINKS; links++) {
    const directory = realpathSync(dirname(path));
    path = join(directory, basename(path));
    const there = lstatSync(path, {bigint: true, throwIfNoEntry: false});
    if (there?.isSymbolicLink() !== true) {
      if (there?.isFile() && isOthers(there) && isForEverybody(directory)) refuse('file');
      return {path, there};
    }
    if (isOthers(there)) refuse('symbolic link');
    if (DESCRIPTOR.test(path)) {
      const opened = statSync(path, {bigint: true});
      if (!opened.isFile()) return {path, there: opened};
    }
    path = resolve(directory, readlinkSync(path));
  }
  throw new Error('there are too many symbolic links');
}

function isOthers({uid}: BigIntStats): boolean {
  return uid !== 0n && uid !== BigInt(process.geteuid?.() ?? 0);
}

/** World-writable and sticky, see inode(7). */
function isForEverybody(directory: string): boolean {
  return (statSync(directory).mode & 0o1002) === 0o1002;
}

function refuse(what: string): never {
  throw new Error(`it is another user's ${what}`);
}

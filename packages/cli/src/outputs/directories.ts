/**
 * Output directories: found, created if missing, and removed again.
 *
 * @module
 */

import {constants, mkdirSync, openSync, rmdirSync, statSync} from 'node:fs';
import {dirname, join, relative, resolve, sep} from 'node:path';
import {findPlace} from './place.js';

const DIRECTORY = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;

/** Absolute, with symbolic links resolved in the part that exists. @throws Error for anything but a directory */
export function findDirectory(given: string): string {
  const whole = resolve(given);
  const existing = nearestExisting(whole);
  const {path, there} = findPlace(existing);
  if (there?.isDirectory() !== true) throw new Error(`${existing} is not a directory`);
  return join(path, relative(existing, whole));
}

/** Makes the missing directories of a path, all or none; uppermost first. (Node's own function never returns below /proc.) */
export function makeDirectories(path: string): string[] {
  const existing = nearestExisting(path);
  const names = relative(existing, path).split(sep).filter(Boolean);
  const made: string[] = [];
  try {
    for (const index of names.keys()) {
      const directory = join(existing, names.slice(0, index + 1).join(sep));
      mkdirSync(directory);
      made.push(directory);
    }
    return made;
  } catch (error) {
    removeDirectories(made);
    throw error;
  }
}

/** Removes those that are still empty. */
export function removeDirectories(uppermostFirst: readonly string[]): void {
  for (const directory of [...uppermostFirst].reverse()) {
    try {
      rmdirSync(directory);
    } catch {
      return; // somebody has put something there
    }
  }
}

/** A path by its descriptor: even if it is renamed, or replaced by a link, it leads to the same directory. */
export function openDirectory(path: string): string {
  return `/proc/self/fd/${openSync(path, DIRECTORY)}`;
}

/** The path itself, or its nearest existing ancestor. */
function nearestExisting(path: string): string {
  const entry = statSync(path, {throwIfNoEntry: false});
  return entry !== undefined || path === dirname(path) ? path : nearestExisting(dirname(path));
}

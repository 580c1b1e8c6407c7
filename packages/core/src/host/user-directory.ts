/**
 * A directory to which only one user, and root, can write: its content is that user's.
 *
 * Its location depends only on the user, not on the environment, so that all of the user's terminals agree. It exists
 * only while something is in it.
 *
 * @module
 */

import {lstatSync, mkdirSync, mkdtempSync, readdirSync, rmdirSync, type Stats} from 'node:fs';
import {join} from 'node:path';
import {VipError} from '@vip/arp';

/**
 * Possible locations, the best first: /run belongs to root, /run/user/N to a user who has logged in.
 *
 * @param user the user's UID, or a shell expression for it
 */
export function userDirectoryBases(user: number | string): string[] {
  return ['/run', `/run/user/${user}`, '/tmp'];
}

/** This user's directories that already exist. */
export function userDirectories(
  user = currentUser(),
  bases: readonly string[] = userDirectoryBases(user),
): string[] {
  return bases.filter(isGuarded).flatMap(base => {
    // In /tmp another user may have taken the name; ours then has a random suffix.
    const names = list(base).filter(
      name => name === userDirectoryName(user) || name.startsWith(`${userDirectoryName(user)}.`),
    );
    return names.map(name => join(base, name)).filter(path => isPrivate(path, user));
  });
}

/**
 * The directory of this user; created if missing.
 *
 * @throws VipError `NOT_POSSIBLE` if it cannot be created anywhere
 */
export function openUserDirectory(
  user = currentUser(),
  bases: readonly string[] = userDirectoryBases(user),
): string {
  const [known] = userDirectories(user, bases);
  if (known !== undefined) return known;
  for (const base of bases.filter(isGuarded)) {
    const made = make(join(base, userDirectoryName(user)), user);
    if (made !== undefined) return made;
  }
  throw new VipError(
    'NOT_POSSIBLE',
    `expected a place for ${userDirectoryName(user)} in ${bases.join(', ')}, got none`,
  );
}

/** Removes it if it is empty. */
export function leaveUserDirectory(directory: string): void {
  try {
    rmdirSync(directory);
  } catch {
    // Something else of ours is in it, or it is already gone.
  }
}

function currentUser(): number {
  return process.geteuid?.() ?? 0;
}

/** Its name; in a directory that others can write to, a dot and a suffix may follow. */
export function userDirectoryName(user: number | string): string {
  return `vip-${user}`;
}

/** Undefined if it cannot be created. */
function make(path: string, user: number): string | undefined {
  try {
    mkdirSync(path, {mode: 0o700});
    return path;
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST') return undefined;
    if (isPrivate(path, user)) return path; // another of our processes created it first
  }
  try {
    return mkdtempSync(`${path}.`); // mode 700
  } catch {
    return undefined;
  }
}

/** Whether other users cannot remove or rename a user's entries in this directory (the sticky bit, inode(7)). */
function isGuarded(base: string): boolean {
  const found = look(base);
  return found?.isDirectory() === true && ((found.mode & 0o022) === 0 || (found.mode & 0o1000) !== 0);
}

function isPrivate(path: string, user: number): boolean {
  const found = look(path);
  return found?.isDirectory() === true && found.uid === user && (found.mode & 0o077) === 0;
}

/** Without following a symbolic link, which is not ours. Undefined if there is none, or without permission. */
function look(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
}

function list(base: string): string[] {
  try {
    return readdirSync(base);
  } catch {
    return [];
  }
}

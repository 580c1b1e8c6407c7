// One set-up at a time in a checkout.
//
// The lock is a directory that holds one file, named after its owner: process id and start time, so that a
// recycled id is not taken for the owner. A directory can be renamed onto an empty directory but not onto a
// filled one, which makes taking the lock atomic; a dead owner's file is removed by name, so two processes
// that recognise the same stale lock cannot remove each other's.
import {mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';

const pollMs = 200;

/** @typedef {{release: () => void}} Lock */

/**
 * Waits for the lock and takes it. A lock whose owner is dead is taken over.
 * @param {string} directory an existing directory to keep the lock in
 * @param {{onWait?: (pid: number) => void, onTakeOver?: (owner: string) => Promise<void> | void}} [hooks]
 * `onTakeOver` runs before the lock of a dead owner is taken, to clear away whatever it left
 * @returns {Promise<Lock>}
 */
export async function acquireLock(directory, {onWait, onTakeOver} = {}) {
  const lock = join(directory, 'lock');
  const me = ownOwnerName();
  const mine = join(directory, `lock.${me}`);
  try {
    mkdirSync(mine, {recursive: true});
    writeFileSync(join(mine, me), '');
    let told = false;
    while (!takeLock(mine, lock)) {
      const owner = lockOwner(lock);
      if (owner === undefined) continue;
      const pid = Number.parseInt(owner, 10);
      if (ownerName(pid) === owner) {
        if (!told) onWait?.(pid);
        told = true;
        await sleep(pollMs);
      } else {
        await onTakeOver?.(owner);
        rmSync(join(lock, owner), {force: true});
      }
    }
  } catch (error) {
    rmSync(mine, {recursive: true, force: true});
    throw error;
  }
  return {release: () => releaseLock(lock, me)};
}

/**
 * @param {string} mine
 * @param {string} lock
 */
function takeLock(mine, lock) {
  try {
    renameSync(mine, lock);
    return true;
  } catch (error) {
    if (error.code === 'ENOTEMPTY' || error.code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} lock */
function lockOwner(lock) {
  try {
    return readdirSync(lock)[0];
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * @param {string} lock
 * @param {string} me
 */
function releaseLock(lock, me) {
  rmSync(join(lock, me), {force: true});
  try {
    rmdirSync(lock);
  } catch {
    // Another process took the empty directory in the meantime, or it is gone already.
  }
}

/**
 * Names a running process so that no later process with the same ID gets the same name.
 * @param {number} pid
 * @returns {string | undefined} undefined when there is no such process
 */
export function ownerName(pid) {
  try {
    // proc_pid_stat(5): the command, in parentheses, may hold anything; field 22 is the start time.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : `${pid}-${fields[19]}`;
  } catch {
    return undefined;
  }
}

/** This process's own name. */
export function ownOwnerName() {
  return ownerName(process.pid) ?? `${process.pid}-0`;
}

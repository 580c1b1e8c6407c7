/**
 * Permissions as keepalived checks them before it runs a script: by the mode bits, the user and one group (`is_executable()` and
 * `check_security()` in lib/notify.c).
 *
 * @module
 */

import type {Account} from '../host/accounts.js';
import type {TrailStep} from '../host/reader.js';

const SET_UID = 0o4000;
const SET_GID = 0o2000;
const STICKY = 0o1000;
const READ = 4;
const WRITE = 2;
const EXECUTE = 1;

function bitsFor({mode, uid, gid}: TrailStep, account: Account): number {
  if (uid === account.uid) return (mode >> 6) & 7;
  return (gid === account.gid ? mode >> 3 : mode) & 7;
}

/** Root needs at least one execute bit. */
export function mayExecute(step: TrailStep, account: Account): boolean {
  return (
    ((account.uid === 0 ? step.mode | (step.mode >> 3) | (step.mode >> 6) : bitsFor(step, account)) &
      EXECUTE) !==
    0
  );
}

export function mayEnter(step: TrailStep, account: Account): boolean {
  return account.uid === 0 || (bitsFor(step, account) & EXECUTE) !== 0;
}

export function mayRead(step: TrailStep, account: Account): boolean {
  return account.uid === 0 || (bitsFor(step, account) & READ) !== 0;
}

/** Files and directories that users other than root can change, if the script runs as root. */
export function unsafeSteps(steps: readonly TrailStep[], account: Account): TrailStep[] {
  const {mode = 0} = steps.at(-1) ?? {};
  const gainsRoot = (mode & SET_UID) !== 0 || (mode & SET_GID) !== 0;
  if (account.uid !== 0 && account.gid !== 0 && !gainsRoot) return [];
  return steps.filter(isUnsafe);
}

/** In a sticky directory, only the owner can replace a file. */
function isUnsafe({kind, mode, uid, gid}: TrailStep): boolean {
  if (uid !== 0) return true;
  if (kind === 'directory' && (mode & STICKY) !== 0) return false;
  const isGroups = gid !== 0 && ((mode >> 3) & WRITE) !== 0;
  return isGroups || (mode & WRITE) !== 0;
}

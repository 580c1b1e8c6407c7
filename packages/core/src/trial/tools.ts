/**
 * Whether the programs a trial needs are installed; found out before anything is touched.
 *
 * @module
 */

import {delimiter} from 'node:path';
import {VipError} from '@vip/arp';
import {isProgram, pathDirectories} from '../host/find-program.js';

/** Where daemons are: not on an ordinary user's PATH. */
const SYSTEM_DIRECTORIES = ['/usr/sbin', '/sbin', '/usr/local/sbin', '/usr/lib/frr'];

/**
 * @param needs each program with the Debian package that contains it
 * @throws VipError `TOOL_MISSING`
 */
export function checkTools(what: string, needs: Readonly<Record<string, string>>): void {
  for (const [program, name] of Object.entries(needs)) {
    if (isProgram(program, directories())) continue;
    throw new VipError('TOOL_MISSING', `${what}: ${program} is not installed: sudo apt-get install ${name}`);
  }
}

/** For env(1): where daemons are looked for, the system's directories last. */
export function searchPath(): string {
  return `PATH=${directories().join(delimiter)}`;
}

function directories(): string[] {
  return [...pathDirectories(), ...SYSTEM_DIRECTORIES];
}

/**
 * Why a lab cannot run on a machine, in one line with the remedy.
 *
 * @module
 */

import {readFileSync} from 'node:fs';
import {VipError} from '@vip/arp';
import {NOT_STARTED} from '../host/spawn.js';
import type {CommandResult} from '../process.js';

/** The settings by which kernels and distributions forbid user namespaces: their forbidding values, and how to allow them. */
const USER_NAMESPACE_SWITCHES = [
  {
    path: '/proc/sys/kernel/unprivileged_userns_clone',
    forbids: '0',
    remedy: 'sudo sysctl kernel.unprivileged_userns_clone=1',
  },
  {
    path: '/proc/sys/user/max_user_namespaces',
    forbids: '0',
    remedy: 'sudo sysctl user.max_user_namespaces=10000',
  },
  {
    path: '/proc/sys/kernel/apparmor_restrict_unprivileged_userns',
    forbids: '1',
    remedy: 'sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0',
  },
] as const;

/** Turns the failure of a lab's first process into one line with the remedy. */
export function explainFailure({stderr, exitCode}: CommandResult): VipError {
  const said = stderr.trim().split('\n')[0] ?? '';
  if (said.includes(NOT_STARTED)) return new VipError('NOT_POSSIBLE', `lab: ${said}`);
  if (exitCode === 127) {
    const program = /(\S+): (?:program )?not found/.exec(said)?.[1]?.replace(/:$/, '') ?? 'unshare';
    return new VipError(
      'TOOL_MISSING',
      `lab: ${program} not found: install the packages iproute2 and util-linux`,
    );
  }
  const isRoot = process.getuid?.() === 0;
  const forbidden = isRoot
    ? undefined
    : USER_NAMESPACE_SWITCHES.find(({path, forbids}) => read(path) === forbids);
  if (forbidden !== undefined) {
    return new VipError(
      'NOT_POSSIBLE',
      `lab: this machine forbids user namespaces to ordinary users: run as root, or: ${forbidden.remedy}`,
    );
  }
  return new VipError(
    'NO_PERMISSION',
    `lab: namespaces could not be created (${said === '' ? `exit ${exitCode}` : said}): ` +
      (isRoot ? 'in a container, allow CAP_SYS_ADMIN and CAP_NET_ADMIN' : 'run as root'),
  );
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined; // a kernel without that switch does not use it to forbid them
  }
}

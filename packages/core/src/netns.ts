/**
 * Named network namespaces of the machine, as `ip netns` keeps them (ip-netns(8)).
 *
 * @module
 */

import {existsSync} from 'node:fs';
import {VipError} from '@vip/arp';

const DIRECTORY = '/run/netns';

/**
 * The command that runs `argv` in a named namespace.
 *
 * @throws VipError `BAD_ARGUMENT` for an invalid name, `NOT_POSSIBLE` if there is no such namespace
 */
export function inNamespace(name: string, argv: readonly string[]): string[] {
  if (!/^[^/\0]+$/.test(name) || name === '.' || name === '..' || name.startsWith('-')) {
    throw new VipError('BAD_ARGUMENT', `namespace: expected a name, got ${JSON.stringify(name)}`);
  }
  if (!existsSync(`${DIRECTORY}/${name}`)) {
    throw new VipError('NOT_POSSIBLE', `namespace ${name}: no such namespace (see: ip netns list)`);
  }
  return ['ip', 'netns', 'exec', name, ...argv];
}

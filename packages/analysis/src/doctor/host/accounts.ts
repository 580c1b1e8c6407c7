/**
 * Users and groups of a host.
 *
 * @module
 */

import type {Host} from './host.js';
import {Blind} from './reader.js';

export interface Account {
  readonly name: string;
  readonly uid: number;
  /** Its primary group. */
  readonly gid: number;
}

/** Undefined if it does not exist. @throws Blind if a source other than /etc/passwd may know it */
export async function accountOf(name: string, host: Host): Promise<Account | undefined> {
  const [, , uid, gid] = (await entryOf('passwd', name, host)) ?? [];
  return uid === undefined || gid === undefined ? undefined : {name, uid: Number(uid), gid: Number(gid)};
}

/** The ID of a group; undefined if it does not exist. @throws Blind if a source other than /etc/group may know it */
export async function groupIdOf(name: string, host: Host): Promise<number | undefined> {
  const [, , gid] = (await entryOf('group', name, host)) ?? [];
  return gid === undefined ? undefined : Number(gid);
}

/** The fields of a line of passwd(5) or group(5). Querying other sources, as getent(1) does, might send packets. */
async function entryOf(
  database: 'passwd' | 'group',
  name: string,
  host: Host,
): Promise<string[] | undefined> {
  const lines = ((await host.text(`/etc/${database}`)) ?? '').split('\n').map(line => line.split(':'));
  const entry = lines.find(([first]) => first === name);
  if (entry !== undefined) return entry;
  const elsewhere = await otherSourcesOf(database, host);
  if (elsewhere.length === 0) return undefined;
  throw new Blind(
    `${name} is not in /etc/${database}; ${elsewhere.join(' and ')} may know it (nsswitch.conf)`,
  );
}

/** Sources that read nothing but files of this host: nsswitch.conf(5), nss-systemd(8). */
const LOCAL: ReadonlySet<string> = new Set(['files', 'compat', 'db', 'systemd', 'altfiles', 'myhostname']);

async function otherSourcesOf(database: string, host: Host): Promise<string[]> {
  const lines = ((await host.text('/etc/nsswitch.conf')) ?? '').split('\n');
  const line = lines.find(each => each.startsWith(`${database}:`)) ?? '';
  const sources = line.replace(/#.*$/s, '').replaceAll(/\[[^\]]*\]/g, ' ');
  return sources
    .split(/\s+/)
    .slice(1)
    .filter(source => source !== '' && !LOCAL.has(source));
}

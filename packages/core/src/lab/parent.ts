/**
 * Standing on an interface of the machine: what must be so before anything is touched, and what a run that was
 * killed may have left.
 *
 * @module
 */

import {readdirSync, readFileSync} from 'node:fs';
import {VipError} from '@vip/arp';
import {run} from '../process.js';

/** The aliases this project gives to what it puts into a namespace that is not its own. */
const ALIAS = /^vip[0-9a-f]{10}$/;

/** What `ip -json link` tells of an interface. */
interface LinkInfo {
  readonly ifname: string;
  readonly ifalias?: string;
  readonly link_type: string;
  readonly flags: readonly string[];
}

/**
 * Refuses a parent that cannot carry the lab, before anything is touched.
 *
 * @param clientIface the interface that will be made beside it
 * @throws VipError `NO_PERMISSION`, `NO_INTERFACE`, `INTERFACE_DOWN`, `NOT_ETHERNET`, `NOT_POSSIBLE`
 */
export async function checkParent(parent: string, clientIface: string): Promise<void> {
  if (process.getuid?.() !== 0) {
    throw new VipError(
      'NO_PERMISSION',
      `parent ${parent}: to stand on an interface of the machine needs root: use sudo`,
    );
  }
  const links = await listLinks();
  const link = links.find(({ifname}) => ifname === parent);
  if (link === undefined)
    throw new VipError('NO_INTERFACE', `parent ${parent}: there is none (see: ip link)`);
  if (link.link_type !== 'ether') {
    throw new VipError(
      'NOT_ETHERNET',
      `parent ${parent}: expected an Ethernet interface, got type ${link.link_type}`,
    );
  }
  if (!link.flags.includes('LOWER_UP')) {
    throw new VipError(
      'INTERFACE_DOWN',
      `parent ${parent}: it is down (ip link set ${parent} up) or has no carrier`,
    );
  }
  const taken = links.find(({ifname}) => ifname === clientIface);
  if (taken !== undefined) {
    const whose = ALIAS.test(taken.ifalias ?? '')
      ? 'another run of vip uses it'
      : 'it is not ours, and was not touched';
    throw new VipError('NOT_POSSIBLE', `parent ${parent}: there is a ${clientIface} already: ${whose}`);
  }
}

/**
 * Removes what a run left that was killed with its lab; nothing for who may not.
 *
 * @returns the names of what was removed
 */
export async function removeOrphans(): Promise<string[]> {
  if (process.getuid?.() !== 0) return [];
  const links = await listLinks();
  const alive = liveLabs(); // looked for after the links: a lab is there before its links are
  const orphans = links.filter(({ifalias = ''}) => ALIAS.test(ifalias) && !alive.has(ifalias));
  for (const link of orphans) await removeLink(link);
  return orphans.map(({ifname}) => ifname);
}

/** Removes what carries this alias. */
export async function removeLinks(alias: string): Promise<void> {
  for (const link of await listLinks()) if (link.ifalias === alias) await removeLink(link);
}

/** What is not there any more is removed already. */
async function removeLink({ifname, ifalias}: LinkInfo): Promise<void> {
  try {
    await run(['ip', 'link', 'delete', 'dev', ifname]);
  } catch (error) {
    if ((await listLinks()).some(link => link.ifname === ifname && link.ifalias === ifalias)) throw error;
  }
}

async function listLinks(): Promise<LinkInfo[]> {
  return JSON.parse((await run(['ip', '-json', 'link', 'show'])).stdout) as LinkInfo[];
}

/** The labs that stand: each has a first process that was started with the lab's name. */
function liveLabs(): Set<string> {
  const words = readdirSync('/proc')
    .filter(entry => /^\d+$/.test(entry))
    .flatMap(pid => commandLine(pid));
  return new Set(words.filter(word => ALIAS.test(word)));
}

function commandLine(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return []; // it ended since the directory was read
  }
}

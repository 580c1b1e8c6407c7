/**
 * Building on an interface of the machine: checks before anything is touched, and what a killed
 * run may have left behind.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {noInterface} from '@vip/arp/internal/link';
import {isListening} from '../host/listening.js';
import {run} from '../process.js';
import {lifeOf, type MarkedLink, runOfLink} from './link-mark.js';

/** What `ip -json -details link` says about an interface. */
interface LinkInfo extends MarkedLink {
  readonly link_type: string;
  readonly flags: readonly string[];
}

/**
 * Refuses a parent that cannot carry the lab, before anything is touched.
 *
 * @param clientIface the interface that will be created beside it
 * @throws VipError `NO_PERMISSION`, `NO_INTERFACE`, `INTERFACE_DOWN`, `NOT_ETHERNET`, `NOT_POSSIBLE`
 */
export async function checkParent(parent: string, clientIface: string): Promise<void> {
  if (process.getuid?.() !== 0) {
    throw new VipError(
      'NO_PERMISSION',
      `parent ${parent}: building on an interface of the machine needs root: use sudo`,
    );
  }
  const links = await listLinks();
  const link = links.find(({ifname}) => ifname === parent);
  if (link === undefined) throw noInterface(parent);
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
    const isOurs = runOfLink(taken) !== undefined;
    const whose = isOurs ? 'another run of vip uses it' : 'not created by vip, and left untouched';
    throw new VipError('NOT_POSSIBLE', `parent ${parent}: ${clientIface} already exists: ${whose}`);
  }
}

/**
 * Removes what a run left behind when it was killed along with its lab; does nothing without the privileges.
 *
 * @returns the names of what was removed
 */
export async function removeOrphans(): Promise<string[]> {
  if (process.getuid?.() !== 0) return [];
  const removed: string[] = [];
  // A run is alive before its links exist.
  for (const link of await listLinks()) {
    const owner = runOfLink(link);
    if (owner === undefined || (await isListening(lifeOf(owner)))) continue;
    await removeLink(link);
    removed.push(link.ifname);
  }
  return removed;
}

/** Removes what this run added there. */
export async function removeLinks(owner: string): Promise<void> {
  for (const link of await listLinks()) if (runOfLink(link) === owner) await removeLink(link);
}

/** An interface that no longer exists counts as removed. */
async function removeLink({ifname, ifalias}: LinkInfo): Promise<void> {
  try {
    await run(['ip', 'link', 'delete', 'dev', ifname]);
  } catch (error) {
    if ((await listLinks()).some(link => link.ifname === ifname && link.ifalias === ifalias)) throw error;
  }
}

async function listLinks(): Promise<LinkInfo[]> {
  return JSON.parse((await run(['ip', '-json', '-details', 'link', 'show'])).stdout) as LinkInfo[];
}

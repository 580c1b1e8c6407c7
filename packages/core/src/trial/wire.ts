/**
 * What the network does wrong: rules in the switch. The nodes, and the code under test in them, are not touched.
 *
 * @module
 */

import {SWITCH} from '@vip/analysis';
import {type IpAddress, ipToNumber, isOfIpv6, VipError} from '@vip/arp';
import {portTo} from '../lab/building-blocks.js';
import type {Lab} from '../lab/lab.js';
import {searchPath} from './tools.js';

/** Which way a node's cable is dead: what it sends, what it should receive, or both. */
export type CutDirection = 'tx' | 'rx' | 'both';

/** Gratuitous ARPs that the switch loses: the first so many, all, or this share of them at random. */
export type GarpLoss = {readonly first: number} | 'all' | {readonly percent: number};

const TABLE = 'vip';

/** Prepares the switch. */
export async function openWire(lab: Lab): Promise<void> {
  await nft(lab, [
    `add table bridge ${TABLE}`,
    `add chain bridge ${TABLE} cuts { type filter hook forward priority 0; }`,
    // Before the switch floods a frame, and so makes several of it.
    `add chain bridge ${TABLE} losses { type filter hook prerouting priority 0; }`,
  ]);
}

/**
 * Makes the port to a node forward late: from the first frame with which the node speaks for the address on, the
 * port passes nothing in either direction for so long, as one does that was plugged in at this moment and
 * waits for the spanning tree. The packets are dated by the kernel, so nothing depends on how fast we are, and
 * they are dropped before the switch has learned from them.
 */
export async function delayForwarding(
  lab: Lab,
  node: string,
  vips: readonly IpAddress[],
  delayMs: number,
): Promise<void> {
  const port = portTo(node);
  const isNew = `iifname "${port}" iif != @spoken add @spoken { iif } add @waiting { iif timeout ${delayMs}ms }`;
  await nft(lab, [
    `add set bridge ${TABLE} spoken { type iface_index; size 16; flags dynamic; }`,
    `add set bridge ${TABLE} waiting { type iface_index; size 16; flags dynamic,timeout; }`,
    `add chain bridge ${TABLE} arrivals { type filter hook prerouting priority -300; }`,
    `add chain bridge ${TABLE} departures { type filter hook forward priority -300; }`,
    ...vips.flatMap(spokenFor).map(match => `add rule bridge ${TABLE} arrivals ${match} ${isNew}`),
    `add rule bridge ${TABLE} arrivals iif @waiting drop`,
    `add rule bridge ${TABLE} departures oif @waiting drop`,
  ]);
}

/** Cuts a node off in one direction or both. */
export async function cut(lab: Lab, node: string, direction: CutDirection): Promise<void> {
  const port = portTo(node);
  const rules = {tx: [`iifname "${port}" drop`], rx: [`oifname "${port}" drop`]};
  const chosen = direction === 'both' ? [...rules.tx, ...rules.rx] : rules[direction];
  await nft(
    lab,
    chosen.map(rule => `add rule bridge ${TABLE} cuts ${rule}`),
  );
}

/** Heals every cut. */
export async function mend(lab: Lab): Promise<void> {
  await nft(lab, [`flush chain bridge ${TABLE} cuts`]);
}

/** Loses announcements of the address. */
export async function loseGarps(lab: Lab, vips: readonly IpAddress[], loss: GarpLoss): Promise<void> {
  await nft(
    lab,
    vips.map(vip => `add rule bridge ${TABLE} losses ${announcing(vip)} ${lossVerdict(loss)}`),
  );
}

/** What announces an address: sender and target of an ARP packet; for IPv6 an advertisement that nobody asked for. */
function announcing(vip: IpAddress): string {
  if (!isOfIpv6(vip)) return `arp saddr ip ${vip} arp daddr ip ${vip}`;
  return `${advertising(vip)} @th,${SOLICITED_AT},1 0`;
}

/** What a node says for an address: what it sends from it, and what it tells or asks of it in the language of its family. */
function spokenFor(vip: IpAddress): string[] {
  if (!isOfIpv6(vip)) return [`arp saddr ip ${vip}`, `ip saddr ${vip}`];
  return [`ip6 saddr ${vip}`, advertising(vip)];
}

/** A neighbour advertisement of the address (RFC 4861 §4.4): its type, then from octet 8 on the target. */
function advertising(vip: IpAddress): string {
  return `icmpv6 type nd-neighbor-advert @th,64,128 0x${ipToNumber(vip).toString(16).padStart(32, '0')}`;
}

/** The Solicited flag among its bits, in bits. */
const SOLICITED_AT = 33;

/** `loses the first 3 announcements`. */
export function describeLoss(loss: GarpLoss): string {
  if (loss === 'all') return 'drops all announcements';
  if ('percent' in loss) return `drops ${loss.percent}% of the announcements, at random`;
  return `drops the first ${loss.first === 1 ? 'announcement' : `${loss.first} announcements`}`;
}

function lossVerdict(loss: GarpLoss): string {
  if (loss === 'all') return 'drop';
  // A counter that would begin again after four thousand million frames.
  if ('first' in loss) return `numgen inc mod ${2 ** 32 - 1} < ${loss.first} drop`;
  return `numgen random mod 100 < ${loss.percent} drop`;
}

async function nft(lab: Lab, commands: readonly string[]): Promise<void> {
  try {
    await lab.run(SWITCH, ['env', searchPath(), 'nft', '-f', '-'], {input: `${commands.join('\n')}\n`});
  } catch (error) {
    if (!(error instanceof VipError) || !/nft.*(No such file|not found)/.test(error.message)) throw error;
    throw new VipError('TOOL_MISSING', 'fault: nft not found: install the package nftables', {cause: error});
  }
}

/**
 * What the network does wrong: rules in the switch. The nodes, and the code under test in them, are not touched.
 *
 * @module
 */

import type {Ipv4Address} from '@vip/arp';
import {VipError} from '@vip/arp';
import type {Lab} from '../lab/lab.js';
import {portTo, SWITCH} from './topology.js';

/** Which way a node's cable is dead: what it sends, what it should receive, or both. */
export type CutDirection = 'tx' | 'rx' | 'both';

/** Gratuitous ARPs that the switch loses: the first so many, all, or this share of them at random. */
export type GarpLoss = {readonly first: number} | 'all' | {readonly percent: number};

const TABLE = 'vip';

/** Octets of an ARP packet on the bridge's hook, where the Ethernet header is not counted. */
const ARP_OCTETS = 28;

/** Prepares the switch. */
export async function openWire(lab: Lab): Promise<void> {
  await nft(lab, [
    `add table bridge ${TABLE}`,
    `add chain bridge ${TABLE} cuts { type filter hook forward priority 0; }`,
    `add chain bridge ${TABLE} losses { type filter hook forward priority 1; }`,
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
export async function loseGarps(lab: Lab, vip: Ipv4Address, loss: GarpLoss): Promise<void> {
  const gratuitous = `arp saddr ip ${vip} arp daddr ip ${vip}`;
  await nft(lab, [`add rule bridge ${TABLE} losses ${gratuitous} ${lossVerdict(loss)}`]);
}

function lossVerdict(loss: GarpLoss): string {
  if (loss === 'all') return 'drop';
  // "until" matches as long as the quota is not used up: the first so many frames.
  if ('first' in loss) return `quota until ${loss.first * ARP_OCTETS} bytes drop`;
  return `numgen random mod 100 < ${loss.percent} drop`;
}

async function nft(lab: Lab, commands: readonly string[]): Promise<void> {
  try {
    await lab.run(SWITCH, ['nft', '-f', '-'], {input: `${commands.join('\n')}\n`});
  } catch (error) {
    if (!(error instanceof VipError) || !/nft.*(No such file|not found)/.test(error.message)) throw error;
    throw new VipError('TOOL_MISSING', 'fault: nft not found: install the package nftables', {cause: error});
  }
}

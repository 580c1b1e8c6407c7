/**
 * What the network does wrong: rules in the switch. The nodes, and the code under test in them, are not touched.
 *
 * @module
 */

import type {LabSettings, Wiring} from '@vip/analysis';
import {switchesOf} from '@vip/analysis/internal';
import {type IpAddress, type IpFamily, ipToNumber, isOfIpv6, VipError} from '@vip/arp';
import {portTo} from '../lab/building-blocks.js';
import type {Lab} from '../lab/lab.js';
import {searchPath} from './tools.js';

/** Which way a node's cable is dead: what it sends, what it should receive, or both. */
export type CutDirection = 'tx' | 'rx' | 'both';

/** Which of its cables: all, that to its clients, or that over which the two nodes hear each other. */
export type CutFrom = 'all' | 'clients' | 'heartbeat';

/** The gratuitous ARPs that the switch loses: the first few, all, or a percentage of them at random. */
export type GarpLoss = {readonly first: number} | 'all' | {readonly percent: number};

const TABLE = 'vip';

/** The switches of a lab, with their faults. */
export class Wire {
  constructor(
    readonly lab: Lab,
    readonly wiring: Wiring,
    readonly settings: LabSettings,
  ) {}

  /**
   * Prepares the switches.
   *
   * @throws VipError `TOOL_MISSING` without nft, `COMMAND_FAILED` when the switch refuses
   */
  async open(): Promise<void> {
    await this.#everywhere([
      `add table bridge ${TABLE}`,
      `add chain bridge ${TABLE} cuts { type filter hook forward priority 0; }`,
      // Before the switch floods a frame, which turns one into several.
      `add chain bridge ${TABLE} losses { type filter hook prerouting priority 0; }`,
    ]);
  }

  /**
   * Makes the port to a node forward late: from the node's first frame for the address on, the port passes nothing in
   * either direction for this long, like a port that was plugged in at that moment and waits for the spanning tree.
   * The packets are dated by the kernel, so nothing depends on how fast we are, and
   * they are dropped before the switch has learned from them.
   *
   * @param delayMs milliseconds, 1 or more
   * @throws VipError `TOOL_MISSING` without nft, `COMMAND_FAILED` when the switch refuses
   */
  async delayForwarding(node: string, vips: readonly IpAddress[], delayMs: number): Promise<void> {
    const port = portTo(node);
    const isNew = `iifname "${port}" iif != @spoken add @spoken { iif } add @waiting { iif timeout ${delayMs}ms }`;
    const commands = [
      `add set bridge ${TABLE} spoken { type iface_index; size 16; flags dynamic; }`,
      `add set bridge ${TABLE} waiting { type iface_index; size 16; flags dynamic,timeout; }`,
      `add chain bridge ${TABLE} arrivals { type filter hook prerouting priority -300; }`,
      `add chain bridge ${TABLE} departures { type filter hook forward priority -300; }`,
      ...vips.flatMap(spokenFor).map(match => `add rule bridge ${TABLE} arrivals ${match} ${isNew}`),
      `add rule bridge ${TABLE} arrivals iif @waiting drop`,
      `add rule bridge ${TABLE} departures oif @waiting drop`,
    ];
    for (const at of this.#portsOf(node, 'clients')) await this.#nft(at, commands);
  }

  /**
   * Cuts a node off in one direction or both: from every switch, from that of its clients, or from that of the heartbeat.
   *
   * @throws VipError `TOOL_MISSING` without nft, `COMMAND_FAILED` when the switch refuses
   */
  async cut(node: string, direction: CutDirection, from: CutFrom = 'all'): Promise<void> {
    const each = {tx: [`iifname "${portTo(node)}" drop`], rx: [`oifname "${portTo(node)}" drop`]};
    const rules = direction === 'both' ? [...each.tx, ...each.rx] : each[direction];
    for (const at of this.#portsOf(node, from)) await this.#cut(at, rules);
  }

  /**
   * Like `cut`, for the packets of one family.
   *
   * @throws VipError `TOOL_MISSING` without nft, `COMMAND_FAILED` when the switch refuses
   */
  async cutFamily(node: string, family: IpFamily): Promise<void> {
    const types = family === 'IPv4' ? '{ arp, ip }' : 'ip6';
    const rules = ['iifname', 'oifname'].map(side => `${side} "${portTo(node)}" ether type ${types} drop`);
    for (const at of this.#portsOf(node, 'all')) await this.#cut(at, rules);
  }

  /**
   * Cuts the links between the switches.
   *
   * @throws VipError `TOOL_MISSING` without nft, `COMMAND_FAILED` when the switch refuses
   */
  async cutLinks(): Promise<void> {
    for (const [a, b] of this.wiring.links ?? [])
      await this.#cut(a, [`iifname "${portTo(b)}" drop`, `oifname "${portTo(b)}" drop`]);
  }

  /**
   * Heals every cut.
   *
   * @throws VipError `TOOL_MISSING` without nft, `COMMAND_FAILED` when the switch refuses
   */
  async mend(): Promise<void> {
    await this.#everywhere([`flush chain bridge ${TABLE} cuts`]);
  }

  /** Unplugs a node's cable from the switch of its clients: its own end loses the carrier. */
  async unplug(node: string): Promise<void> {
    for (const at of this.#portsOf(node, 'clients'))
      await this.lab.run(at, ['ip', 'link', 'set', portTo(node), 'down']);
  }

  /**
   * Drops announcements of the address that come from a station.
   *
   * @throws VipError `TOOL_MISSING` without nft, `COMMAND_FAILED` when the switch refuses
   */
  async loseGarps(vips: readonly IpAddress[], loss: GarpLoss): Promise<void> {
    const links = (this.wiring.links ?? []).flatMap(([a, b]) => [`"${portTo(a)}"`, `"${portTo(b)}"`]);
    const fromStation = links.length === 0 ? '' : `iifname != { ${links.join(', ')} } `;
    await this.#everywhere(
      vips.map(
        vip => `add rule bridge ${TABLE} losses ${fromStation}${announcing(vip)} ${lossVerdict(loss)}`,
      ),
    );
  }

  /** The switches in which a node has a port of the kind meant. */
  #portsOf(node: string, from: CutFrom): string[] {
    const {heartbeat} = this.wiring;
    return switchesOf(this.wiring, this.settings, node).filter(
      at => from === 'all' || (from === 'heartbeat') === (at === heartbeat),
    );
  }

  async #cut(at: string, rules: readonly string[]): Promise<void> {
    await this.#nft(
      at,
      rules.map(rule => `add rule bridge ${TABLE} cuts ${rule}`),
    );
  }

  async #everywhere(commands: readonly string[]): Promise<void> {
    await Promise.all(this.wiring.switches.map(node => this.#nft(node, commands)));
  }

  async #nft(node: string, commands: readonly string[]): Promise<void> {
    try {
      await this.lab.run(node, ['env', searchPath(), 'nft', '-f', '-'], {input: `${commands.join('\n')}\n`});
    } catch (error) {
      if (!(error instanceof VipError) || !/nft.*(No such file|not found)/.test(error.message)) throw error;
      throw new VipError('TOOL_MISSING', 'fault: nft not found: install the package nftables', {
        cause: error,
      });
    }
  }
}

/** Matches announcements of an address: an ARP packet with it as sender and target, or an unsolicited advertisement for IPv6. */
function announcing(vip: IpAddress): string {
  if (!isOfIpv6(vip)) return `arp saddr ip ${vip} arp daddr ip ${vip}`;
  return `${advertising(vip)} @th,${SOLICITED_AT},1 0`;
}

/** Matches whatever a node sends for an address: packets from it, and ARP packets or neighbour advertisements that claim it. */
function spokenFor(vip: IpAddress): string[] {
  if (!isOfIpv6(vip)) return [`arp saddr ip ${vip}`, `ip saddr ${vip}`];
  return [`ip6 saddr ${vip}`, advertising(vip)];
}

/** A neighbour advertisement of the address (RFC 4861 §4.4): its type, then from octet 8 on the target. */
function advertising(vip: IpAddress): string {
  return `icmpv6 type nd-neighbor-advert @th,64,128 0x${ipToNumber(vip).toString(16).padStart(32, '0')}`;
}

/** Where its Solicited flag is, in bits. */
const SOLICITED_AT = 33;

/** `loses the first 3 announcements`. */
export function describeLoss(loss: GarpLoss): string {
  if (loss === 'all') return 'drops all announcements';
  if ('percent' in loss) return `drops ${loss.percent}% of the announcements, at random`;
  return `drops the first ${loss.first === 1 ? 'announcement' : `${loss.first} announcements`}`;
}

function lossVerdict(loss: GarpLoss): string {
  if (loss === 'all') return 'drop';
  // The counter wraps only after 2^32 - 1 frames.
  if ('first' in loss) return `numgen inc mod ${2 ** 32 - 1} < ${loss.first} drop`;
  return `numgen random mod 100 < ${loss.percent} drop`;
}

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

/** Gratuitous ARPs that the switch loses: a number of the first, all, or this share of them at random. */
export type GarpLoss = {readonly first: number} | 'all' | {readonly percent: number};

const TABLE = 'vip';

/** The switches of a lab, with what they do wrong. */
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
   * Makes the port to a node forward late: from the first frame with which the node speaks for the address on, the
   * port passes nothing in either direction for this long, as one does that was plugged in at this moment and
   * waits for the spanning tree. The packets are dated by the kernel, so nothing depends on how fast we are, and
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
   * As `cut`, for what is of one family alone.
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
   * Loses announcements of the address, where they come from a station.
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

  /** The switches in which a node has a port that is meant. */
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

/** What announces an address: sender and target of an ARP packet; for IPv6 an unsolicited advertisement. */
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

/**
 * Which nodes have an address, according to their kernels. Pure.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {Timeline} from '../events/timeline.js';
import type {AddressEvent, TimelineEvent} from '../events/timeline-event.js';
import type {LabSettings} from '../lab/stations.js';
import {STAGE} from '../lab/steps.js';

/** A stretch in which a node had an address. Nanoseconds. */
export interface Holding {
  readonly ip: IpAddress;
  /** Absent if it had it before its kernel announced anything about it. */
  readonly from?: bigint;
  /** Absent if it had it until the end. */
  readonly until?: bigint;
}

/** Whether the node has the address after this: one that fails detection (RFC 4862 §5.4), or is still tentative, is not used. */
export function isHeldAfter({change, detection}: Pick<AddressEvent, 'change' | 'detection'>): boolean {
  return change === 'added' && detection === undefined;
}

/** The nodes that have the VIP, updated as events arrive. */
export class Holders {
  /** In the order in which they were given it. */
  readonly #nodes: Set<string>;

  /** @param already nodes that have it from the start: a kernel announces only changes */
  constructor(
    readonly settings: Pick<LabSettings, 'vip' | 'active' | 'rogue'>,
    already: readonly string[] = [],
  ) {
    this.#nodes = new Set(already);
  }

  /** Returns the node that has it from this event on, if there is one. */
  take(event: TimelineEvent): string | undefined {
    const {vip, active} = this.settings;
    if (event.kind === 'address' && event.ip === vip.address) {
      if (isHeldAfter(event)) return this.#give(event.node);
      this.#nodes.delete(event.node);
    }
    // The lab of a failover reports its stages, but not the kernel's announcements while it is built.
    const isBuilt = event.kind === 'step' && event.step === STAGE.active && event.phase === 'done';
    return isBuilt ? this.#give(active.node) : undefined;
  }

  #give(node: string): string {
    this.#nodes.delete(node);
    this.#nodes.add(node);
    return node;
  }

  /** The node that was given it last, among those that still have it and count; undefined if there is none. */
  latest(isMeant: (node: string) => boolean): string | undefined {
    return [...this.#nodes].filter(isMeant).at(-1);
  }

  has(node: string): boolean {
    return this.#nodes.has(node);
  }

  /** In the order of their names. */
  get nodes(): readonly string[] {
    return [...this.#nodes].sort();
  }
}

/**
 * The stretches in which a node had addresses, in the order of their beginnings. An address removed without having been added was
 * present from the start.
 *
 * @param isMeant whether an address counts
 */
export function holdingsOf(timeline: Timeline, node: string, isMeant: (ip: IpAddress) => boolean): Holding[] {
  const since = new Map<IpAddress, bigint>();
  const seen = new Set<IpAddress>();
  const holdings: Holding[] = [];
  for (const event of timeline.select('address', node)) {
    const {at, ip} = event;
    if (!isMeant(ip)) continue;
    const from = since.get(ip);
    if (isHeldAfter(event)) {
      if (from === undefined) since.set(ip, at);
    } else if (from !== undefined || (!seen.has(ip) && event.change === 'removed')) {
      holdings.push({ip, ...(from === undefined ? {} : {from}), until: at});
      since.delete(ip);
    }
    seen.add(ip);
  }
  for (const [ip, from] of since) holdings.push({ip, from});
  return holdings.sort((a, b) => ((a.from ?? 0n) < (b.from ?? 0n) ? -1 : 1));
}

/** Whether the node's kernel is still looking for another holder of an address that it was given. */
export function isTentative(timeline: Timeline, node: string, ip: IpAddress): boolean {
  return timeline.select('address', node).findLast(event => event.ip === ip)?.detection === 'tentative';
}

/** Whether a node had the address at a moment. */
export function isHeldAt(timeline: Timeline, node: string, ip: IpAddress, moment: bigint): boolean {
  return holdingsOf(timeline, node, other => other === ip).some(
    ({from, until}) => (from === undefined || from <= moment) && (until === undefined || moment < until),
  );
}

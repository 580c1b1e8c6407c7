/**
 * The conclusion about one neighbour and one VIP. Pure.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {DeliveryClue} from './clue.js';
import type {NeighbourOfVip} from './clue-collector.js';

export interface NeighbourBelief {
  readonly vip: IpAddress;
  readonly neighbour: IpAddress;
  /** Absent if it did not answer. */
  readonly neighbourMac?: MacAddress;
  /**
   * Whether it sends traffic for the VIP to the announced MAC, or to another; `unknown` if no frame was seen
   * that shows it.
   */
  readonly verdict: 'believes' | 'disbelieves' | 'unknown';
  /** The MAC that its answer was addressed to; absent if the answer cannot be seen from here. */
  readonly holds?: MacAddress;
  /** The machine through which the answer came, when not from the neighbour: the result is about that machine's cache. */
  readonly via?: MacAddress;
  /** Whether it had no entry, and asked for the VIP itself. */
  readonly hasAsked: boolean;
  /**
   * Whether it answers another address of ours but not the VIP: what it sends to the VIP goes to a MAC that is not seen from
   * here, or it drops what comes from the VIP, or it routes its answers elsewhere.
   */
  readonly isSilent: boolean;
}

export interface Findings {
  readonly pair: NeighbourOfVip;
  readonly announced: MacAddress;
  readonly neighbourMac: MacAddress | undefined;
  /** Frames that it sent to the VIP. */
  readonly delivery: DeliveryClue | undefined;
  /** Whether it answers another address of ours, and so would have answered the VIP. */
  readonly answersControl: boolean;
  readonly hasAsked: boolean;
}

export function conclude(findings: Findings): NeighbourBelief {
  const {pair, announced, neighbourMac, delivery, answersControl, hasAsked} = findings;
  const via = delivery !== undefined && delivery.senderMac !== neighbourMac ? delivery.senderMac : undefined;
  return {
    vip: pair.vip,
    neighbour: pair.neighbour,
    verdict: verdictOf(announced, delivery),
    hasAsked,
    isSilent: delivery === undefined && answersControl,
    ...(neighbourMac === undefined ? {} : {neighbourMac}),
    ...(delivery === undefined ? {} : {holds: delivery.heldMac}),
    ...(via === undefined ? {} : {via}),
  };
}

function verdictOf(announced: MacAddress, delivery: DeliveryClue | undefined): NeighbourBelief['verdict'] {
  if (delivery === undefined) return 'unknown';
  return delivery.heldMac === announced ? 'believes' : 'disbelieves';
}

/**
 * Moves of several addresses together from one machine to another. Pure.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Mark} from '../../../capture/mark.js';
import type {AddressFacts} from '../../facts.js';
import type {Handover} from '../../handovers/handover.js';
import {isBefore} from '../../scope.js';

/** Addresses that move within this time move together. Nanoseconds. */
export const TOGETHER_NS = 1_500_000_000n;

/** An address went from one machine to another. */
export interface MachineMove extends Mark {
  readonly ip: IpAddress;
  readonly network: string;
  readonly from: MacAddress;
  readonly to: MacAddress;
}

/** Facts about addresses that are not examined at present: a watch examines only those with news. */
export interface Unexamined {
  readonly moves: readonly MachineMove[];
  /** When each machine was last heard, about any address: by `machineKey`. Nanoseconds. */
  heard(): ReadonlyMap<string, bigint>;
}

/** Moves from one machine to another at the same time; dated by the first. */
export interface JointMove extends Mark {
  readonly from: MacAddress;
  readonly to: MacAddress;
  readonly network: string;
  readonly ips: ReadonlySet<IpAddress>;
}

export function machineKey(network: string, mac: MacAddress): string {
  return `${mac} ${network}`;
}

export function movesOf({ip, network}: AddressFacts, handovers: readonly Handover[]): MachineMove[] {
  return handovers.flatMap(({at, frame, from, to, keepsMac}) =>
    from === undefined || from === to || keepsMac ? [] : [{at, frame, ip, network, from, to}],
  );
}

/** In order. */
export function jointly(moves: readonly MachineMove[]): JointMove[] {
  const sorted = [...moves].sort((a, b) => (isBefore(a, b) ? -1 : 1));
  const open = new Map<string, JointMove & {readonly ips: Set<IpAddress>}>();
  const joint: JointMove[] = [];
  for (const {ip, ...move} of sorted) {
    const key = `${move.network} ${move.from} ${move.to}`;
    const known = open.get(key);
    if (known !== undefined && move.at - known.at <= TOGETHER_NS) known.ips.add(ip);
    else {
      const made = {...move, ips: new Set([ip])};
      open.set(key, made);
      joint.push(made);
    }
  }
  return joint;
}

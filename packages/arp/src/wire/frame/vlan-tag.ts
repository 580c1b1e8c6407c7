/**
 * VLAN tags (IEEE 802.1Q §9), stacked ones (802.1ad) included.
 *
 *   octet 0   TPID               2   in place of the EtherType
 *         2   priority 3 bits, DEI 1 bit, VLAN id 12 bits
 *         4   the next TPID, or the EtherType
 *
 * @module
 */

import {badArgument, checkRange} from '../check.js';
import {hexNumber} from '../hex.js';

/** An 802.1Q tag. */
export interface VlanTag {
  /** Tag protocol identifier: 0x8100 (802.1Q), 0x88a8 (802.1ad service tag) or 0x9100 (its predecessor). */
  readonly tpid: number;
  /** Priority code point, 0 to 7; 1 ranks below 0 (IEEE 802.1Q, table I-2). */
  readonly priority: number;
  /** Drop eligible indicator. */
  readonly dropEligible: boolean;
  /** VLAN identifier, 0 to 4095; 0 carries only a priority and 4095 is reserved. */
  readonly vlanId: number;
}

/** Tag protocol identifier of IEEE 802.1Q. */
export const TPID_8021Q = 0x8100;

/** 802.1ad's service tag, and its predecessor. */
const TPID_SERVICE = 0x88a8;
const TPID_SERVICE_BEFORE = 0x9100;
export const TAG_LENGTH = 4;

/** Offsets of the fields of a tag, from the end of the type field that announces it. */
export const tagAt = {control: 0, type: 2} as const;

/**
 * An 802.1Q tag (IEEE 802.1Q §9.6).
 *
 * @param vlanId 0 to 4095; 0 for a frame that has only a priority
 * @param priority 0 to 7
 * @throws VipError `BAD_ARGUMENT` for a number outside its range
 */
export function vlanTag(vlanId: number, priority = 0): VlanTag {
  const tag = {tpid: TPID_8021Q, priority, dropEligible: false, vlanId};
  tagControl(tag); // only for its range checks: every tag that exists can be sent
  return tag;
}

/**
 * Whether a VLAN tag follows: 0x8100, 0x88a8 or 0x9100.
 *
 * @param etherType two octets of a frame, 0 to 0xffff
 */
export function isTag(etherType: number): boolean {
  // Compared rather than looked up: this is called for every frame.
  return etherType === TPID_8021Q || etherType === TPID_SERVICE || etherType === TPID_SERVICE_BEFORE;
}

export function tagProtocol(tpid: number): number {
  if (isTag(tpid)) return tpid;
  return badArgument('VLAN tag protocol', '0x8100, 0x88a8 or 0x9100', hexNumber(tpid));
}

export function tagControl({priority, dropEligible, vlanId}: VlanTag): number {
  checkRange('VLAN priority', priority, 0, 7);
  checkRange('VLAN id', vlanId, 0, 4095);
  return (priority << 13) | (dropEligible ? 0x1000 : 0) | vlanId;
}

export function decodeTag(tpid: number, control: number): VlanTag {
  return {tpid, priority: control >> 13, dropEligible: (control & 0x1000) !== 0, vlanId: control & 0x0fff};
}

/**
 * Machines that answer for an address without claiming it, beside its owner. Pure.
 *
 * @module
 */

import {isGroupMac, isVirtualRouterMac, type MacAddress} from '@vip/arp';
import {sum} from '../../collections/sum.js';
import {counted, listed} from '../../text/count-text.js';
import type {AddressFacts, AnswerRun} from '../facts.js';
import {MANY} from '../significance.js';
import {unclaimedMove} from './unclaimed-move.js';

/** @param owners of the address, in turn */
export function otherAnswerers(address: AddressFacts, owners: readonly MacAddress[]): readonly AnswerRun[] {
  // A node with a virtual MAC, or with that of a group, or that announces another's, has two MACs.
  const hasTwoMacs = owners.some(mac => isVirtualRouterMac(mac) || isGroupMac(mac));
  if (owners.length === 0 || hasTwoMacs) return [];
  const known = new Set<MacAddress | undefined>([
    ...owners,
    ...address.claimants.map(({mac}) => mac),
    ...address.announcements.map(({source}) => source),
    unclaimedMove(address)?.to,
  ]);
  const others = address.answers.filter(({mac, answers}) => answers > 0 && !known.has(mac));
  return sum(others, ({answers}) => answers) < MANY ? [] : others;
}

/** `02:00:00:00:00:01, which does not claim the address` */
export function answerersText(others: readonly AnswerRun[]): string {
  const macs = [...new Set(others.map(({mac}) => mac))];
  const named = macs.length > 4 ? `${counted(macs.length, 'other MAC')}` : listed(macs);
  return `${named}, which ${macs.length === 1 ? 'does' : 'do'} not claim the address`;
}

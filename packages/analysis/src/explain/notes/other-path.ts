/**
 * Answers that come from a machine other than the one that has the address. Pure.
 *
 * @module
 */

import {isVirtualRouterMac, type MacAddress} from '@vip/arp';
import {counted, listed} from '../../text/count-text.js';
import {type Note, type NoteContext, note} from './note.js';

/** This many answers are not an accident. */
const MANY = 3;

/** Behind a director that forwards requests, real servers answer directly. */
export function answeredElsewhere({address, changes: {handovers, first}}: NoteContext): Note[] {
  const owners = new Set([first?.mac, ...handovers.map(({to}) => to)]);
  // A node with a virtual MAC, or that announces another's, has two MACs.
  const hasTwoMacs = [...owners].some(mac => mac !== undefined && isVirtualRouterMac(mac));
  if (owners.size === 0 || first === undefined || hasTwoMacs) return [];
  const known = new Set<MacAddress | undefined>([
    ...owners,
    ...address.claimants.map(({mac}) => mac),
    ...address.announcements.map(({source}) => source),
  ]);
  const others = address.answers.filter(({mac, answers}) => answers > 0 && !known.has(mac));
  const count = others.reduce((sum, {answers}) => sum + answers, 0);
  const [one] = others;
  if (count < MANY || one === undefined) return [];
  const macs = [...new Set(others.map(({mac}) => mac))];
  const named = macs.length > 4 ? `${counted(macs.length, 'other MAC')}` : listed(macs);
  const text = `${counted(count, 'answer')} came from ${named}, which ${macs.length === 1 ? 'does' : 'do'} not claim the address: real servers behind a director (direct routing), or a router on the way back.`;
  return note(address, 'ANSWERED_ELSEWHERE', text, [one.firstAnswer?.frame]);
}

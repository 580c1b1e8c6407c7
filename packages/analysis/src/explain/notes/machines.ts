/**
 * Notes about the MAC of an address. Pure.
 *
 * @module
 */

import {isVirtualRouterMac} from '@vip/arp';
import {framesSpoken} from '../words/frame-naming.js';
import {type Note, type NoteContext, note} from './note.js';

/** A sender uses the machine's own MAC: it accepted a request that the machine sent from there. */
export function taughtOtherMac({changes: {handovers, first}, address}: NoteContext): Note[] {
  const owner = handovers.at(-1)?.to ?? first?.mac;
  if (owner === undefined || !isVirtualRouterMac(owner)) return [];
  for (const {ip, runs} of address.senders) {
    const other = runs.find(run => run.to !== undefined && !isVirtualRouterMac(run.to) && run.answered > 0);
    if (other === undefined) continue;
    const by = other.cause === undefined ? '' : `; learned from frame ${other.cause.frame}`;
    const text = `${ip} sent to ${other.to}, a machine's own MAC, and not to the virtual one (${framesSpoken(other.first, other.last)}${by})`;
    return note(address, 'TAUGHT_OTHER_MAC', text, [other.cause?.frame ?? other.first.frame]);
  }
  return [];
}

/** The whole machine moved: its hypervisor informs the switches by RARP. */
export function migrated({capture, address, changes: {handovers, first}}: NoteContext): Note[] {
  const macs = new Set([first?.mac, ...handovers.map(({to}) => to), ...address.answers.map(({mac}) => mac)]);
  const told = capture.rarps.filter(({mac, network}) => network === address.network && macs.has(mac));
  const [one] = told;
  if (one === undefined) return [];
  const text = `Frame ${one.frame} is a RARP from ${one.mac}: the machine that has the address moved with its MAC, as in a live migration.`;
  return note(address, 'MOVED_WITH_ITS_MAC', text, [one.frame]);
}

/**
 * Faults below the address: the announced MAC, and the VLAN of the announcement.
 *
 * @module
 */

import type {Mark} from '../../capture/mark.js';
import {sum} from '../../collections/sum.js';
import {counted} from '../../text/count-text.js';
import type {Announcement} from '../claim-facts.js';
import type {AddressFacts} from '../facts.js';
import {isBefore} from '../scope.js';
import {LONG_NS, MANY} from '../significance.js';
import {type Draft, finding} from '../verdict.js';
import {runsTo, unanswered, type VerdictRule} from './case.js';

/** An announcement of a MAC other than its source, and frames to that MAC were not answered. */
export const wrongSenderMac: VerdictRule = ({address, handover}) =>
  inVainTo(address, handover.announcements.find(isForeign));

/** Questions went to the MAC that this announcement names, and none was answered. */
export function inVainTo(address: AddressFacts, wrong: Announcement | undefined): Draft | undefined {
  if (wrong === undefined) return undefined;
  const runs = runsTo(address.senders, wrong.mac).filter(run => !isBefore(run.first, wrong));
  const lost = sum(runs, unanswered);
  const isAnswered = runs.some(({answered}) => answered > 0);
  if (lost < MANY || isAnswered) return undefined;
  const words =
    `Frame ${wrong.frame} came from ${wrong.source} and gives the address the MAC ${wrong.mac}: ` +
    `${counted(lost, 'question')} went to that MAC, and none was answered`;
  const brief = `${wrong.mac} announced by ${wrong.source}`;
  return {...finding('WRONG_SENDER_MAC', `${words}.`, [wrong, runs[0]?.first]), brief};
}

function isForeign({dialect, source, mac}: Announcement): boolean {
  return dialect?.warnings.includes('sender-is-not-source') ?? (source !== undefined && source !== mac);
}

/** Announced in one VLAN, while the traffic is in another, where the announcement was not heard. */
export const vlanMismatch: VerdictRule = ({capture, address, handover}) => {
  if (handover.announcements.length > 0) return undefined;
  const lostSince = handover.lastOld?.at ?? handover.at;
  const elsewhere = announcedElsewhere(capture.addresses, address, handover.to, lostSince - LONG_NS);
  if (elsewhere === undefined) return undefined;
  return mismatch(address, elsewhere, [handover.frame]);
};

export function announcedElsewhere(
  all: readonly AddressFacts[],
  {ip, iface, vlans}: AddressFacts,
  mac: string | undefined,
  since: bigint,
): Elsewhere | undefined {
  for (const other of all) {
    if (other.ip !== ip || other.iface !== iface || other.vlans === vlans) continue;
    const answered = sum(
      other.senders.flatMap(({runs}) => runs),
      run => run.answered,
    );
    // Where it was before, and is answered, it is a separate address.
    if (answered > 0 && isThereBefore(other, since)) continue;
    const announcement = other.announcements.find(
      told => told.at >= since && (mac === undefined || told.mac === mac),
    );
    if (announcement !== undefined) return {announcement, vlans: other.vlans, answered};
  }
  return undefined;
}

interface Elsewhere {
  readonly announcement: Announcement;
  readonly vlans: string;
  /** Questions that were answered there. */
  readonly answered: number;
}

function isThereBefore({announcements, claimRuns, answers}: AddressFacts, since: bigint): boolean {
  return [...announcements, ...[...claimRuns, ...answers].map(run => run.first)].some(({at}) => at < since);
}

export function mismatch(
  address: AddressFacts,
  {announcement, vlans, answered}: Elsewhere,
  frames: readonly (number | Mark)[],
) {
  const serves = answered === 0 ? '' : ` and answers there (${counted(answered, 'question')})`;
  const clients = answered === 0 ? 'its clients' : 'those that lost it';
  const words =
    `${announcement.mac} announced the address in ${vlanName(vlans)} (frame ${announcement.frame})${serves}, ` +
    `but ${clients} are in ${vlanName(address.vlans)}, where nothing was announced`;
  const clientsAre = address.vlans === '' ? 'untagged' : `in VLAN ${address.vlans}`;
  const brief = `announced in ${vlanName(vlans)}, clients ${clientsAre}`;
  return {...finding('VLAN_MISMATCH', `${words}.`, [announcement, ...frames]), brief};
}

function vlanName(vlans: string): string {
  return vlans === '' ? 'untagged frames' : `VLAN ${vlans}`;
}

/**
 * What is wrong below the addresses: the MAC that was told, the VLAN it was told in, the switch.
 *
 * @module
 */

import {formatDuration} from '../../duration-text.js';
import type {AddressFacts, Announcement, SentRun} from '../facts.js';
import {finding} from '../verdict.js';
import {type Case, LONG_NS, lastSaidBy, MANY, names, type Rule, silenceIn, sum, unanswered} from './case.js';

/** An announcement for another MAC than it was sent from, and what went to that MAC was not answered. */
export const wrongSenderMac: Rule = ({address, handover}) => {
  const wrong = handover.announcements.find(isForeign);
  if (wrong === undefined) return undefined;
  const runs = address.senders.flatMap(sender =>
    sender.runs.filter(run => run.to === wrong.mac && run.first.frame >= wrong.frame),
  );
  const lost = sum(runs, unanswered);
  const isAnswered = address.answers.some(run => run.mac === wrong.mac && run.last.frame > wrong.frame);
  if (lost < MANY || isAnswered) return undefined;
  const words =
    `Frame ${wrong.frame} came from ${wrong.source} and says that the address is at ${wrong.mac}: ` +
    `${lost} frames went there, and none was answered`;
  return finding('WRONG_SENDER_MAC', `${words}.`, [wrong.frame, runs[0]?.first.frame]);
};

function isForeign({dialect, source, mac}: Announcement): boolean {
  return dialect?.warnings.includes('sender-is-not-source') ?? (source !== undefined && source !== mac);
}

/** Announced in one VLAN, while the traffic is in another and did not learn of it. */
export const vlanMismatch: Rule = ({capture, address, handover}) => {
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
): {readonly announcement: Announcement; readonly vlans: string} | undefined {
  for (const other of all) {
    if (other.ip !== ip || other.iface !== iface || other.vlans === vlans) continue;
    // Where it is answered it is an address of its own.
    if (other.senders.some(({runs}) => runs.some(({answered}) => answered > 0))) continue;
    const announcement = other.announcements.find(
      told => told.at >= since && (mac === undefined || told.mac === mac),
    );
    if (announcement !== undefined) return {announcement, vlans: other.vlans};
  }
  return undefined;
}

export function mismatch(
  address: AddressFacts,
  {announcement, vlans}: {readonly announcement: Announcement; readonly vlans: string},
  frames: readonly number[],
) {
  const words =
    `${announcement.mac} announced the address in ${vlanName(vlans)} (frame ${announcement.frame}), ` +
    `but those who speak to it are in ${vlanName(address.vlans)}, where nothing was announced`;
  return finding('VLAN_MISMATCH', `${words}.`, [announcement.frame, ...frames]);
}

function vlanName(vlans: string): string {
  return vlans === '' ? 'untagged frames' : `VLAN ${vlans}`;
}

/** The right MAC, and no answer, though its owner is there. */
export const switchStale: Rule = given => {
  const dark = darkness(given);
  if (dark === undefined || !dark.isThere) return undefined;
  return finding('SWITCH_STALE', `${dark.words}, while its owner was heard elsewhere.`, dark.frames);
};

/** The same, and its owner is not there either. */
export const fellSilent: Rule = given => {
  const dark = darkness(given);
  return dark && finding('CANNOT_TELL', `${dark.words}; its owner was not heard of either.`, dark.frames);
};

function darkness(given: Case) {
  const {handover} = given;
  const isDark = (run: SentRun) =>
    run.to === handover.to && unanswered(run) >= MANY && silenceIn(run) >= LONG_NS;
  const dark = handover.senders.filter(({runs, isAnsweredAsARule}) => isAnsweredAsARule && runs.some(isDark));
  const run = dark[0]?.runs.find(isDark);
  if (run === undefined) return undefined;
  const said = lastSaidBy(given, handover.to);
  const silence = formatDuration(silenceIn(run));
  return {
    words: `${names(dark)} sent to ${handover.to}, the right MAC, and got no answer for ${silence}`,
    isThere: said !== undefined && said.frame > run.first.frame,
    frames: [run.first.frame, run.last.frame],
  };
}

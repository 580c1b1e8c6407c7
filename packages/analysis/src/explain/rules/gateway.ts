/**
 * An address that is a gateway: what clients send through it to other networks, and whether that is answered.
 *
 * @module
 */

import type {Mark} from '../../capture/mark.js';
import type {DarkStretch} from '../../conversations/facts.js';
import {worstBy} from '../../outages/outage.js';
import {times} from '../../text/count-text.js';
import type {Explanation} from '../explanation.js';
import type {AddressFacts, GatewayPath} from '../facts.js';
import type {Handover} from '../handovers/handover.js';
import {explainedBy} from '../handovers/sender-stories.js';
import {isBefore, overlaps} from '../scope.js';
import {boundsText, darkText} from '../words/dark-text.js';
import {type Station, who} from './case.js';

/** What one client did not get through the address. */
export interface MissedThrough {
  readonly path: GatewayPath;
  readonly dark: DarkStretch;
}

/** The longest of those that a change of owner explains. */
export function missedAround(address: AddressFacts, handover: Handover): MissedThrough | undefined {
  const missed = (address.through ?? []).flatMap(path => {
    const dark = darkAround(path, handover);
    return dark === undefined ? [] : [{path, dark}];
  });
  return worstBy(missed, ({dark}) => dark.bounds);
}

/** The stretch that a change of owner explains, if the old owner had forwarded what was sent. */
export function darkAround(path: GatewayPath, handover: Handover): DarkStretch | undefined {
  return isServedBefore(path, handover) ? explainedBy(path.dark, handover, handover.until) : undefined;
}

/** `What 10.9.1.50 sent through it to 10.9.2.80 had no answer for 2.9 s: 29 questions in frames 77 to 120.` */
export function missedSentence({path, dark}: MissedThrough): string {
  return `What ${clientsOf([path])} sent through it to ${path.to} had ${darkText(dark)}.`;
}

/** `10.9.1.50 through it dark for 2.9 s to 3.1 s` */
export function gatewayAnswer(
  {address, finding: {code}}: Pick<Explanation, 'address' | 'finding'>,
  handover: Handover,
): string | undefined {
  // Answers that are not seen may take another way.
  const missed = code === 'CANNOT_TELL' ? undefined : missedAround(address, handover);
  if (missed === undefined) return undefined;
  const {ip, mac, isRouted} = missed.path;
  const client = isRouted && mac !== undefined ? `the router ${mac}` : ip;
  return `${client} through it dark for ${boundsText(missed.dark)}`;
}

/** `10.9.1.50 through it to 10.9.2.80` */
export function pathName(path: GatewayPath): string {
  return `${clientsOf([path])} through it to ${path.to}`;
}

/** `10.9.1.50 and the router 02:00:00:00:00:fe (for 3 clients)`: a router's entry decides for all that it forwards. */
export function clientsOf(paths: readonly GatewayPath[]): string {
  return who([...new Map(paths.map(path => [path.ip, path])).values()]);
}

/** Whether a station is the one whose cache decides where the client's packets go: its own, or its router's. */
export function isItsCache({ip, mac, isRouted}: GatewayPath, other: Pick<Station, 'ip' | 'mac'>): boolean {
  return other.ip === ip || (isRouted && mac !== undefined && other.mac === mac);
}

/** Clients whose packets the new owner forwards, and that were answered. */
export function followersThrough({through = []}: AddressFacts, handover: Handover): string {
  const {to} = handover;
  const followed = through.filter(
    path =>
      isServedBefore(path, handover) &&
      path.runs.some(run => run.to === to && run.answered > 0 && isBefore(handover, run.last)),
  );
  return clientsOf(followed);
}

/** Whether anything was sent through it both before and after. */
export function isUsedAround({through = []}: AddressFacts, handover: Handover): boolean {
  return through.some(
    ({runs}) =>
      runs.some(run => isBefore(run.first, handover)) && runs.some(run => isBefore(handover, run.last)),
  );
}

/** The old owner, or the virtual MAC that both have, forwarded what the client sent, and it was answered. */
function isServedBefore({runs}: GatewayPath, handover: Handover): boolean {
  const former = handover.keepsMac ? handover.to : handover.from;
  return runs.some(
    run => run.to === former && isBefore(run.firstAnswer ?? run.last, handover) && run.answered > 0,
  );
}

/** ICMP errors of the gateway itself about what a client sent through it. */
interface Report {
  /** `ICMP network unreachable 12 times, from frame 120 on` */
  readonly text: string;
  readonly reason: string;
  readonly mark: Mark;
  /** Whether they are about the gateway, and not about what is behind it. */
  readonly isItsOwn: boolean;
}

/** What the gateway reported while this was not answered; undefined if nothing. */
export function reportOf({path, dark}: MissedThrough): Report | undefined {
  const until = dark.firstAnswer ?? dark.lastUnanswered;
  const own = path.refusals.find(
    ({byMac, at, last}) =>
      path.runs.some(({to}) => to === byMac) && at <= until.at && last.at >= dark.firstUnanswered.at,
  );
  if (own === undefined) return undefined;
  const {reason, count, frame} = own;
  const text = `ICMP ${reason} ${times(count)}, from frame ${frame} on`;
  return {text, reason, mark: own, isItsOwn: NOT_FORWARDED.has(reason)};
}

/** It has no route, or its firewall forbids it. */
const NOT_FORWARDED: ReadonlySet<string> = new Set(['network unreachable', 'administratively prohibited']);

/** What no change of owner explains. */
export function unexplained(address: AddressFacts, handovers: readonly Handover[]): MissedThrough[] {
  return (address.through ?? []).flatMap(path =>
    path.dark
      .filter(dark => !handovers.some(one => explainedBy([dark], one, one.until) !== undefined))
      .map(dark => ({path, dark})),
  );
}

/** Whether any path was answered while another was dark: it has no dark stretch then, although it was in use. */
export function isLitBeside({through = []}: AddressFacts, dark: DarkStretch): boolean {
  return through.some(
    ({runs, dark: own}) =>
      runs.some(
        ({first, last}) => isBefore(first, dark.lastUnanswered) && isBefore(dark.firstUnanswered, last),
      ) && !own.some(one => overlaps(one, dark)),
  );
}

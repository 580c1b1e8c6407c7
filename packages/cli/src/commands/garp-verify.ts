/**
 * `vip garp --verify`: which neighbours followed the announcement, and what convinces the others.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import {
  type AnnouncementForm,
  type IpAddress,
  isOfIpv6,
  type MacAddress,
  VipError,
  type VlanTag,
} from '@vip/arp';
import {type FrameLink, kernelTime, openLink} from '@vip/arp/link';
import {
  addressFacing,
  defaultGateways,
  type EscalationStepName,
  escalationSteps,
  holdsAddress,
  inquiryFilter,
  type NeighbourBelief,
  type NeighbourInquiry,
  type NeighbourOfVip,
  openInquiry,
} from '@vip/core/internal/verify';
import {EXIT} from '../exit.js';
import {print, printJson} from '../output.js';

export interface VerificationOptions {
  readonly iface: string;
  readonly ip: readonly IpAddress[];
  readonly mac: MacAddress;
  readonly vlan?: readonly VlanTag[];
  readonly form: AnnouncementForm;
  readonly verify: readonly (IpAddress | 'seen')[];
  readonly escalate?: boolean;
  readonly json?: boolean;
  readonly announce: (link: FrameLink) => Promise<void>;
  readonly signal: AbortSignal;
}

/** How long to listen for neighbours that were not named, including the announcement itself. */
const LISTENING_MS = 1000;

const STEP_WORDS: Readonly<Record<EscalationStepName, string>> = {
  'other-form': 'the other form',
  'past-locktime': 'both forms past locktime',
  unicast: 'a unicast request',
};

/** Announces, verifies, and escalates if requested. Returns the exit code. */
export async function announceAndVerify(options: VerificationOptions): Promise<number> {
  const {iface, ip, mac, vlan = [], signal} = options;
  await using link = openLink({iface, filter: inquiryFilter(ip, mac)});
  const inquiry = openInquiry(link, {
    vips: ip,
    mac,
    tags: vlan,
    identifier: Math.floor(Math.random() * 0x10000),
    // An address of the interface is not an address in a VLAN on it.
    controlFor: neighbour => (vlan.length === 0 ? addressFacing(iface, neighbour, ip) : undefined),
    now: kernelTime,
    signal,
  });
  await options.announce(link);
  const pairs = await pairsOf(options, inquiry);
  if (pairs.length === 0) throw nobodyToAsk(options);
  let beliefs = await inquiry.ask(pairs);
  for (const belief of beliefs) show(belief, options);
  if (options.escalate === true) beliefs = await escalate(link, inquiry, beliefs, options);
  return summary(beliefs, options);
}

/** Each neighbour with each VIP of its family. */
async function pairsOf(
  {iface, ip, verify, vlan = []}: VerificationOptions,
  inquiry: NeighbourInquiry,
): Promise<NeighbourOfVip[]> {
  const pairs = verify.flatMap(neighbour => (neighbour === 'seen' ? [] : withVips(neighbour, ip)));
  if (!verify.includes('seen')) return withoutRepetition(pairs);
  const gateways = vlan.length === 0 ? defaultGateways(iface) : [];
  const found = gateways.flatMap(gateway => withVips(gateway, ip));
  const seen = await inquiry.seen(LISTENING_MS);
  const others = [...found, ...seen].filter(
    ({neighbour}) => !ip.includes(neighbour) && holdsAddress(iface, neighbour) !== true,
  );
  return withoutRepetition([...pairs, ...others]);
}

function withVips(neighbour: IpAddress, vips: readonly IpAddress[]): NeighbourOfVip[] {
  return vips.filter(vip => isOfIpv6(vip) === isOfIpv6(neighbour)).map(vip => ({vip, neighbour}));
}

function withoutRepetition(pairs: readonly NeighbourOfVip[]): NeighbourOfVip[] {
  return [...new Map(pairs.map(pair => [`${pair.vip} ${pair.neighbour}`, pair])).values()];
}

function nobodyToAsk({iface, ip}: VerificationOptions): VipError {
  const problem = `no neighbour asked for ${ip.join(', ')} or sent to it, and there is no default gateway`;
  return new VipError('NOT_POSSIBLE', `verify ${iface}: ${problem} (name a neighbour: --verify ADDRESS)`);
}

/** Escalates step by step until all are convinced or no step is left. Returns the last finding about each. */
async function escalate(
  link: FrameLink,
  inquiry: NeighbourInquiry,
  first: readonly NeighbourBelief[],
  options: VerificationOptions,
): Promise<NeighbourBelief[]> {
  const {mac, vlan = [], form, signal} = options;
  const beliefs = [...first];
  for (const {name, waitMs, framesFor} of escalationSteps({mac, tags: vlan, form})) {
    const stubborn = beliefs.filter(isStubborn);
    const frames = new Map(stubborn.flatMap(framesFor).map(frame => [frame.join(), frame]));
    if (frames.size === 0) continue;
    await sleep(waitMs, undefined, {signal});
    for (const frame of frames.values()) link.send(frame);
    for (const belief of await inquiry.ask(stubborn)) {
      beliefs[beliefs.findIndex(other => isSamePair(other, belief))] = belief;
      show(belief, options, name);
    }
  }
  return beliefs;
}

/** A neighbour that answers others, but not the VIP, may hold another MAC for it. */
function isStubborn({verdict, hasAsked, isSilent}: NeighbourBelief): boolean {
  return verdict === 'disbelieves' || (verdict === 'unknown' && (hasAsked || isSilent));
}

function isSamePair(one: NeighbourOfVip, other: NeighbourOfVip): boolean {
  return one.vip === other.vip && one.neighbour === other.neighbour;
}

function show(belief: NeighbourBelief, {json}: VerificationOptions, step?: EscalationStepName): void {
  if (json === true) printJson({kind: 'belief', at: kernelTime(), ...belief, step: step ?? 'announcement'});
  else print(step === undefined ? sentence(belief) : `after ${STEP_WORDS[step]}: ${sentence(belief)}`);
}

function sentence(belief: NeighbourBelief): string {
  const {vip, neighbour, verdict, holds, via, hasAsked} = belief;
  const remark = `${hasAsked ? '; it had no entry and asked' : ''}${via === undefined ? '' : `; answered through ${via}`}`;
  if (verdict === 'believes') return `${neighbour} has ${vip} is-at ${holds}${remark}`;
  if (verdict === 'disbelieves')
    return `${neighbour} ignored it: it still holds ${holds} for ${vip}${remark}`;
  return unknownWords(belief);
}

/** Why it is unknown. */
function unknownWords({vip, neighbour, neighbourMac, hasAsked, isSilent}: NeighbourBelief): string {
  if (neighbourMac === undefined) return `${neighbour} cannot be asked about ${vip}: it does not answer ARP`;
  if (isSilent)
    return `${neighbour} is inconclusive: it answers other addresses, but nothing it sends to ${vip} is seen here (another MAC, dropped, or routed away)`;
  if (hasAsked)
    return `${neighbour} is inconclusive: it asked for ${vip}, but nothing it sent there afterwards is seen here`;
  return `${neighbour} cannot be asked about ${vip}: ${neighbourMac} answers no ping`;
}

function summary(beliefs: readonly NeighbourBelief[], {iface, verify, json}: VerificationOptions): number {
  const counted = (verdict: NeighbourBelief['verdict']) =>
    beliefs.filter(belief => belief.verdict === verdict);
  const believed = counted('believes').length;
  const disbelieved = counted('disbelieves').length;
  const unknown = counted('unknown');
  if (json === true) printJson({kind: 'verification', believed, disbelieved, unknown: unknown.length});
  else print(`accepted by ${believed} of ${beliefs.length} asked`);
  if (disbelieved > 0) return EXIT.no;
  const missed = unknown.filter(
    belief => believed === 0 || isStubborn(belief) || verify.includes(belief.neighbour),
  );
  if (missed.length === 0) return EXIT.done;
  const names = [...new Set(missed.map(({neighbour}) => neighbour))].join(', ');
  throw new VipError('NOT_POSSIBLE', `verify ${iface}: ${names}: no frame showed which MAC is held`);
}

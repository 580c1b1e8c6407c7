/**
 * `vip garp`: announce addresses.
 *
 * @module
 */

import {counted} from '@vip/analysis';
import {
  addressAnnouncement,
  type IpAddress,
  type Ipv4Address,
  isOfIpv6,
  type MacAddress,
  VipError,
} from '@vip/arp';
import {type FrameLink, kernelTime, openLink} from '@vip/arp/link';
import {
  ARP_FILTER,
  detectOwners,
  heldAddresses,
  inTurns,
  interfaceMac,
  localMacs,
  MAX_OWNERS,
  type SentFrame,
  sendRounds,
} from '@vip/core/announce';
import {giveUpRoot} from '@vip/core/privileges';
import {EXIT, interruptible} from '../exit.js';
import type {GarpOptions} from '../grammar/garp.js';
import {note} from '../note.js';
import {print, printJson, taken} from '../output.js';
import {describeGarp, garpSentence} from './garp-frame.js';

/** Addresses that are warned of one by one. */
const MAX_WARNINGS = 20;

/** Addresses with which neighbours can be asked about each: every one of them is asked about every one. */
const MAX_VERIFIED = 256;

export async function garp(options: GarpOptions): Promise<number> {
  checkVerification(options);
  if (options.netns !== undefined) return (await import('../reexec.js')).runInNamespace(options.netns);
  if (options.node !== undefined) return (await import('../reexec.js')).runInNode(options.node, options.lab);
  const mac = options.mac ?? interfaceMac(options.iface);
  const tags = options.vlan ?? [];
  const targetMac = options.targetMac === undefined ? {} : {targetMac: options.targetMac};
  const frames = inTurns(
    options.ip.map(ip => addressAnnouncement({ip, mac, form: options.form, tags, ...targetMac})),
  );
  if (options.dryRun === true) {
    const {showFrames} = await import('./garp-dry-run.js');
    await showFrames(frames, options);
    return EXIT.done;
  }
  if (options.tickle === undefined) warnAboutForeignAddresses(options);
  const signal = interruptible();
  // Announcing alone reads nothing.
  if (options.detect === true || options.verify !== undefined) giveUpRoot({opensLinks: true});
  if (options.detect === true && (await isTaken(options, mac, signal))) return EXIT.no;
  if (options.verify !== undefined) {
    const {announceAndVerify} = await import('./garp-verify.js');
    const {verify} = options;
    return announceAndVerify({
      ...options,
      verify,
      mac,
      signal,
      announce: link => announce(link, options, frames, signal),
    });
  }
  if (options.tickle !== undefined) {
    const {announceAndTickle} = await import('./garp-tickle.js');
    const {tickle} = options;
    return announceAndTickle({
      ...options,
      tickle,
      signal,
      announce: (link, afterRound) => announce(link, options, frames, signal, afterRound),
    });
  }
  await using link = openLink({iface: options.iface, receive: false});
  await announce(link, options, frames, signal);
  return EXIT.done;
}

async function announce(
  link: FrameLink,
  options: GarpOptions,
  frames: readonly Uint8Array[],
  signal: AbortSignal,
  afterRound?: (round: number) => void,
): Promise<void> {
  const {iface, count, interval, pace = 0, json} = options;
  let sent = 0;
  let failed = 0;
  let firstFailure: VipError | undefined;
  const tell = ({frame, round, at, failure}: SentFrame) => {
    if (failure === undefined) sent++;
    else failed++;
    firstFailure ??= failure;
    if (json === true)
      printJson({
        kind: failure === undefined ? 'sent' : 'failed',
        at,
        ...describeGarp(frame, options),
        round,
      });
    else if (failure === undefined) print(garpSentence(frame));
  };
  const onFrames = async (frames: readonly SentFrame[]) => {
    for (const sent of frames) tell(sent);
    await taken(signal);
  };
  try {
    await sendRounds(link, {
      frames,
      rounds: count,
      intervalMs: interval,
      paceMs: pace,
      onFrames,
      ...(afterRound === undefined ? {} : {afterRound}),
      signal,
    });
  } finally {
    if (json === true) printJson({kind: 'summary', sent, failed});
    else print(`${counted(sent, 'frame')} sent on ${iface}${failed === 0 ? '' : `, ${failed} not`}`);
  }
  if (firstFailure !== undefined) throw firstFailure;
}

function checkVerification({ip, verify}: GarpOptions): void {
  if (verify === undefined) return;
  if (ip.length > MAX_VERIFIED)
    throw new VipError(
      'BAD_ARGUMENT',
      `--verify: expected ${MAX_VERIFIED} addresses or fewer, got ${ip.length}`,
    );
  for (const neighbour of verify) {
    if (neighbour === 'seen') continue;
    if (ip.includes(neighbour))
      throw new VipError(
        'BAD_ARGUMENT',
        `--verify: expected a neighbour, got ${neighbour}, which is announced`,
      );
    if (ip.some(address => isOfIpv6(address) === isOfIpv6(neighbour))) continue;
    const family = isOfIpv6(neighbour) ? 'IPv6' : 'IPv4';
    throw new VipError(
      'BAD_ARGUMENT',
      `--verify: expected an ${family} address to be announced, for ${neighbour} to believe`,
    );
  }
}

/** arping gets this check from bind(2); a sender of raw frames must make it explicitly. */
function warnAboutForeignAddresses({iface, ip}: GarpOptions): void {
  const held = heldAddresses(iface);
  if (held === undefined) return;
  const foreign = ip.filter(address => !held.has(address));
  const consequence = 'hosts that accept the announcement will get no answer';
  for (const address of foreign.slice(0, MAX_WARNINGS))
    note(`warning: ${iface} does not hold ${address}: ${consequence}`);
  const more = foreign.length - MAX_WARNINGS;
  if (more > 0)
    note(
      `warning: ${iface} does not hold ${counted(more, 'more address', 'more addresses')}: ${consequence}`,
    );
}

async function isTaken(options: GarpOptions, mac: MacAddress, signal: AbortSignal): Promise<boolean> {
  const {iface, ip, vlan = [], force = false, json} = options;
  const ownMacs = localMacs().add(mac);
  const link = openLink({iface, filter: ARP_FILTER});
  const owners = await detectOwners(link, {ips: ip.filter(isIpv4Address), mac, ownMacs, tags: vlan, signal});
  for (const owner of owners) {
    if (json === true) printJson({kind: 'owner', at: kernelTime(), ...owner});
    note(
      `${owner.ip} is in use by ${owner.mac}${force ? '; announcing it anyway' : ': nothing was announced (--force announces it anyway)'}`,
    );
  }
  if (owners.length >= MAX_OWNERS) note(`there may be more: only the first ${MAX_OWNERS} are listed`);
  return owners.length > 0 && !force;
}

function isIpv4Address(ip: IpAddress): ip is Ipv4Address {
  return !isOfIpv6(ip);
}

/**
 * `vip garp`: announce addresses.
 *
 * @module
 */

import {
  announcementFrames,
  classifyArp,
  decodeFrame,
  type Frame,
  type IpAddress,
  type Ipv4Address,
  isOfIpv6,
  LINK_TYPE_ETHERNET,
  type MacAddress,
  taughtMac,
  unsolicitedNa,
  VipError,
} from '@vip/arp';
import {describeFrame, type FrameField, formatPurpose} from '@vip/arp/describe';
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
import {withLocale} from '../locale.js';
import {note, print, printJson} from '../output.js';

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
    options.ip.map(ip =>
      isOfIpv6(ip)
        ? [unsolicitedNa({ip, mac, tags})]
        : announcementFrames({ip, mac, form: options.form, tags, ...targetMac}),
    ),
  );
  if (options.dryRun === true) {
    for (const frame of frames) showDissection(frame, options);
    return EXIT.done;
  }
  warnAboutForeignAddresses(options);
  const signal = interruptible();
  // Who only announces reads nothing.
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
  await using link = openLink({iface: options.iface, receive: false});
  await announce(link, options, frames, signal);
  return EXIT.done;
}

async function announce(
  link: FrameLink,
  options: GarpOptions,
  frames: readonly Uint8Array[],
  signal: AbortSignal,
): Promise<void> {
  const {iface, count, interval, pace = 0, json} = options;
  let sent = 0;
  let failed = 0;
  let firstFailure: VipError | undefined;
  const onFrame = ({frame, round, at, failure}: SentFrame) => {
    if (failure === undefined) sent++;
    else failed++;
    firstFailure ??= failure;
    if (json === true)
      printJson({
        kind: failure === undefined ? 'sent' : 'failed',
        at,
        ...describe(frame, options),
        round,
      });
    else if (failure === undefined) print(sentence(frame));
  };
  try {
    await sendRounds(link, {
      frames,
      rounds: count,
      intervalMs: interval,
      paceMs: pace,
      onFrame,
      signal,
    });
  } finally {
    if (json === true) printJson({kind: 'summary', sent, failed});
    else print(`${plural(sent, 'frame')} sent on ${iface}${failed === 0 ? '' : `, ${failed} not`}`);
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

/** arping gets this check from bind(2); a sender of frames has to make it himself. */
function warnAboutForeignAddresses({iface, ip}: GarpOptions): void {
  const held = heldAddresses(iface);
  if (held === undefined) return;
  const foreign = ip.filter(address => !held.has(address));
  const consequence = 'whoever believes the announcement will get no answer';
  for (const address of foreign.slice(0, MAX_WARNINGS))
    note(`warning: ${iface} does not hold ${address}: ${consequence}`);
  const more = foreign.length - MAX_WARNINGS;
  if (more > 0) note(`warning: ${iface} does not hold ${plural(more, 'more address', 'es')}: ${consequence}`);
}

async function isTaken(options: GarpOptions, mac: MacAddress, signal: AbortSignal): Promise<boolean> {
  const {iface, ip, vlan = [], force = false, json} = options;
  const ownMacs = localMacs().add(mac);
  const link = openLink({iface, filter: ARP_FILTER});
  const owners = await detectOwners(link, {ips: ip.filter(isIpv4Address), mac, ownMacs, tags: vlan, signal});
  for (const owner of owners) {
    if (json === true) printJson({kind: 'owner', at: kernelTime(), ...owner});
    note(
      `${owner.ip} is in use by ${owner.mac}${force ? '; announcing it all the same' : ': nothing was announced (--force to do it all the same)'}`,
    );
  }
  if (owners.length >= MAX_OWNERS) note(`there may be more: only the first ${MAX_OWNERS} are told`);
  return owners.length > 0 && !force;
}

interface Description {
  readonly iface: string;
  readonly ip: IpAddress;
  readonly mac: MacAddress;
  /** `request`, `reply`, or `advertisement` for IPv6, which has no target MAC. */
  readonly form: string;
  readonly targetMac?: MacAddress;
  readonly octets: string;
}

/** A frame that this command has made. */
function decodeAnnouncement(octets: Uint8Array): Extract<Frame, {kind: 'arp' | 'discovery'}> {
  const frame = decodeFrame(octets, LINK_TYPE_ETHERNET);
  if (frame.kind === 'arp' || frame.kind === 'discovery') return frame;
  throw new TypeError(`expected an announcement, got ${frame.kind}`);
}

function describe(octets: Uint8Array, {iface}: Pick<GarpOptions, 'iface'>): Description {
  const frame = decodeAnnouncement(octets);
  if (frame.kind === 'discovery') {
    const {message} = frame.packet;
    const mac = taughtMac(message) as MacAddress;
    return {iface, ip: message.target, mac, form: message.type, octets: hex(octets)};
  }
  const {senderIp: ip, senderMac: mac, operation: form, targetMac} = frame.packet;
  return {iface, ip, mac, form, targetMac, octets: hex(octets)};
}

function sentence(octets: Uint8Array): string {
  const frame = decodeAnnouncement(octets);
  if (frame.kind === 'discovery') {
    const {message} = frame.packet;
    return `${message.target} is-at ${taughtMac(message)} (neighbor advertisement, Override, ${octets.length} octets)`;
  }
  const {senderIp, senderMac} = frame.packet;
  return `${senderIp} is-at ${senderMac} (${formatPurpose(classifyArp(frame.packet))}, ${octets.length} octets)`;
}

/** `--dry-run`: the frame, and each of its fields. */
function showDissection(frame: Uint8Array, options: GarpOptions): void {
  const {fields} = describeFrame(frame);
  if (options.json === true) {
    const written = fields.map(field => ({...field, octets: hex(field.octets)}));
    printJson({kind: 'frame', ...describe(frame, options), fields: written});
    return;
  }
  print(`${sentence(frame)}, to be sent on ${options.iface}:`, '');
  for (const row of rows(hex(frame), HEX_ROW)) print(`  ${row}`);
  print('', fields.flatMap(fieldLines), '');
}

/** Digits of a row of hex: 36 octets, which leaves room within 80 columns. */
const HEX_ROW = 72;
/** Digits of a field's octets: those of a MAC. */
const FIELD_DIGITS = 12;
const NAME_WIDTH = 15;
const WHY_WIDTH = 43;

/** `   0  ffffffffffff  destination      ff:ff:ff:ff:ff:ff`, and below it why. */
function fieldLines({offset, octets, name, value, why}: FrameField): string[] {
  const digits = rows(hex(octets), FIELD_DIGITS);
  const words = [value, ...wrap(withLocale(why), WHY_WIDTH)];
  return Array.from({length: Math.max(digits.length, words.length)}, (_, row) => {
    const where = row === 0 ? [String(offset), name] : ['', ''];
    const [number = '', label = ''] = where;
    const columns = [number.padStart(4), (digits[row] ?? '').padEnd(FIELD_DIGITS), label.padEnd(NAME_WIDTH)];
    return `${columns.join('  ')}  ${words[row] ?? ''}`.trimEnd();
  });
}

function rows(text: string, width: number): string[] {
  return text.match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
}

/** The words in lines of `width` columns at the most. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function hex(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('hex');
}

function plural(count: number, what: string, ending = 's'): string {
  return `${count} ${what}${count === 1 ? '' : ending}`;
}

function isIpv4Address(ip: IpAddress): ip is Ipv4Address {
  return !isOfIpv6(ip);
}

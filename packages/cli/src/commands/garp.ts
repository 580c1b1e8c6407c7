/**
 * `vip garp`: announce addresses.
 *
 * @module
 */

import {
  type AnnouncementForm,
  announcementFrames,
  classifyArp,
  decodeArpPacket,
  decodeEthernetFrame,
  dissectArpFrame,
  formatPurpose,
  type Ipv4Address,
  type MacAddress,
  type TargetMac,
  type VipError,
  type VlanTag,
} from '@vip/arp';
import {kernelTime, openLink} from '@vip/arp/link';
import {detectOwners, holdsAddress, interfaceMac, localMacs, sendRounds} from '@vip/core';
import {EXIT, interruptible} from '../exit.js';
import {note, print, printJson} from '../output.js';
import {runInNamespace} from '../reexec.js';

export interface GarpOptions {
  readonly iface: string;
  readonly ip: readonly Ipv4Address[];
  readonly netns?: string;
  readonly mac?: MacAddress;
  readonly form: AnnouncementForm;
  readonly targetMac?: TargetMac;
  readonly count: number;
  /** Milliseconds. */
  readonly interval: number;
  readonly vlan?: readonly VlanTag[];
  readonly detect?: boolean;
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export async function garp(options: GarpOptions): Promise<number> {
  if (options.netns !== undefined) return runInNamespace(options.netns);
  const {iface} = options;
  const mac = options.mac ?? interfaceMac(iface);
  const frames = options.ip.flatMap(ip =>
    announcementFrames({
      ip,
      mac,
      form: options.form,
      tags: options.vlan ?? [],
      ...(options.targetMac === undefined ? {} : {targetMac: options.targetMac}),
    }),
  );
  if (options.dryRun === true) {
    for (const frame of frames)
      (options.json === true ? printJson : printDissection)(describe(frame, options));
    return EXIT.done;
  }
  warnAboutForeignAddresses(options);
  const signal = interruptible();
  if (options.detect === true && (await isTaken(options, mac, signal))) return EXIT.no;
  return announce(options, frames, signal);
}

async function announce(
  options: GarpOptions,
  frames: readonly Uint8Array[],
  signal: AbortSignal,
): Promise<number> {
  const {iface, count, interval, json} = options;
  await using link = openLink({iface, receive: false});
  let sent = 0;
  const failures: VipError[] = [];
  const onFrame = (frame: Uint8Array, round: number, failure: VipError | undefined) => {
    if (failure === undefined) sent++;
    else failures.push(failure);
    if (json === true)
      printJson({
        kind: failure === undefined ? 'sent' : 'failed',
        at: kernelTime(),
        ...describe(frame, options),
        round,
      });
    else if (failure === undefined) print(sentence(frame, iface));
  };
  try {
    await sendRounds(link, {frames, rounds: count, intervalMs: interval, onFrame, signal});
  } finally {
    if (json === true) printJson({kind: 'summary', sent, failed: failures.length});
    else
      print(
        `${plural(sent, 'frame')} sent on ${iface}${failures.length === 0 ? '' : `, ${failures.length} not`}`,
      );
  }
  const [failure] = failures;
  if (failure !== undefined) throw failure;
  return EXIT.done;
}

/** arping gets this check from bind(2); a sender of frames has to make it himself. */
function warnAboutForeignAddresses({iface, ip}: GarpOptions): void {
  for (const address of ip) {
    if (holdsAddress(iface, address)) continue;
    note(`warning: ${iface} does not hold ${address}: whoever believes the announcement will get no answer`);
  }
}

async function isTaken(options: GarpOptions, mac: MacAddress, signal: AbortSignal): Promise<boolean> {
  const {iface, ip, vlan = [], force = false, json} = options;
  const ownMacs = localMacs().add(mac);
  const link = openLink({iface, filter: 'arp or (vlan and arp)'});
  const owners = await detectOwners(link, {ips: ip, mac, ownMacs, tags: vlan, signal});
  for (const owner of owners) {
    if (json === true) printJson({kind: 'owner', at: kernelTime(), ...owner});
    note(
      `${owner.ip} is in use by ${owner.mac}${force ? '; announcing it all the same' : ': nothing was announced (--force to do it all the same)'}`,
    );
  }
  return owners.length > 0 && !force;
}

interface Description {
  readonly iface: string;
  readonly ip: Ipv4Address;
  readonly mac: MacAddress;
  readonly form: string;
  readonly targetMac: MacAddress;
  readonly octets: string;
}

function describe(frame: Uint8Array, {iface}: Pick<GarpOptions, 'iface'>): Description {
  const packet = decodeArpPacket(decodeEthernetFrame(frame).payload);
  return {
    iface,
    ip: packet.senderIp,
    mac: packet.senderMac,
    form: packet.operation,
    targetMac: packet.targetMac,
    octets: hex(frame),
  };
}

function sentence(frame: Uint8Array, iface: string): string {
  const packet = decodeArpPacket(decodeEthernetFrame(frame).payload);
  const {ip, mac} = describe(frame, {iface});
  return `${ip} is-at ${mac} (${formatPurpose(classifyArp(packet))}, ${frame.length} octets)`;
}

function printDissection({octets}: Description): void {
  const frame = Buffer.from(octets, 'hex');
  print(`${octets} (${frame.length} octets)`);
  for (const {offset, octets: field, name, meaning} of dissectArpFrame(frame)) {
    print(`  ${String(offset).padStart(2)}  ${hex(field).padEnd(12)}  ${name.padEnd(15)}  ${meaning}`);
  }
}

function hex(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('hex');
}

function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

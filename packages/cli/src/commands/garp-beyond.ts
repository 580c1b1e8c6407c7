/**
 * `vip garp` when it does more than send: in another place, as a dry run, after a probe, with verification, or with the clients of the old owner.
 *
 * @module
 */

import {type IpAddress, type Ipv4Address, isOfIpv6, type MacAddress, VipError} from '@vip/arp';
import {kernelTime, openLink} from '@vip/arp/link';
import {ARP_CAPTURE_FILTER, detectOwners, localMacs, MAX_OWNERS} from '@vip/core/internal/announce';
import {giveUpRoot} from '@vip/core/internal/privileges';
import {EXIT, interruptible} from '../exit.js';
import type {GarpCommandOptions} from '../grammar/garp.js';
import {printNote} from '../note.js';
import {printJson} from '../output.js';
import {announceAlone, roundOf, sendAndPrint, warnAboutForeignAddresses} from './garp.js';

/** How many addresses neighbours can be asked about: every neighbour is asked about every address. */
const MAX_VERIFIED = 256;

export async function garpBeyondSending(options: GarpCommandOptions): Promise<number> {
  checkVerification(options);
  if (options.netns !== undefined) return (await import('../reexec.js')).runInNamespace(options.netns);
  if (options.node !== undefined) return (await import('../reexec.js')).runInNode(options.node, options.lab);
  const {mac, frames} = roundOf(options);
  if (options.dryRun === true) {
    const {showFrames} = await import('./garp-dry-run.js');
    await showFrames(frames, options);
    return EXIT.done;
  }
  const {detect, verify, tickle} = options;
  if (tickle === undefined) warnAboutForeignAddresses(options);
  const signal = interruptible();
  // Merely announcing reads nothing.
  if (detect === true || verify !== undefined) giveUpRoot({opensLinks: true});
  if (detect === true && (await isTaken(options, mac, signal))) return EXIT.no;
  if (verify !== undefined) {
    const {announceAndVerify} = await import('./garp-verify.js');
    return announceAndVerify({
      ...options,
      verify,
      mac,
      signal,
      announce: link => sendAndPrint(link, options, frames, signal),
    });
  }
  if (tickle !== undefined) {
    const {announceAndTickle} = await import('./garp-tickle.js');
    return announceAndTickle({
      ...options,
      tickle,
      signal,
      announce: (link, afterRound) => sendAndPrint(link, options, frames, signal, afterRound),
    });
  }
  await announceAlone(options, frames, signal);
  return EXIT.done;
}

function checkVerification({ip, verify}: GarpCommandOptions): void {
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

async function isTaken(options: GarpCommandOptions, mac: MacAddress, signal: AbortSignal): Promise<boolean> {
  const {iface, ip, vlan = [], force = false, json} = options;
  const ownMacs = localMacs().add(mac);
  const link = openLink({iface, filter: ARP_CAPTURE_FILTER});
  const owners = await detectOwners(link, {ips: ip.filter(isIpv4Address), mac, ownMacs, tags: vlan, signal});
  for (const owner of owners) {
    if (json === true) printJson({kind: 'owner', at: kernelTime(), ...owner});
    printNote(
      `${owner.ip} is in use by ${owner.mac}${force ? '; announcing it anyway' : ': nothing was announced (--force announces it anyway)'}`,
    );
  }
  if (owners.length >= MAX_OWNERS) printNote(`there may be more: only the first ${MAX_OWNERS} are listed`);
  return owners.length > 0 && !force;
}

function isIpv4Address(ip: IpAddress): ip is Ipv4Address {
  return !isOfIpv6(ip);
}

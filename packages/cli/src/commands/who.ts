/**
 * `vip who`: who holds an address.
 *
 * @module
 */

import {counted, formatDuration, listed} from '@vip/analysis/internal';
import {type IpAddress, isOfIpv6, type MacAddress, type VirtualMac} from '@vip/arp';
import {kernelTime, openLink} from '@vip/arp/link';
import {
  type Answerer,
  type Answers,
  addressFacing,
  askWho,
  globalAddressFacing,
  holdsAddress,
  ipv4Addresses,
  MAX_ANSWERERS,
  whoFilter,
} from '@vip/core/internal';
import {giveUpRoot} from '@vip/core/internal/privileges';
import {EXIT, interruptible} from '../exit.js';
import type {WhoCommandOptions} from '../grammar/who.js';
import {printNote} from '../note.js';
import {print, printJson} from '../output.js';

/** Maximum number of answerers printed as text. */
const MAX_TOLD = 20;

export async function whoHolds(ip: IpAddress, options: WhoCommandOptions): Promise<number> {
  if (options.netns !== undefined) return (await import('../reexec.js')).runInNamespace(options.netns);
  if (options.node !== undefined) return (await import('../reexec.js')).runInNode(options.node, options.lab);
  const {iface, count, wait, json} = options;
  const sender = isOfIpv6(ip) ? addressFacing(iface, ip, [ip]) : ipv4Addresses(iface).find(own => own !== ip);
  const globalSender = isOfIpv6(ip) ? globalAddressFacing(iface, ip, [ip]) : undefined;
  const link = openLink({iface, filter: whoFilter(ip), sends: true});
  giveUpRoot({sends: true});
  const asking = {ip, sender, globalSender, rounds: count, waitMs: wait, signal: interruptible()};
  const answers = await askWho(link, asking);
  const {answerers, hosts, isCertain, uncounted, dropped} = answers;
  const isOurs = holdsAddress(iface, ip) === true;
  const owners = hosts + (isOurs ? 1 : 0);
  if (json === true) {
    for (const answerer of answerers) printJson({kind: 'answerer', at: kernelTime(), ip, ...answerer});
    printJson({kind: 'summary', ip, asked: count, owners, isCertain, isOurs, uncounted, dropped});
  } else {
    for (const answerer of answerers.slice(0, MAX_TOLD)) print(sentence(ip, answerer, count));
    if (answerers.length > MAX_TOLD) print(`and ${answerers.length - MAX_TOLD} more (--json names them)`);
    if (isOurs) print(`${ip} is on ${iface} of this machine, which does not answer its own requests`);
    for (const line of verdict(ip, owners, answers)) print(line);
  }
  warnOfFlood(answers);
  return owners === 1 ? EXIT.done : EXIT.no;
}

/** Warns of what remains unknown because more frames arrived than could be captured or counted. */
function warnOfFlood({uncounted, dropped}: Answers): void {
  if (uncounted > 0)
    printNote(
      `warning: ${counted(uncounted, 'answer')} came from MACs beyond the ${MAX_ANSWERERS} that are counted`,
    );
  if (dropped > 0)
    printNote(`warning: the kernel dropped ${counted(dropped, 'frame')}; an answer may have been among them`);
}

function sentence(
  ip: IpAddress,
  {mac, answered, first, quickestNs, isProxy, virtual}: Answerer,
  count: number,
): string {
  const remarks = [
    ...(virtual === undefined ? [] : [virtualWords(virtual)]),
    ...(isProxy ? ['a proxy: it answers for unused addresses, too'] : []),
  ];
  const remark = remarks.length === 0 ? '' : `; ${remarks.join('; ')}`;
  return `${ip} is-at ${mac}  answered ${answered} of ${count}, first ${first}, quickest ${formatDuration(quickestNs)}${remark}`;
}

/** `the virtual MAC of VRRP router 51 for IPv4`. */
function virtualWords({protocol, family, id}: VirtualMac): string {
  const what = protocol === 'vrrp' ? 'VRRP router' : `${protocol.toUpperCase()} group`;
  return `the virtual MAC of ${what} ${id}${family === undefined ? '' : ` for ${family}`}`;
}

/** Two MACs are not necessarily two hosts; if that cannot be determined, both readings are given. */
function verdict(ip: IpAddress, owners: number, {answerers, hosts, isCertain}: Answers): string[] {
  if (owners === 0) return [`no answer for ${ip}`];
  const way = isOfIpv6(ip)
    ? 'with several interfaces here'
    : 'with several interfaces here (ARP flux; arp_ignore=1 ends it)';
  const evidence = isOfIpv6(ip)
    ? 'it answers at one for an address of another'
    : 'its answers share one counter';
  const several = Array.from({length: hosts}, (_, index) => ofHost(answerers, index + 1)).filter(
    macs => macs.length > 1,
  );
  return [
    owners === 1
      ? 'one owner'
      : `${owners} owners: which one a client reaches depends on which answers first`,
    ...several.map(macs => `${listed(macs)} are one host ${way}: ${evidence}`),
    ...(isCertain ? [] : [`unless they are one host ${way}, which the answers do not show`]),
  ];
}

function ofHost(answerers: readonly Answerer[], number: number): MacAddress[] {
  return answerers.filter(({host}) => host === number).map(({mac}) => mac);
}

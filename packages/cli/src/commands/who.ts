/**
 * `vip who`: who holds an address.
 *
 * @module
 */

import {formatDuration} from '@vip/analysis';
import type {Ipv4Address} from '@vip/arp';
import {kernelTime, openLink} from '@vip/arp/link';
import {type Answerer, askWho, holdsAddress, ipv4Addresses} from '@vip/core';
import {EXIT, interruptible} from '../exit.js';
import {print, printJson} from '../output.js';

export interface WhoOptions {
  readonly iface: string;
  readonly netns?: string;
  readonly node?: string;
  readonly lab?: string;
  readonly count: number;
  /** Milliseconds. */
  readonly wait: number;
  readonly json?: boolean;
}

export async function who(ip: Ipv4Address, options: WhoOptions): Promise<number> {
  if (options.netns !== undefined) return (await import('../reexec.js')).runInNamespace(options.netns);
  if (options.node !== undefined) return (await import('../reexec.js')).runInNode(options.node, options.lab);
  const {iface, count, wait, json} = options;
  const link = openLink({iface, filter: 'arp'});
  const [sender] = ipv4Addresses(iface).filter(own => own !== ip);
  const answerers = await askWho(link, {ip, sender, rounds: count, waitMs: wait, signal: interruptible()});
  const isOurs = holdsAddress(iface, ip) === true;
  const owners = answerers.length + (isOurs ? 1 : 0);
  if (json === true) {
    for (const answerer of answerers) printJson({kind: 'answerer', at: kernelTime(), ip, ...answerer});
    printJson({kind: 'summary', ip, asked: count, owners, isOurs});
  } else {
    print(...answerers.map(answerer => sentence(ip, answerer, count)));
    if (isOurs) print(`${ip} is on ${iface} of this machine, which does not answer itself`);
    print(verdict(ip, owners));
  }
  return owners === 1 ? EXIT.done : EXIT.no;
}

function sentence(
  ip: Ipv4Address,
  {mac, answered, first, quickestNs, isProxy, vrid}: Answerer,
  count: number,
): string {
  const remarks = [
    ...(vrid === undefined ? [] : [`the virtual MAC of VRRP router ${vrid}`]),
    ...(isProxy ? ['a proxy: it answers for addresses that nobody has'] : []),
  ];
  const remark = remarks.length === 0 ? '' : `; ${remarks.join('; ')}`;
  return `${ip} is-at ${mac}  answered ${answered} of ${count}, first ${first}, quickest ${formatDuration(quickestNs)}${remark}`;
}

function verdict(ip: Ipv4Address, owners: number): string {
  if (owners === 0) return `nobody answers for ${ip}`;
  return owners === 1
    ? `one owner`
    : `${owners} owners: whom a client reaches depends on who answers it first`;
}

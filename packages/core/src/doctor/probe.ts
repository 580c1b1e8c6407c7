/**
 * What only the wire shows about an address: which MACs answer for it, and whether advertisements arrive.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import type {FrameEvent} from '@vip/analysis';
import {advertOf, type CaptureFacts, createCollector, readingOf} from '@vip/analysis/internal';
import type {HeardRouter, MacQuestion} from '@vip/analysis/internal/doctor';
import {type IpAddress, isOfIpv6} from '@vip/arp';
import {openLink} from '@vip/arp/link';
import {addressFacing, ipv4Addresses} from '../interfaces.js';
import {whileListening} from '../while-listening.js';
import {askWho, whoFilter} from '../who/ask-who.js';
import type {Answerer} from '../who/tally.js';

export interface Probed {
  /** The MACs that answer for the address; this host does not receive its own answers. */
  readonly answerers: readonly Answerer[];
  readonly routers: readonly HeardRouter[];
  /** Everything that was advertised, this host's own included. */
  readonly capture: Pick<CaptureFacts, 'routers' | 'first' | 'last' | 'addresses'>;
  /** How long it listened for advertisements. Milliseconds. */
  readonly listenedMs: number;
}

/** VRRP and CARP, also behind an authentication header (protocol 51). */
const ADVERTISEMENTS = 'ip proto 112 or ip6 proto 112 or ip proto 51 or ip6 proto 51';

/** Three intervals of the usual second, and the maximum for three of a longer one. Milliseconds. */
const LISTEN_MS = 3100;
const MOST_LISTEN_MS = 31_000;

/** How many routers are kept, in case of a flood. */
const MAX_ROUTERS = 64;

/**
 * Asks for an address as `vip who` does, and listens for three advertisement intervals meanwhile.
 *
 * @throws VipError `NO_PERMISSION` without CAP_NET_RAW, `NO_INTERFACE`, `INTERFACE_DOWN`
 * @throws the signal's reason when it is aborted
 */
export async function probe(iface: string, vip: IpAddress, signal: AbortSignal): Promise<Probed> {
  const [{answerers}, heard] = await Promise.all([ask(iface, vip, signal), listen(iface, signal)]);
  return {answerers, ...heard};
}

function ask(iface: string, ip: IpAddress, signal: AbortSignal) {
  const sender = isOfIpv6(ip) ? addressFacing(iface, ip, [ip]) : ipv4Addresses(iface).find(own => own !== ip);
  return askWho(openLink({iface, filter: whoFilter(ip)}), {ip, sender, signal});
}

async function listen(iface: string, signal: AbortSignal): Promise<Omit<Probed, 'answerers'>> {
  const routers = new Map<string, HeardRouter>();
  const collector = createCollector();
  let listenMs = LISTEN_MS;
  const begun = performance.now();
  const link = openLink({iface, filter: ADVERTISEMENTS});
  await whileListening(
    link,
    frames => {
      for (const {at, bytes, own} of frames) {
        collector.take([{iface, at, bytes, length: bytes.length, own}]);
        const router = own ? undefined : routerIn({at, iface, octets: bytes});
        if (router === undefined || routers.size >= MAX_ROUTERS) continue;
        routers.set(`${router.protocol} ${router.id} ${router.source}`, router);
        listenMs = Math.min(MOST_LISTEN_MS, Math.max(listenMs, (3 * Number(router.intervalNs)) / 1e6 + 100));
      }
    },
    async over => {
      while (performance.now() - begun < listenMs)
        await sleep(Math.max(0, listenMs - (performance.now() - begun)), undefined, {signal: over});
    },
    signal,
  );
  return {
    routers: [...routers.values()],
    capture: collector.facts(),
    listenedMs: Math.round(performance.now() - begun),
  };
}

function routerIn({
  at,
  iface,
  octets,
}: {
  at: bigint;
  iface: string;
  octets: Uint8Array;
}): HeardRouter | undefined {
  const event: FrameEvent = {
    at,
    node: iface,
    kind: 'frame',
    iface,
    octets,
    length: octets.length,
    own: false,
  };
  const {advertisement: found, source: mac} = readingOf(event);
  if (found === undefined) return undefined;
  const {source, destination: group} = found;
  const {protocol, id, priority, intervalNs} = advertOf(found);
  return {protocol, id, priority, intervalNs, source, group, ...(mac === undefined ? {} : {mac})};
}

/** Whether a question from a virtual MAC was answered; undefined if no neighbour answers at all. */
export interface MacAnswer {
  readonly neighbour: IpAddress;
  readonly isCarried: boolean;
}

/**
 * Asks the neighbours from the machine's own MAC, and then the first that answers from the virtual MAC.
 *
 * @throws VipError as `probe`
 */
export async function probeMac(question: MacQuestion, signal: AbortSignal): Promise<MacAnswer | undefined> {
  const {iface, parent, neighbours, own, vip} = question;
  const answers = async (from: string, ip: IpAddress, sender: IpAddress | undefined) => {
    const {answerers} = await askWho(openLink({iface: from, filter: whoFilter(ip)}), {ip, sender, signal});
    return answerers.length > 0;
  };
  for (const neighbour of neighbours)
    if (await answers(parent, neighbour, own))
      return {neighbour, isCarried: await answers(iface, neighbour, vip)};
  return undefined;
}

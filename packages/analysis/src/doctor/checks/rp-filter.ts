/**
 * Reverse-path filtering (RFC 3704): a packet whose answer would leave through another interface is dropped silently.
 *
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {counted} from '../../text/count-text.js';
import {
  type AddressSubject,
  aboutAddress,
  type Check,
  keepSysctl,
  type Symptom,
  setSysctl,
} from '../check.js';
import {farAddress} from '../clients.js';
import type {Host} from '../host/host.js';
import {asList, asObject, asText, type JsonObject} from '../json.js';
import {isInDestination} from '../network.js';

export const RP_FILTER: Check = {
  code: 'DOCTOR_RP_FILTER',
  roles: ['active'],
  title: 'strict reverse-path filtering drops packets from clients beyond a router',
  threads: ['acassen/keepalived#1827', 'cilium/cilium#13130'],
  look: aboutAddress(async (subject, host) => {
    const {vip, iface} = subject;
    if (isOfIpv6(vip) || (await host.effective('rp_filter', iface)) !== 1) return [];
    return (
      (await macvlanAlone(subject, host)) ??
      (await defaultElsewhere(subject, host)) ??
      (await gatewayElsewhere(subject, host)) ??
      []
    );
  }),
};

function symptom(
  {iface}: AddressSubject,
  severity: 'error' | 'warning',
  evidence: string,
  consequence: string,
): Symptom[] {
  const setting = `net/ipv4/conf/${iface}/rp_filter=2`;
  return [
    {
      severity,
      evidence: `rp_filter of ${iface} is 1 (the greater of all and its own), and ${evidence}`,
      consequence,
      mend: [setSysctl([setting])],
      lasting: `${keepSysctl([setting])}; setting it to 0 has no effect while all is 1`,
    },
  ];
}

/** By the route of the answers: the kernel validates a source by looking up the reverse path, with the address as the sender. */
async function defaultElsewhere(subject: AddressSubject, host: Host): Promise<Symptom[] | undefined> {
  const {vip, iface, client} = subject;
  const to = client ?? farAddress(vip);
  const answer = await host.routeTo(to, ['from', vip]);
  if ('refused' in answer || answer.route.dev === iface) return undefined;
  // With several next hops, one through this interface is enough.
  const routes = (await host.routes('ipv4')).filter(({dst}) => isInDestination(to, asText(dst)));
  if (routes.some(route => devicesOf(route).length > 1 && devicesOf(route).includes(iface))) return undefined;
  return symptom(
    subject,
    'error',
    `the ${client === undefined ? 'default route' : `route to ${client}`} leaves through ${asText(answer.route.dev)}`,
    `clients beyond a router get no answer from ${vip}, while those on the link do (0 of 5 pings, 3 of 3)`,
  );
}

/** The interfaces of a route: several if it has several next hops. */
function devicesOf({dev, nexthops}: JsonObject): string[] {
  const all = [dev, ...asList(nexthops).map(hop => asObject(hop).dev)];
  return all.map(asText).filter(name => name !== '');
}

async function gatewayElsewhere(subject: AddressSubject, host: Host): Promise<Symptom[] | undefined> {
  const route = (await mainRoutes(host)).find(
    ({gateway, dev, dst}) => gateway !== undefined && dst !== 'default' && dev !== subject.iface,
  );
  const dropped = await droppedPackets(host);
  if (route === undefined || dropped === 0) return undefined;
  return symptom(
    subject,
    'warning',
    `the route to ${asText(route.dst)} leaves through ${asText(route.dev)}; ${counted(dropped, 'packet')} dropped since boot (IPReversePathFilter)`,
    `clients behind that route get no answer from ${subject.vip} when they arrive on ${subject.iface}`,
  );
}

async function macvlanAlone(subject: AddressSubject, host: Host): Promise<Symptom[] | undefined> {
  const {iface, vip} = subject;
  if ((await host.link(iface))?.kind !== 'macvlan') return undefined;
  const own = (await host.addresses()).filter(each => each.iface === iface && !isOfIpv6(each.ip));
  if (!own.every(({ip, prefixLength}) => ip === vip && prefixLength === 32)) return undefined;
  return symptom(
    subject,
    'error',
    `the macvlan ${iface} only has ${vip}/32, so every answer leaves through another interface`,
    'everything that arrives there is dropped, including ARP',
  );
}

async function mainRoutes(host: Host) {
  return (await host.routes('ipv4')).filter(({table}) => table === undefined || table === 'main');
}

/** IPReversePathFilter of /proc/net/netstat: a line of names and a line of values. */
async function droppedPackets(host: Host): Promise<number> {
  const lines = ((await host.text('/proc/net/netstat')) ?? '')
    .split('\n')
    .filter(line => line.startsWith('TcpExt:'));
  const [names = [], values = []] = lines.map(line => line.split(' '));
  return Number(values[names.indexOf('IPReversePathFilter')] ?? 0);
}

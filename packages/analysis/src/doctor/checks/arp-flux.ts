/**
 * Another interface answers ARP for the address: Linux treats addresses as the host's, not the interface's (arp_ignore in
 * Documentation/networking/ip-sysctl.rst).
 *
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {type AddressSubject, aboutAddress, type Check, keepSysctl, setSysctl} from '../check.js';
import type {Host} from '../host/host.js';
import {type HostLink, isUp} from '../host/link.js';
import {isInSubnet} from '../network.js';

export const ARP_FLUX: Check = {
  code: 'DOCTOR_ARP_FLUX',
  roles: ['active', 'passive'],
  title: 'another interface of this host answers ARP for the address',
  threads: ['acassen/keepalived#1876', 'DOMjudge/domjudge-scripts#137'],
  look: aboutAddress(async (subject, host) => {
    if (isOfIpv6(subject.vip)) return [];
    return subject.role === 'active' ? othersThatAnswer(subject, host) : loopbackThatAnswers(subject, host);
  }),
};

async function othersThatAnswer({vip, iface}: AddressSubject, host: Host) {
  const links = await host.links();
  const found = [];
  for (const link of links) {
    if (link.name === iface || link.linkType !== 'ether' || !isUp(link)) continue;
    if (link.flags.includes('NOARP') || (await isPort(link, host))) continue;
    if (!(await isOnTheSameLink(link, iface, vip, host, links))) continue;
    if (!(await answersForAll(link.name, host))) continue;
    const settings = [`net/ipv4/conf/${link.name}/arp_ignore=1`, `net/ipv4/conf/${link.name}/arp_announce=2`];
    found.push({
      severity: 'error' as const,
      evidence: `${link.name} is on the same link as ${iface}, with arp_ignore ${await host.effective('arp_ignore', link.name)} and arp_filter 0`,
      consequence: `two MACs answer for ${vip}; a client that caches the MAC of ${link.name} loses the address with that cable, although ${iface} works`,
      mend: [setSysctl(settings)],
      lasting: keepSysctl(settings),
    });
  }
  return found;
}

/** Frames received by a port of a bridge or bond belong to the bridge or bond: the port itself answers nothing. */
async function isPort({master}: HostLink, host: Host): Promise<boolean> {
  return master !== undefined && (await host.link(master))?.kind !== 'vrf';
}

async function isOnTheSameLink(
  link: HostLink,
  iface: string,
  vip: string,
  host: Host,
  links: readonly HostLink[],
): Promise<boolean> {
  const own = links.find(each => each.name === iface);
  const isFamily =
    (own?.kind === 'macvlan' && own.parent === link.name) ||
    (link.kind === 'macvlan' && link.parent === iface);
  if (isFamily) return true;
  return (await host.addresses()).some(
    ({iface: whose, ip, prefixLength}) =>
      whose === link.name && ip !== vip && isInSubnet(vip, ip, prefixLength),
  );
}

/** arp_ignore 0 answers for every address of the host, 3 for all but those of scope host. */
async function answersForAll(iface: string, host: Host): Promise<boolean> {
  const ignore = await host.effective('arp_ignore', iface);
  return (ignore === 0 || ignore === 3) && (await host.effective('arp_filter', iface)) === 0;
}

async function loopbackThatAnswers({vip, iface}: AddressSubject, host: Host) {
  const where = (await host.addresses()).find(({ip}) => ip === vip)?.iface;
  if (where === undefined) return [];
  const ignore = await host.effective('arp_ignore', iface);
  if (ignore !== 0 && ignore !== 3) return [];
  const settings = [`net/ipv4/conf/${iface}/arp_ignore=1`, `net/ipv4/conf/${iface}/arp_announce=2`];
  return [
    {
      severity: 'error' as const,
      evidence: `${vip} is on ${where}, and arp_ignore of ${iface} is ${ignore}`,
      consequence: `this host answers ARP for ${vip} in addition to its owner`,
      mend: [setSysctl(settings)],
      lasting: keepSysctl(settings),
    },
  ];
}

/** VRRP on a different network than the address. */

import {isInNetwork} from '@vip/arp';
import type {Instance} from '../keepalived/model/instance.js';
import {eachRouter} from './pairs.js';
import {memberName, type Rule, subjectOf, vipsAre} from './rule.js';

export const heartbeatOnly: Rule = {
  code: 'HEARTBEAT_ONLY',
  severity: 'warning',
  title: 'VRRP does not run where the address is',
  thread: 'https://www.keepalived.org/manpage.html',
  find: eachRouter(({members}) => {
    const apart = members.filter(({instance}) => isApart(instance));
    const [first] = apart;
    if (first === undefined) return undefined;
    return {
      subject: subjectOf(apart),
      where: apart.flatMap(({instance}) => [
        instance.placeOf('interface'),
        ...instance.vips.slice(0, 1).map(({place}) => place),
      ]),
      evidence: `${memberName(first)} runs VRRP on ${first.instance.iface}, but ${vipsAre(first)} on ${first.instance.vips[0]?.dev}`,
      consequence: `when ${first.instance.iface} fails, both nodes hold the address; if it is a cable between the two, neither does`,
      remedy: `use VRRP on ${first.instance.vips[0]?.dev}`,
    };
  }),
};

/** The loopback interface is on no network. */
function isApart(instance: Instance): boolean {
  const {iface, vips, unicast} = instance;
  return (
    iface !== undefined &&
    vips.length > 0 &&
    vips.every(({dev}) => dev !== undefined && dev !== 'lo' && dev !== iface) &&
    (!unicast || speaksElsewhere(instance))
  );
}

/** Unicast advertisements may still use the network of the addresses: reported only if their prefixes show otherwise. */
function speaksElsewhere({vips, source, peers}: Instance): boolean {
  const speakers = [...peers, ...(source === undefined ? [] : [source])].map(({value}) => value);
  return vips.every(
    ({hasPrefix, ip, prefixLength}) =>
      hasPrefix && !speakers.some(speaker => isInNetwork(speaker, {address: ip, prefixLength})),
  );
}

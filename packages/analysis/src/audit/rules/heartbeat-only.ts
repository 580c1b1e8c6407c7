/** VRRP on another network than the address. */

import type {Instance} from '../keepalived/model/instance.js';
import {eachRouter} from './pairs.js';
import {nameOf, type Rule, subjectOf, vipsOf} from './rule.js';

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
      evidence: `${nameOf(first)} runs VRRP on ${first.instance.iface}, and ${vipsOf(first)} is on ${first.instance.vips[0]?.dev}`,
      consequence: `when ${first.instance.iface} fails, both nodes hold the address; where it is a cable between the two, neither does`,
      remedy: `use VRRP on ${first.instance.vips[0]?.dev}`,
    };
  }),
};

/** The loopback is on no network. */
function isApart({iface, vips, unicast}: Instance): boolean {
  return (
    iface !== undefined &&
    !unicast &&
    vips.length > 0 &&
    vips.every(({dev}) => dev !== undefined && dev !== 'lo' && dev !== iface)
  );
}

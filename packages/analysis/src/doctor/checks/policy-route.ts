/**
 * @module
 */

import {type IpAddress, isOfIpv6} from '@vip/arp';
import {aboutAddress, type Check} from '../check.js';
import {clientsOf} from '../clients.js';
import type {Host} from '../host/host.js';
import {asNumber, asText, type JsonObject} from '../json.js';
import {isInDestination, isInSubnet} from '../network.js';

export const POLICY_ROUTE: Check = {
  code: 'DOCTOR_POLICY_ROUTE',
  roles: ['active'],
  title: 'a routing rule discards traffic from the address',
  look: aboutAddress(async (subject, host) => {
    const {vip} = subject;
    for (const client of await clientsOf(subject, host)) {
      const plain = await host.routeTo(client);
      const from = await host.routeTo(client, ['from', vip]);
      if ('refused' in plain || !('refused' in from)) continue;
      const rules = await guiltyRules(vip, client, host);
      return [
        {
          severity: 'error',
          evidence: `ip route get ${client} from ${vip}: ${from.refused}; without "from", there is a route`,
          consequence: `no answer from ${vip} leaves this host: 0 of 3 pings`,
          mend: rules.map(deletionOf(vip)),
          lasting: 'check ip rule, and the table that the rule points to',
        },
      ];
    }
    return [];
  }),
};

/** The rules for the address that refuse packets, or whose table does; all rules for it if none can be singled out. */
async function guiltyRules(vip: IpAddress, client: IpAddress, host: Host): Promise<readonly JsonObject[]> {
  const family = isOfIpv6(vip) ? 'ipv6' : 'ipv4';
  const routes = await host.routes(family);
  const about = (await host.rules(family)).filter(isAbout(vip));
  const guilty = about.filter(
    ({action, table}) =>
      REFUSALS.includes(asText(action)) ||
      routes.some(
        route =>
          route.table === table &&
          REFUSALS.includes(asText(route.type)) &&
          isInDestination(client, asText(route.dst)),
      ),
  );
  return guilty.length > 0 ? guilty : about;
}

const REFUSALS = ['unreachable', 'prohibit', 'blackhole'];

function isAbout(vip: IpAddress) {
  return ({src, srclen, priority}: JsonObject) =>
    priority !== 0 &&
    asText(src) !== 'all' &&
    isInSubnet(vip, asText(src), asNumber(srclen) ?? fullLength(vip));
}

function deletionOf(vip: IpAddress) {
  return ({src, srclen, priority}: JsonObject) =>
    `ip ${isOfIpv6(vip) ? '-6 ' : ''}rule del priority ${priority} from ${asText(src)}/${asNumber(srclen) ?? fullLength(vip)}`;
}

function fullLength(vip: IpAddress): number {
  return isOfIpv6(vip) ? 128 : 32;
}

/**
 * A bond in mode balance-alb: each client is given the MAC of one of the ports, and the machine sends from
 * either.
 *
 * As observed with kernel 6.1: two seconds after a client asked, it is sent its port's MAC again, twice. Five
 * seconds after its first question, the bond sends a request for it, from the client's port in the name of
 * the active one, and then sends it its port's MAC again.
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import {isAt, whoHas} from '../wire/neighbour.js';
import {between, whole} from './chance.js';
import type {Client} from './client.js';
import type {Stage} from './stage.js';

export interface Bond {
  readonly stage: Stage;
  readonly clients: readonly Client[];
  /** The MACs of the active port and of the other. */
  readonly ports: readonly [MacAddress, MacAddress];
  readonly portOf: Map<IpAddress, MacAddress>;
  /** Whether it sends from either port. */
  readonly sendsFromAny: boolean;
}

/**
 * @param first the port of the first client; only at the second one does the bond's request show more than
 * one MAC
 */
export function bond(stage: Stage, random: Random, first: 0 | 1 = 1): Bond {
  const {a, client, vip, places} = stage;
  const clients = [
    client,
    ...Array.from({length: whole(random, 3, 6)}, (_, index) => stage.newClient(`c${index}`)),
  ];
  const ports = [a.mac, places.mac()] as const;
  const portOf = new Map(clients.map(({ip}, index) => [ip, ports[(index + first) % 2] ?? a.mac]));
  const sendsFromAny = random.oneIn(2);
  a.hold(vip, {
    macFor: asker => portOf.get(asker) ?? a.mac,
    source: () => (sendsFromAny ? random.pick(ports) : a.mac),
    ports,
  });
  return {stage, clients, ports, portOf, sendsFromAny};
}

/** Sends a client two unsolicited unicast replies. */
export function tell({stage: {a, vip}, portOf}: Bond, {ip, mac}: Client): void {
  const port = portOf.get(ip) ?? a.mac;
  for (let turn = 0; turn < 2; turn++)
    a.tell(isAt(vip, port, {ip, mac}), {type: 'is-at', ip: vip, mac: port}, port);
}

/** Sends a request for a client from the client's port, in the name of the active one. */
function askFor({stage: {a, vip}, portOf, ports: [active]}: Bond, {ip, mac}: Client): void {
  const from = {mac: active, ip: vip};
  a.tell(whoHas(ip, from, mac), {type: 'who-has', ip, from}, portOf.get(ip) ?? active);
}

export function converse(bond: Bond, random: Random, every?: () => number): void {
  const {stage, clients} = bond;
  for (const one of clients) {
    const from = between(random, 0.1, 1);
    const pace = every === undefined ? {} : {every: every()};
    stage.talk(4, {asker: stage.asker(one), sort: 'ping', from, ...pace});
    stage.at(from + 5, () => askFor(bond, one));
  }
  for (const at of [3, 8.3])
    stage.at(at + between(random, 0, 0.1), () => clients.map(one => tell(bond, one)));
}

/**
 * A bond in mode balance-alb: each client is given the MAC of one of the ports, and the machine sends from whichever it likes.
 *
 * As the kernel was seen to do it (6.1): each client is told its port again, twice, two seconds after it asked; five seconds after its first
 * question the bond asks where it is, from the client's port in the name of the active one; and then tells it its port again.
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import {isGroupMac} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import type {Client} from '../sim/client.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';
import {isAt, whoHas} from '../wire/neighbour.js';

interface Bond {
  readonly stage: Stage;
  readonly clients: readonly Client[];
  /** The active port, and the other. */
  readonly ports: readonly [MacAddress, MacAddress];
  readonly portOf: Map<IpAddress, MacAddress>;
}

/** @param first the port of the first client: at the second one alone the bond's question shows more than one MAC */
function bond(stage: Stage, random: Random, first: 0 | 1 = 1): Bond {
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
  return {stage, clients, ports, portOf};
}

/** Two unicast replies that it has not asked for. */
function tell({stage: {a, vip}, portOf}: Bond, {ip, mac}: Client): void {
  const port = portOf.get(ip) ?? a.mac;
  for (let turn = 0; turn < 2; turn++)
    a.tell(isAt(vip, port, {ip, mac}), {type: 'is-at', ip: vip, mac: port}, port);
}

/** From the port of the client, in the name of the active one. */
function askFor({stage: {a, vip}, portOf, ports: [active]}: Bond, {ip, mac}: Client): void {
  const from = {mac: active, ip: vip};
  a.tell(whoHas(ip, from, mac), {type: 'who-has', ip, from}, portOf.get(ip) ?? active);
}

function converse(bond: Bond, random: Random, every?: () => number): void {
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

export const bondBalances = kind('bond-balances', (random, addresses) => {
  const length = between(random, 10, 30);
  const stage = new Stage(random, addresses, {family: 4, whole: true, length});
  const told = bond(stage, random);
  converse(told, random);
  for (const one of told.clients)
    if (random.oneIn(2)) stage.at(between(random, 3, 8), () => one.ask(stage.vip));
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0, outages: [], notes: ['LOAD_SHARING']})],
    absent: [/TWO_OWNERS/, /FAILBACK/, /(?:take|remove) the address from one/i, /release the address/],
    ask: [stage.vip],
  }));
});

/** The second port fails, and its clients are told the other's MAC when the bond has noticed: they were dark, and nobody else. */
export const bondPortFails = kind('bond-port-fails', (random, addresses) => {
  const at = between(random, 9.5, 14);
  const dark = between(random, 1.6, 3);
  const length = at + dark + between(random, 6, 12);
  const stage = new Stage(random, addresses, {family: 4, whole: true, length});
  const {a, vip, network} = stage;
  const told = bond(stage, random);
  const {clients, portOf, ports} = told;
  const moved = clients.filter(({ip}) => portOf.get(ip) === ports[1]);
  converse(told, random, () => between(random, 0.1, 0.25) * SECOND);
  stage.at(at, () => {
    network.loses = (_, to, {destination}) => to === a && destination === ports[1];
    a.hold(vip, {ports: [ports[0]]});
  });
  stage.at(at + dark, () => {
    for (const {ip} of moved) portOf.set(ip, ports[0]);
  });
  for (let turn = 0; turn < 3; turn++)
    stage.at(at + dark + turn * 2.3, () => moved.map(one => tell(told, one)));
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('OUTAGE', {
      changes: 0,
      clients: moved.map(({ip}) => ({ip, outages: stage.outages(vip, ip)})),
      notes: ['LOAD_SHARING'],
    });
    return {
      exit: 1,
      addresses: [truth],
      absent: [/TWO_OWNERS/, /FAILBACK/, /REPLACED/, /release the address/, /takes it/],
      ask: [vip],
    };
  });
});

/** A port is back, and the bond gives some of its clients to it: whoever sees nothing else of it cannot tell it from a takeover. */
export const bondPortBack = kind('bond-port-back', (random, addresses) => {
  const at = between(random, 9.5, 14);
  const stage = new Stage(random, addresses, {
    family: 4,
    at: 'client',
    whole: true,
    length: at + between(random, 4, 8),
  });
  const told = bond(stage, random, 0);
  const {vip, client} = stage;
  const {clients, ports, portOf} = told;
  converse(told, random, () => between(random, 0.1, 0.25) * SECOND);
  stage.at(at, () => {
    for (const {ip} of clients) portOf.set(ip, ports[1]);
    tell(told, client);
  });
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('NO_ANNOUNCEMENT', {changes: 1, outages: []})],
    present: [/If both MACs belong to one machine/],
    absent: [/TWO_OWNERS/, /FAILBACK/, /REPLACED/, /As a result, clients go on sending/],
    ask: [vip],
  }));
});

/**
 * At one port of the bond: the questions of the clients that were given its MAC, and what the machine sends from it, to these and to others. From
 * some moment on, what goes to one of them leaves by the other port: its questions are answered, and that is not seen.
 *
 * @param dies whether the machine dies at that moment instead
 */
function atOnePort(random: Random, addresses: Random, dies: boolean) {
  const at = between(random, 6, 9);
  const stage = new Stage(random, addresses, {family: 4, whole: true, length: at + between(random, 5, 12)});
  const told = bond(stage, random, 0);
  const {a, vip, network} = stage;
  const {clients, ports, portOf} = told;
  const [seen, other] = ports;
  const leaves = new Map(clients.map(({ip}, index) => [ip, index === 1 ? seen : random.pick(ports)]));
  leaves.set(stage.client.ip, seen);
  a.hold(vip, {
    macFor: asker => portOf.get(asker) ?? seen,
    source: asker => leaves.get(asker) ?? seen,
    tellsFrom: seen,
    ports,
  });
  network.vantage = (from, to, frame) => {
    if (from === a) return frame.source === seen;
    return to === a ? frame.destination === seen : isGroupMac(frame.destination);
  };
  stage.at(0.05, () => tell(told, stage.client));
  for (const one of clients) {
    const pace = {every: between(random, 0.1, 0.3) * SECOND};
    stage.talk(4, {
      asker: stage.asker(one),
      sort: random.pick(['ping', 'ping', 'requests']),
      from: between(random, 0.1, 1),
      ...pace,
    });
  }
  stage.at(at, () => (dies ? a.crash() : leaves.set(stage.client.ip, other)));
  return stage;
}

export const bondOnePort = kind('bond-one-port', (random, addresses) => {
  const stage = atOnePort(random, addresses, false);
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('CANNOT_TELL', {changes: 0});
    return {
      exit: 3,
      addresses: [truth],
      present: [/Answers take other ways than this one/],
      absent: [/OUTAGE/, /SWITCH_STALE/, /HEALTHY/],
      ask: [stage.vip],
    };
  });
});

/** The same when the machine dies: nobody is answered any more, by any way. */
export const bondOnePortDies = kind('bond-one-port-dies', (random, addresses) => {
  const stage = atOnePort(random, addresses, true);
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('OUTAGE', {changes: 0});
    return {
      exit: 1,
      addresses: [
        {...truth, clients: [{ip: stage.client.ip, outages: stage.outages(stage.vip, stage.client.ip)}]},
      ],
      absent: [/HEALTHY/],
      ask: [stage.vip],
    };
  });
});

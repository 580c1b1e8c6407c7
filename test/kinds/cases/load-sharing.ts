/** GLBP: one gateway deliberately gives clients different virtual MACs. */

import type {MacAddress} from '@vip/arp';
import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import type {Node} from '../sim/node.js';
import {Stage} from '../sim/stage.js';
import {glbpMac, glbpTelling, type HotStandbyState} from '../wire/hot-standby.js';

interface Hello {
  readonly group: number;
  readonly state: HotStandbyState;
  readonly priority: number;
  readonly forwarder: {readonly number: number; readonly mac: MacAddress};
}

/** Every three seconds, while it is up. */
function hellos(stage: Stage, node: Node, hello: Hello): void {
  const {vip, random, network} = stage;
  const {state, forwarder} = hello;
  const source = stage.sourceOf(node);
  network.clock.repeat(
    () => between(random, 2.8, 3.2) * SECOND,
    () => {
      const telling = glbpTelling({...hello, ip: vip, ownMac: node.mac}, source, node.nextId());
      node.tell(telling, {type: 'other'}, state === 'active' ? forwarder.mac : node.mac);
      return network.clock.now < stage.length;
    },
  );
}

export const loadSharing = kind('load-sharing', (random, addresses) => {
  const stage = new Stage(random, addresses, {
    at: 'mirror',
    whole: true,
    length: between(random, 10, 25),
  });
  const {a, b, client, vip} = stage;
  const group = whole(random, 0, 1023);
  const [first, second] = [glbpMac(group, 1), glbpMac(group, 2)];
  const other = stage.newClient('other');
  const macFor = (asker: string) => (asker === other.ip ? second : first);
  a.hold(vip, {mac: first, macFor, source: a.mac, tellsFrom: a.mac});
  b.hold(vip, {mac: second, source: b.mac, resolves: false});
  if (random.oneIn(2)) {
    const priority = 100;
    hellos(stage, a, {group, priority, state: 'active', forwarder: {number: 1, mac: first}});
    hellos(stage, b, {group, priority, state: 'standby', forwarder: {number: 2, mac: second}});
  }
  for (const one of [client, other]) {
    const asker = stage.asker(one);
    stage.talk(4, {asker, sort: 'ping'});
    for (let second = 3; second < stage.length / SECOND; second += 5) stage.at(second, () => one.ask(vip));
  }
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0, outages: [], notes: ['LOAD_SHARING']})],
    absent: [/TWO_OWNERS/, /has it and answers \(/, /(?:take|remove) the address from one/i],
    ask: [vip],
  }));
});

/**
 * The gateway that answers for the address dies, and with it the forwarder of one client; the other client is
 * still served.
 */
export const gatewayDies = kind('gateway-dies', (random, addresses) => {
  const at = between(random, 9, 14);
  const dark = between(random, 7, 10);
  const length = at + dark + between(random, 8, 15);
  const stage = new Stage(random, addresses, {at: 'mirror', whole: true, length});
  const {a, b, client, vip} = stage;
  const group = whole(random, 0, 1023);
  const [first, second] = [glbpMac(group, 1), glbpMac(group, 2)];
  const c = stage.node('c');
  const other = stage.newClient('other');
  const macFor = (asker: string) => (asker === other.ip ? second : first);
  a.hold(vip, {mac: first, macFor});
  b.hold(vip, {mac: second, resolves: false});
  hellos(stage, a, {group, priority: 110, state: 'active', forwarder: {number: 1, mac: first}});
  hellos(stage, b, {group, priority: 90, state: 'standby', forwarder: {number: 2, mac: second}});
  stage.at(at, () => a.crash());
  stage.take(at + dark, c, {plan: 'silent', holding: {mac: first, macFor}});
  stage.at(at + dark, () =>
    hellos(stage, c, {group, priority: 100, state: 'active', forwarder: {number: 1, mac: first}}),
  );
  for (const one of [client, other]) stage.talk(4, {asker: stage.asker(one), sort: 'ping'});
  return stage.tell(() => ({
    exit: 0,
    addresses: [
      stage.about('HEALTHY', {
        changes: 1,
        clients: [{ip: client.ip, outages: stage.outages(vip, client.ip)}],
        notes: ['LOAD_SHARING'],
      }),
    ],
    present: [/became AVG after/, new RegExp(`${first} has the address`)],
    absent: [/TWO_OWNERS/, /OUTAGE/],
    ask: [vip],
  }));
});

/** Two gateways do not hear each other: both answer for the address. */
export const twoGateways = kind('two-gateways', (random, addresses) => {
  const at = between(random, 10, 14);
  const length = at + between(random, 12, 20);
  const stage = new Stage(random, addresses, {at: 'mirror', whole: true, length});
  const {a, b, vip} = stage;
  const group = whole(random, 0, 1023);
  const [first, second] = [glbpMac(group, 1), glbpMac(group, 2)];
  a.hold(vip, {mac: first});
  hellos(stage, a, {group, priority: 110, state: 'active', forwarder: {number: 1, mac: first}});
  stage.at(at, () =>
    hellos(stage, b, {group, priority: 100, state: 'active', forwarder: {number: 2, mac: second}}),
  );
  stage.talk(4, {sort: 'ping'});
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('TWO_OWNERS')],
    present: [/both advertise GLBP/],
    absent: [/ip addr del/, /vip audit/, /HEALTHY/],
    ask: [vip],
  }));
});

/** GLBP: one gateway tells each client another of its virtual MACs, on purpose. */

import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import type {Node} from '../sim/node.js';
import {Stage} from '../sim/stage.js';
import {glbpMac, glbpTelling} from '../wire/hot-standby.js';

export const loadSharing = kind('load-sharing', (random, addresses) => {
  const stage = new Stage(random, addresses, {
    family: 4,
    at: 'mirror',
    whole: true,
    length: between(random, 10, 25),
  });
  const {a, b, client, vip, network} = stage;
  const group = whole(random, 0, 1023);
  const [first, second] = [glbpMac(group, 1), glbpMac(group, 2)];
  const other = stage.newClient('other');
  const macFor = (asker: string) => (asker === other.ip ? second : first);
  a.hold(vip, {mac: first, macFor, source: a.mac, tellsFrom: a.mac});
  b.hold(vip, {mac: second, source: b.mac, resolves: false});
  const hellos = random.oneIn(2);
  const hello = (node: Node, number: number) => {
    const forwarder = {number, mac: number === 1 ? first : second};
    const state = number === 1 ? ('active' as const) : ('standby' as const);
    const telling = glbpTelling(
      {group, state, priority: 100, ip: vip, ownMac: node.mac, forwarder},
      node.ip,
      node.nextId(),
    );
    node.tell(telling, {type: 'other'}, number === 1 ? first : node.mac);
  };
  if (hellos) {
    for (const [index, node] of [a, b].entries()) {
      network.clock.repeat(
        () => between(random, 2.8, 3.2) * SECOND,
        () => {
          hello(node, index + 1);
          return network.clock.now < stage.length;
        },
      );
    }
  }
  for (const one of [client, other]) {
    const asker = stage.asker(one);
    stage.talk(4, {asker, sort: 'ping'});
    for (let second = 3; second < stage.length / SECOND; second += 5) stage.at(second, () => one.ask(vip));
  }
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0, outages: [], notes: ['LOAD_SHARING']})],
    absent: [/TWO_OWNERS/, /take the address from one/i],
    ask: [vip],
  }));
});

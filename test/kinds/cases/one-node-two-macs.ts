/**
 * The virtual MACs of an IPv4 and an IPv6 router on one machine both answer each question. It is one machine,
 * not a rival.
 */

import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Node} from '../sim/node.js';
import {Stage} from '../sim/stage.js';
import {virtualMac} from '../wire/advert.js';

export const oneNodeTwoMacs = kind('one-node-two-macs', (random, addresses) => {
  const stage = new Stage(random, addresses, {
    family: 4,
    at: 'mirror',
    whole: true,
    length: between(random, 8, 20),
  });
  const {a, client, vip, places, network} = stage;
  const [four, six] = [whole(random, 1, 255), whole(random, 1, 255)];
  const [mac, mac6] = [virtualMac(four, 4), virtualMac(six, 6)];
  const linkLocal = places.linkLocal();
  const vip6 = places.ip(6);
  const common = {version: 3 as const, interval: SECOND, priority: 150};
  const speaker = stage.speaker(a, {...common, virtualRouterId: four, mac});
  const speaker6 = stage.speaker(a, {
    ...common,
    virtualRouterId: six,
    mac: mac6,
    source: linkLocal,
    addresses: [vip6],
  });
  // Another interface of the same machine.
  const flux = new Node(network, random, 'a again', mac6, linkLocal, stage.tags);
  a.hold(vip, {mac, source: a.mac});
  flux.hold(vip, {mac: mac6, source: a.mac});
  stage.at(0.05, () => speaker.start());
  stage.at(0.06, () => speaker6.start());
  stage.at(0.1, () => a.announce(vip, {...stage.anyAnnouncement(), gap: 1e5}));
  const questions = whole(random, 2, 5);
  for (let turn = 0; turn < questions; turn++) stage.at(1 + turn, () => client.ask(vip));
  stage.talk(3, {from: 0.5, sort: 'ping'});
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0, outages: [], notes: ['VIRTUAL_MACS_OF_ONE_NODE']})],
    ask: [vip],
    present: [new RegExp(mac), new RegExp(mac6)],
    absent: [/TWO_OWNERS/],
  }));
});

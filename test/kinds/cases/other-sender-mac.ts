/**
 * An announcement names another MAC than its source. That is no fault as long as traffic to the named MAC is
 * answered.
 */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import type {Node} from '../sim/node.js';
import {Stage} from '../sim/stage.js';

function announcedForAnother(random: Random, addresses: Random, answersAfter: number) {
  const at = between(random, 3, 8);
  const dark = between(random, 0, 0.3);
  const stage = new Stage(random, addresses, {length: at + dark + between(random, 8, 14)});
  const {a, b, vip} = stage;
  const mac = stage.places.mac('02:01:d7');
  const [source, tellsFrom] = [b.mac, b.mac];
  a.hold(vip);
  stage.talk(2.5, {sort: 'ping'});
  stage.at(at, () => a.release(vip));
  stage.take(at + dark, b, {holding: {mac, source, tellsFrom, serves: false}});
  if (answersAfter < Number.POSITIVE_INFINITY) stage.at(at + dark + answersAfter, () => serve(b, vip));
  return stage;
}

function serve(node: Node, ip: Stage['vip']): void {
  const holding = node.holdings.get(ip);
  if (holding !== undefined) holding.serves = true;
}

export const virtualMacFromPhysical = kind('virtual-mac-from-physical', (random, addresses) => {
  const stage = announcedForAnother(random, addresses, random.pick([0, between(random, 0.1, 0.6)]));
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 1})],
    absent: [/none was answered/i, /WRONG_SENDER_MAC/],
  }));
});

/**
 * Another client asks for the first time after that. The owner's own announcement may be the first frame that
 * mentions the address.
 */
export const wrongSenderMac = kind('wrong-sender-mac', (random, addresses) => {
  const stage = announcedForAnother(random, addresses, Number.POSITIVE_INFINITY);
  const {a, vip, network} = stage;
  if (random.oneIn(2))
    stage.at(network.begin / SECOND + 0.001, () => a.announce(vip, stage.anyAnnouncement()));
  const asksLate = random.oneIn(2);
  if (asksLate) {
    const late = stage.newClient('late');
    late.knows(vip, a.mac);
    stage.talk(2.5, {asker: stage.asker(late), sort: 'ping', from: stage.length / SECOND - 5});
  }
  return stage.tell(() => {
    const {outages, ...truth} = stage.about('WRONG_SENDER_MAC', {changes: 1});
    // Questions of a client that was never answered are no evidence.
    return {exit: 1, addresses: [asksLate || outages === undefined ? truth : {...truth, outages}]};
  });
});

/**
 * Replies come from another MAC than they name, and traffic to the named MAC is answered. Some receivers drop
 * such replies, but most do not.
 */
export const answersFromAnother = kind('answers-from-another', (random, addresses) => {
  const stage = new Stage(random, addresses, {whole: true, length: between(random, 6, 15)});
  const {a, vip} = stage;
  const mac = stage.places.mac('02:01:d7');
  a.hold(vip, {mac, source: a.mac, tellsFrom: a.mac});
  stage.talk(3);
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0})],
    absent: [/TWO_OWNERS/],
    ask: [vip],
  }));
});

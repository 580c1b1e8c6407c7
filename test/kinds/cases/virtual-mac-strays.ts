/**
 * keepalived with `use_vmac`: the machine that was master sends from the virtual MAC once more, after the new master. The switch learns the
 * MAC at its port, and sends what is for the address there, until the new master's next advertisement.
 */

import type {MacAddress} from '@vip/arp';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {MS, SECOND, US} from '../sim/clock.js';
import {captureAt} from '../sim/network.js';
import type {Node} from '../sim/node.js';
import {Stage} from '../sim/stage.js';
import {virtualMac} from '../wire/advert.js';
import {isAtNow, whoHas} from '../wire/neighbour.js';

/** As keepalived announces. */
const PLAN = {
  forms: [{operation: 'request', targetMac: 'broadcast', override: true}],
  gap: 0.1 * MS,
  count: 5,
} as const;

const REPLY = {operation: 'reply', targetMac: 'self', override: true} as const;

/** It still has the address when the new master announces it, and answers each announcement, to the MAC from which it came: its own. */
function answer(stage: Stage, node: Node, mac: MacAddress): void {
  const {vip, network} = stage;
  for (let turn = 0; turn < PLAN.count; turn++)
    network.clock.after(turn * PLAN.gap + 30 * US, () => {
      const body = {type: 'is-at', ip: vip, mac} as const;
      node.tell(isAtNow(vip, mac, REPLY, {mac, ip: vip}), body, mac);
    });
}

export const virtualMacAnswered = kind('virtual-mac-answered', (random, addresses) => {
  const at = between(random, 4, 8);
  const interval = (100 + random.below(200)) * 10 * MS;
  const length = at + between(random, 8, 14);
  const stage = new Stage(random, addresses, {family: 4, length, at: 'mirror'});
  const {a, b, client, vip, network} = stage;
  const place = random.pick(['mirror', 'old master', 'client'] as const);
  if (place !== 'mirror') network.vantage = captureAt(place === 'client' ? client : b);
  const router = {interval, version: 3 as const, virtualRouterId: 1 + random.below(255)};
  const mac = virtualMac(router.virtualRouterId, 4);
  const [one, other] = [a, b].map((node, index) =>
    stage.speaker(node, {...router, mac, priority: 150 - 50 * index}),
  );
  b.hold(vip, {mac, source: b.mac});
  stage.talk(1, {sort: 'ping', every: between(random, 0.04, 0.09) * SECOND});
  stage.at(0.01, () => {
    other?.start();
    b.announce(vip, PLAN);
  });
  stage.at(at - 0.0005, () => one?.start());
  stage.take(at, a, {holding: {mac, source: a.mac}, plan: PLAN});
  stage.at(at, () => answer(stage, b, mac));
  stage.at(at + between(random, 0.001, 0.008), () => {
    other?.stop();
    b.release(vip);
  });
  return stage.tell(() => {
    const isSeen = place !== 'client';
    return {
      exit: 1,
      // Where a question is under way as it is announced, the client sees that the owner is there.
      addresses: [
        isSeen
          ? stage.about('SWITCH_STALE', {changes: 1})
          : stage.about('OUTAGE', {changes: 1, alsoFine: ['SWITCH_STALE']}),
      ],
      present: isSeen ? [/Another machine with \S+ answered the announcement of/] : [],
      absent: [/reply-self/, /TWO_OWNERS/, /NO_ANNOUNCEMENT/, /did not move/],
    };
  });
});

/** Its interface with the virtual MAC still has the link-local address from which it verifies the client's entry (NUD) a second later. */
export const virtualMacSolicits = kind('virtual-mac-solicits', (random, addresses) => {
  const at = between(random, 4, 8);
  const interval = (100 + random.below(200)) * 10 * MS;
  const skew = (interval * 156) / 256 / SECOND;
  const takes = at + skew;
  const stage = new Stage(random, addresses, {family: 6, length: takes + between(random, 8, 14)});
  const {a, b, client, vip} = stage;
  const router = {interval, version: 3 as const, virtualRouterId: 1 + random.below(255)};
  const mac = virtualMac(router.virtualRouterId, 6);
  const [source, others] = [a, b].map(node => stage.sourceOf(node));
  const one = stage.speaker(a, {...router, mac, priority: 150, ...(source && {source})});
  const other = stage.speaker(b, {...router, mac, priority: 100, ...(others && {source: others})});
  const plan = {...stage.anyAnnouncement(), gap: 0.5 * MS};
  a.hold(vip, {mac});
  stage.talk(0.5, {sort: 'ping', every: between(random, 0.04, 0.09) * SECOND});
  stage.at(0.01, () => {
    one.start();
    a.announce(vip, plan);
  });
  stage.at(at, () => {
    one.resign();
    a.release(vip);
  });
  stage.at(takes - 0.0005, () => other.start());
  stage.take(takes, b, {holding: {mac}, plan});
  stage.at(takes + (between(random, 0.1, 0.4) * interval) / SECOND, () => {
    const from = {mac, ip: source ?? a.ip};
    const telling = whoHas(client.ip, from, client.mac);
    a.tell(telling, {type: 'who-has', ip: client.ip, from}, mac);
  });
  return stage.tell(() => {
    // An answer of the new master that was under way teaches the switch again before anything is lost.
    const isLost = stage.outages().length > 1;
    return {
      exit: isLost ? 1 : 0,
      addresses: [stage.about(isLost ? 'SWITCH_STALE' : 'HEALTHY', {changes: 1})],
      present: isLost ? [/sent from \S+ \(frame \d+\) while \S+ was master/] : [],
      absent: [/TWO_OWNERS/, /no takeover happened/, /did not move/],
    };
  });
});

/**
 * Answers that rightly go to another MAC than the one that asked: the other port of a bond, or the router on
 * the way back. No one is deceived.
 */

import type {MacAddress} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import type {Device, Incoming} from '../sim/frame.js';
import {captureAt} from '../sim/network.js';
import {Stage} from '../sim/stage.js';
import {isAt, whoHas} from '../wire/neighbour.js';

/** Another MAC of the client, or that of another router. */
class Port implements Device {
  readonly name = 'other port';
  readonly tags: Stage['tags'];

  constructor(
    readonly stage: Stage,
    readonly mac: MacAddress,
  ) {
    this.tags = stage.tags;
    stage.network.plug(this);
  }

  hears(mac: MacAddress): boolean {
    return mac === this.mac;
  }

  receive(frame: Incoming): void {
    if ('ends' in frame.body) this.stage.client.receive(frame);
  }

  /** Tells the owner its MAC, asked or unasked. */
  tells(ip: Stage['vip']): void {
    const {a, network} = this.stage;
    const body = {type: 'is-at', ip, mac: this.mac} as const;
    network.send(this, {source: this.mac, ...isAt(ip, this.mac, a), body});
  }
}

function staged(random: Random, addresses: Random): Stage {
  const length = between(random, 12, 30);
  const stage = new Stage(random, addresses, {at: 'mirror', length, whole: true});
  if (random.oneIn(2)) stage.network.vantage = captureAt(stage.a);
  return stage;
}

const talks = (random: Random) => ({
  sort: random.pick(['ping', 'ping', 'dns', 'requests', 'download'] as const),
  every: between(random, 0.1, 0.6) * SECOND,
});

/**
 * A bond in mode balance-alb receives at another port than it sends from, and says so when asked and again
 * unasked.
 */
export const clientBalances = kind('client-balances', (random, addresses) => {
  const stage = staged(random, addresses);
  const {a, vip, client} = stage;
  const port = new Port(stage, stage.places.mac());
  const isAsked = random.oneIn(2);
  const from = isAsked ? 0.3 : 3;
  a.hold(vip, {trusts: () => (stage.network.clock.now > from * SECOND ? port.mac : undefined)});
  stage.talk(3, talks(random));
  if (isAsked) {
    const asks = () => a.tell(whoHas(client.ip, {mac: a.mac, ip: random.pick([vip, a.ip])}), {type: 'other'});
    stage.at(0.2, asks);
    stage.at(0.2001, () => port.tells(client.ip));
  }
  for (const at of [3, 3, 8.3, 8.3]) stage.at(at - 0.001, () => port.tells(client.ip));
  return stage.tell(() => {
    const verdict = isAsked ? 'HEALTHY' : 'CANNOT_TELL';
    const {outages: _, ...truth} = stage.about(verdict, {changes: 0});
    return {
      exit: isAsked ? 0 : 3,
      addresses: [truth],
      present: isAsked ? [] : [/If both MACs belong to one machine/],
      absent: [/MAN_IN_THE_MIDDLE/, /TWO_OWNERS/],
      ask: [vip],
    };
  });
});

/**
 * Packets that came through one router return through another, which verifies the owner's reachability as any
 * neighbour does.
 */
export const otherRouterReturns = kind('other-router-returns', (random, addresses) => {
  const stage = staged(random, addresses);
  const {a, vip, client: router, places, network, length} = stage;
  const isVirtual = random.oneIn(2);
  const mac = isVirtual
    ? (`00:00:5e:00:01:${(16 + random.below(200)).toString(16)}` as MacAddress)
    : places.mac();
  const back = new Port(stage, mac);
  const gateway = places.ip(stage.family);
  a.hold(vip, {trusts: () => back.mac});
  stage.talk(3, {
    asker: {by: router, ip: places.remote(stage.family), ttl: whole(random, 50, 63)},
    ...talks(random),
  });
  const every = between(random, 1, 3);
  const verifies = (from: Device & {readonly mac: MacAddress}, source: MacAddress) =>
    network.send(from, {source, ...whoHas(a.ip, {mac: source, ip: gateway}, a.mac), body: {type: 'other'}});
  stage.at(0.1, () =>
    network.clock.repeat(
      () => every * SECOND,
      () => {
        verifies(back, back.mac);
        return network.clock.now < length;
      },
    ),
  );
  // keepalived with `use_vmac` asks in the virtual address's name from the node's own MAC.
  if (isVirtual) stage.at(between(random, 1, 3), () => verifies(router, router.mac));
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0})],
    absent: [/MAN_IN_THE_MIDDLE/, /CANNOT_TELL/],
    ask: [vip],
  }));
});

/**
 * A router with the same MAC in both of its segments, such as one with VLANs at a single port, which answers
 * in each for the hosts of the other (proxy ARP). Its MAC has both ends' addresses, yet it is no man in the
 * middle.
 */

import {type IpAddress, isGroupMac, type MacAddress} from '@vip/arp';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {Client} from '../sim/client.js';
import {MS, SECOND, US} from '../sim/clock.js';
import type {Device, Incoming} from '../sim/frame.js';
import {Network} from '../sim/network.js';
import {Stage} from '../sim/stage.js';
import {isAt, whoHas} from '../wire/neighbour.js';
import {hops} from '../wire/packet.js';

/** A host in a segment. */
interface Host {
  readonly ip: IpAddress;
  readonly mac: MacAddress;
}

class Port implements Device {
  readonly name = 'router';
  /** The host in the other segment. */
  other: Port = this;

  constructor(
    readonly network: Network,
    readonly mac: MacAddress,
    readonly tags: Device['tags'],
    readonly host: Host,
    readonly countsHops: boolean,
  ) {
    network.plug(this);
  }

  hears(mac: MacAddress): boolean {
    return mac === this.mac;
  }

  receive({body, destination, etherType, payload}: Incoming): void {
    const {mac, other, network} = this;
    const {host} = other;
    if (body.type === 'who-has' && body.ip === host.ip) {
      const answer = {type: 'is-at', ip: host.ip, mac} as const;
      network.clock.after(100 * US, () =>
        network.send(this, {source: mac, ...isAt(host.ip, mac, body.from), body: answer}),
      );
    }
    if (isGroupMac(destination) || !('ends' in body) || body.ends.destination !== host.ip) return;
    const passed = this.countsHops ? hops(payload, -1) : payload;
    network.clock.after(100 * US, () =>
      other.network.send(other, {
        source: mac,
        destination: host.mac,
        etherType,
        payload: passed,
        body,
      }),
    );
  }
}

export const oneMacRouter = kind('routed-by-one-mac', (random, addresses) => {
  const stage = new Stage(random, addresses, {
    ...{at: 'mirror', length: 14, whole: true, tagged: false, noise: false},
  });
  const {a, vip, places, family, network, ledger} = stage;
  const beyond = new Network(random, network.clock);
  stage.beyond.push(beyond);
  const remote = new Client(beyond, ledger, random, 'remote', places.mac(), places.ip(family), []);
  const mac = places.mac();
  const countsHops = !random.oneIn(3);
  const near = new Port(network, mac, stage.tags, {ip: vip, mac: a.mac}, countsHops);
  const far = new Port(beyond, mac, [], remote, countsHops);
  [near.other, far.other] = [far, near];
  a.hold(vip);
  // Both hosts resolve the other repeatedly; the router sends requests in its own name.
  const every = between(random, 1.5, 4) * SECOND;
  const own = [places.ip(family), places.ip(family)] as const;
  const asks = (port: Port, ip: IpAddress, as: IpAddress) => {
    const from = {mac, ip: as};
    port.network.send(port, {
      source: mac,
      ...whoHas(ip, from, port.host.mac),
      body: {type: 'who-has', ip, from},
    });
  };
  network.clock.repeat(
    () => every,
    () => {
      const from = {mac: a.mac, ip: vip};
      a.tell(whoHas(remote.ip, from), {type: 'who-has', ip: remote.ip, from});
      remote.ask(vip);
      asks(near, vip, own[0]);
      asks(far, remote.ip, own[1]);
      return network.clock.now < stage.length;
    },
  );
  stage.talk(1, {
    sort: 'ping',
    every: between(random, 10, 60) * MS,
    asker: {by: remote, ip: remote.ip, ttl: 64},
  });
  return stage.tell(() => ({exit: 0, addresses: [stage.about('HEALTHY')], ask: [vip]}));
});

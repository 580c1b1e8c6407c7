/** A host of a CARP group: it advertises as the BSDs do, demotes itself, and resigns. */

import {encodeCarpPacket, type MacAddress, multicastMac, parseIp, parseIpv6, parseMac} from '@vip/arp';
import {virtualMac} from '../wire/advert.js';
import {ipPacket} from '../wire/packet.js';
import type {Cast} from './cast.js';
import {whole} from './chance.js';
import {SECOND} from './clock.js';
import {etherTypeOf} from './family.js';
import type {Node} from './node.js';

const GOODBYE = 255;

export class CarpGroup {
  readonly virtualHostId: number;
  /** The MAC of the group's addresses, of either family (OpenBSD, carp_set_enaddr). */
  readonly mac: MacAddress;
  counter: bigint;

  /** @param macs the MAC from which the hosts advertise: the group's, or each host's own, as with ucarp */
  constructor(
    readonly cast: Cast,
    readonly macs: 'group' | 'own' = 'group',
  ) {
    const {random} = cast;
    this.virtualHostId = whole(random, 1, 255);
    this.mac = virtualMac(this.virtualHostId, 4);
    this.counter = BigInt(random.below(2 ** 32));
  }

  host(node: Node, skew: number): CarpHost {
    return new CarpHost(this, node, skew);
  }
}

export class CarpHost {
  demotion = 0;
  readonly #source;
  #run = 0;

  constructor(
    readonly group: CarpGroup,
    readonly node: Node,
    public skew: number,
  ) {
    this.#source = group.cast.sourceOf(node);
  }

  /**
   * The next advertisement is due one interval after this one, with the interval in effect when this one was
   * sent.
   */
  start(): void {
    const run = ++this.#run;
    this.group.cast.network.clock.repeat(
      () => SECOND * (1 + this.skew / 256),
      () => {
        if (run === this.#run) this.#say(1, this.skew);
        return this.node.isUp && run === this.#run;
      },
    );
  }

  /** Advertises at once, and continues from then on. */
  demote({skew = this.skew, demotion = this.demotion}: {skew?: number; demotion?: number}): void {
    this.skew = skew;
    this.demotion = demotion;
    this.start();
  }

  stop(): void {
    this.#run++;
  }

  /** Its interface goes down, so it advertises the longest possible interval. */
  sayGoodbye(): void {
    this.stop();
    this.#say(GOODBYE, GOODBYE);
  }

  #say(advertisementBase: number, advertisementSkew: number): void {
    const {group, node, demotion} = this;
    const {virtualHostId, cast, macs} = group;
    const mac = macs === 'own' ? node.mac : group.mac;
    const common = {virtualHostId, advertisementSkew, advertisementBase, demotion};
    const payload = encodeCarpPacket({...common, counter: ++group.counter, digest: cast.random.octets(20)});
    const destination = parseIp(cast.family === 4 ? '224.0.0.18' : 'ff02::12');
    const packet = ipPacket({
      ...{source: this.#source, destination, protocol: 112, payload, ttl: 255, id: node.nextId()},
    });
    const to = cast.family === 4 ? parseMac('01:00:5e:00:00:12') : multicastMac(parseIpv6('ff02::12'));
    node.tell({destination: to, etherType: etherTypeOf(destination), payload: packet}, {type: 'other'}, mac);
  }
}

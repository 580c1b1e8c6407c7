/**
 * The two virtual addresses, one of each family, their holders, and how nodes take, release and announce them.
 *
 * @module
 */

import type {LabSettings, Station} from '@vip/analysis';
import type {IpAddress, IpFamily, IpInterface} from '@vip/arp';
import {announceFromStation, dropAddress, takeAddress} from '../addresses.js';
import type {Workshop} from '../workshop.js';

export class Vips {
  readonly clients: readonly Station[];
  readonly #held: Readonly<Record<IpFamily, IpInterface>>;
  readonly #holders: Record<IpFamily, Station>;

  constructor(
    readonly workshop: Workshop,
    readonly settings: LabSettings,
    /** The same nodes in IPv6. */
    readonly ipv6: LabSettings,
  ) {
    const {vip, active, client, ext} = settings;
    this.#held = {IPv4: vip, IPv6: ipv6.vip};
    this.#holders = {IPv4: active, IPv6: active};
    this.clients = [client, ext];
  }

  addressOf(family: IpFamily): IpAddress {
    return this.#held[family].address;
  }

  /** The node that holds the IPv6 address. */
  get holder(): Station {
    return this.#holders.IPv6;
  }

  /** The node that does not hold the IPv6 address. */
  get other(): Station {
    const {active, passive} = this.settings;
    return this.holder === active ? passive : active;
  }

  /** @param detection without it: `nodad` */
  async take(to: Station, family: IpFamily, detection = {detects: true}): Promise<void> {
    await takeAddress(this.workshop, to, this.#held[family], detection);
  }

  async release(from: Station, family: IpFamily): Promise<void> {
    await dropAddress(this.workshop, from, this.#held[family]);
  }

  /** Moves an address from its holder to another node. */
  async move(to: Station, family: IpFamily, detection = {detects: true}): Promise<void> {
    await this.release(this.#holders[family], family);
    await this.take(to, family, detection);
    this.#holders[family] = to;
  }

  /** Records that the IPv6 address is now that node's, because it took it before the other released it. */
  moved(to: Station): void {
    this.#holders.IPv6 = to;
  }

  async announce(from: Station, family: IpFamily): Promise<void> {
    await announceFromStation(this.workshop, from, this.addressOf(family));
  }

  /** Whether the kernel announces an address by itself when its detection ends. */
  async notify({node, iface}: Station, value: 0 | 1): Promise<void> {
    await this.workshop.quietly(node, ['sysctl', '-q', '-w', `net/ipv6/conf/${iface}/ndisc_notify=${value}`]);
  }
}

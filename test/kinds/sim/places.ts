/**
 * Addresses of a story: one subnet, and MACs of the kinds that machines have.
 *
 * @module
 */

import {type IpAddress, type MacAddress, parseIp, parseMac} from '@vip/arp';
import type {Random} from '../../helpers/random.js';

/** Locally administered, QEMU, VMware, OVN, Intel, Super Micro. None is one of VRRP's, HSRP's or GLBP's. */
const PREFIXES = ['02:00:00', '52:54:00', '00:50:56', '0a:58:0a', '3c:fd:fe', '0c:c4:7a'] as const;

export class Places {
  readonly #random: Random;
  readonly #used = new Set<string>();
  readonly #v4: string;
  readonly #v6: string;
  readonly #elsewhere: string;

  constructor(random: Random) {
    this.#random = random;
    const octet = () => random.below(256);
    const v4 = [
      `10.${octet()}.${octet()}`,
      `192.168.${octet()}`,
      `172.${16 + random.below(16)}.${octet()}`,
      `203.0.113`,
    ] as const;
    this.#v4 = random.pick(v4);
    this.#elsewhere = `198.${18 + random.below(2)}.${octet()}`;
    const group = () => random.below(0x10000).toString(16);
    this.#v6 = random.pick([
      `2001:db8:${group()}:${group()}`,
      `fd${octet().toString(16).padStart(2, '0')}:${group()}:${group()}:1`,
    ]);
  }

  mac(prefix: string = this.#random.pick(PREFIXES)): MacAddress {
    return this.#fresh(() => {
      const rest = Array.from({length: 3}, () => this.#random.below(256).toString(16).padStart(2, '0'));
      return parseMac([prefix, ...rest].join(':'));
    });
  }

  /** In the subnet that all share. */
  ip(family: 4 | 6): IpAddress {
    return this.#fresh(() => {
      const host = 1 + this.#random.below(253);
      return parseIp(family === 4 ? `${this.#v4}.${host}` : `${this.#v6}::${(host * 257).toString(16)}`);
    });
  }

  /** In the subnet, one after the other as the addresses of one service are; those that are taken are left out. */
  row(family: 4 | 6, count: number): IpAddress[] {
    const hosts = family === 4 ? 254 : 0xf000;
    const start = this.#random.below(hosts);
    const row: IpAddress[] = [];
    for (let step = 0; row.length < count && step < hosts; step++) {
      const host = 1 + ((start + step) % hosts);
      const ip = parseIp(family === 4 ? `${this.#v4}.${host}` : `${this.#v6}::${host.toString(16)}`);
      if (!this.#used.has(ip)) row.push(ip);
    }
    for (const ip of row) this.#used.add(ip);
    return row;
  }

  linkLocal(): IpAddress {
    return this.#fresh(() => parseIp(`fe80::${(1 + this.#random.below(0xfffe)).toString(16)}`));
  }

  /** Behind a router. */
  remote(family: 4 | 6): IpAddress {
    return this.#fresh(() => {
      const host = 1 + this.#random.below(253);
      return parseIp(family === 4 ? `${this.#elsewhere}.${host}` : `2001:db8:ffff::${host.toString(16)}`);
    });
  }

  #fresh<T extends string>(make: () => T): T {
    for (;;) {
      const made = make();
      if (this.#used.has(made)) continue;
      this.#used.add(made);
      return made;
    }
  }
}

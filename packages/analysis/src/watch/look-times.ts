/**
 * The times at which a watch examines news: several times a second, less often the more there is to examine. Pure.
 *
 * @module
 */

/** The interval between looks while frames arrive. Nanoseconds. */
const LOOK_NS = 250_000_000n;

/** Delay added to the next look by each watched address beyond a hundred, with or without news. Nanoseconds. */
const WATCHED_EACH_NS = 500_000n;
const MANY_WATCHED = 100;
/** Delay added to the next look by each address examined, so that looks take a fortieth of the time. Nanoseconds. */
const ADDRESS_EACH_NS = 6_000_000n;
/** The same for a virtual router. */
const ROUTER_EACH_NS = 2_000_000n;

export class LookTimes {
  #next: bigint | undefined;

  /** Records the first frame: the first look is a little later. Nanoseconds. */
  begin(at: bigint): void {
    this.#next ??= at + LOOK_NS;
  }

  /** Nanoseconds. */
  isDue(now: bigint): boolean {
    return this.#next === undefined || now >= this.#next;
  }

  /** Records the beginning of a look. Nanoseconds. */
  looked(now: bigint): void {
    this.#next = now + LOOK_NS;
  }

  /** Records the numbers of watched addresses, and of addresses and routers examined in this look. */
  found(watched: number, addresses: number, routers: number): void {
    const beyond = BigInt(Math.max(0, watched - MANY_WATCHED));
    const found = BigInt(addresses) * ADDRESS_EACH_NS + BigInt(routers) * ROUTER_EACH_NS;
    this.#next = (this.#next ?? 0n) + beyond * WATCHED_EACH_NS + found;
  }
}

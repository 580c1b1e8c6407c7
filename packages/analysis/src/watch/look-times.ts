/**
 * When a watch examines what is new: several times a second, and less often the more there is to examine. Pure.
 *
 * @module
 */

/** How often it looks, while frames come. Nanoseconds. */
const LOOK_NS = 250_000_000n;

/** What each watched address beyond a hundred costs in time until the next look, whether or not anything is new of it. Nanoseconds. */
const WATCHED_EACH_NS = 500_000n;
const MANY_WATCHED = 100;
/** What looking at one address costs in time until the next look, so that a fortieth of it is spent on that. Nanoseconds. */
const ADDRESS_EACH_NS = 6_000_000n;
/** The same for a virtual router. */
const ROUTER_EACH_NS = 2_000_000n;

export class LookTimes {
  #next: bigint | undefined;

  /** Frames come since then: the first look is a little later. Nanoseconds. */
  begin(at: bigint): void {
    this.#next ??= at + LOOK_NS;
  }

  /** Nanoseconds. */
  isDue(now: bigint): boolean {
    return this.#next === undefined || now >= this.#next;
  }

  /** A look begins. Nanoseconds. */
  looked(now: bigint): void {
    this.#next = now + LOOK_NS;
  }

  /** So many addresses are watched, and so many of them and of virtual routers are looked at this time. */
  found(watched: number, addresses: number, routers: number): void {
    const beyond = BigInt(Math.max(0, watched - MANY_WATCHED));
    const found = BigInt(addresses) * ADDRESS_EACH_NS + BigInt(routers) * ROUTER_EACH_NS;
    this.#next = (this.#next ?? 0n) + beyond * WATCHED_EACH_NS + found;
  }
}

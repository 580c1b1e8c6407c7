/**
 * What becomes of the watched interfaces: while one is down or gone, nothing is seen there, which says nothing of its addresses.
 *
 * @module
 */

import {readLinkInterface} from '@vip/arp/link';

type LinkState = 'up' | 'down' | 'gone';

export class LinkWatch {
  readonly #states = new Map<string, LinkState>();

  /** @param names of the interfaces, which are up */
  constructor(names: readonly string[]) {
    for (const name of names) this.#states.set(name, 'up');
  }

  /** What has changed since the last look, a sentence for each. */
  look(): string[] {
    return [...this.#states].flatMap(([name, former]) => {
      const state = stateOf(name);
      if (state === former) return [];
      this.#states.set(name, state);
      return [`${name} is ${state === 'up' ? 'up again' : state}`];
    });
  }
}

function stateOf(name: string): LinkState {
  const link = readLinkInterface(name);
  if (link === undefined) return 'gone';
  return link.isUp ? 'up' : 'down';
}

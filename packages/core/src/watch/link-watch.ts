/**
 * Changes of the watched interfaces. While one is down or gone, nothing is seen there, which says nothing about its addresses.
 *
 * @module
 */

import {readLinkInterface} from '@vip/arp/link';

type LinkState = 'up' | 'down' | 'gone';

export interface LinkChange {
  readonly iface: string;
  /** A sentence without a full stop. */
  readonly text: string;
  /** Whether it is watched from now on; undefined if it must be opened again first. */
  readonly isWatched: boolean | undefined;
}

interface Known {
  state: LinkState;
  /** Whether it was gone, and has not been opened again. */
  isLost: boolean;
}

export class LinkWatch {
  readonly #known = new Map<string, Known>();

  /** @param names of the interfaces, which are up */
  constructor(names: readonly string[]) {
    for (const name of names) this.#known.set(name, {state: 'up', isLost: false});
  }

  /** Changes since the last look. */
  look(): LinkChange[] {
    return [...this.#known].flatMap(([iface, known]) => this.#change(iface, known) ?? []);
  }

  #change(iface: string, known: Known): LinkChange | undefined {
    const state = stateOf(iface);
    if (state === known.state) return undefined;
    known.state = state;
    if (state === 'gone') known.isLost = true;
    if (state !== 'up') return {iface, text: `${iface} is ${state}`, isWatched: false};
    const isWatched = known.isLost ? undefined : true;
    known.isLost = false;
    return {iface, text: `${iface} is up again`, isWatched};
  }
}

function stateOf(name: string): LinkState {
  const link = readLinkInterface(name);
  if (link === undefined) return 'gone';
  return link.isUp ? 'up' : 'down';
}

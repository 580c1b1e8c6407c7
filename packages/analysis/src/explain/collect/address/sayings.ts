/**
 * What one MAC said about an address that may change a neighbour's entry, in order. Bounded, however much it says.
 *
 * @module
 */

import type {AddressKey} from '@vip/arp';
import type {Mark} from '../../../capture/mark.js';

/** Of each kind; announcements and requests usually follow each other in sets. */
const MAX_SAYINGS = 12;

/** Alike ones that followed one another. */
export interface Saying {
  readonly what: 'announcement' | 'question';
  /**
   * The address that was asked for, if only its owner hears the request: neighbour solicitations go to a group of one. Absent if all
   * neighbours hear it.
   */
  readonly target?: AddressKey | undefined;
  /** Whether entries that have a MAC keep it: it was announced without Override. */
  readonly isWeak: boolean;
  readonly first: Mark;
  readonly last: Mark;
}

/** Who takes note of it. */
export type Hearing = Pick<Saying, 'target' | 'isWeak'>;

/** All neighbours, whatever they have. */
export const HEARD_BY_ALL: Hearing = {target: undefined, isWeak: false};

export class Sayings {
  readonly #toAll: (Saying & {last: Mark})[] = [];
  readonly #toOne: (Saying & {last: Mark})[] = [];

  said(what: Saying['what'], {target, isWeak}: Hearing, mark: Mark): void {
    const said = target === undefined ? this.#toAll : this.#toOne;
    const last = said.at(-1);
    if (last?.what === what && last.target === target && last.isWeak === isWeak) {
      last.last = mark;
      return;
    }
    if (said.length >= MAX_SAYINGS) said.shift();
    said.push({what, target, isWeak, first: mark, last: mark});
  }

  /** @param isHeardAt whether the station in question has the address */
  heardBy(isHeardAt: (target: AddressKey) => boolean): Saying[] {
    return [...this.#toAll, ...this.#toOne.filter(({target}) => target !== undefined && isHeardAt(target))];
  }
}

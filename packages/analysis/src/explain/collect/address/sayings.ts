/**
 * What one MAC said about an address that may change a neighbour's entry, in order. Bounded, however much it says.
 *
 * @module
 */

import type {AddressKey} from '@vip/arp';
import type {Mark} from '../../../capture/mark.js';
import {SET_GAP_NS} from '../../../claims/announcement-sets.js';
import type {Open} from '../../../collections/open.js';

/** Of each kind; announcements and requests usually follow each other in sets. */
const MAX_SAYINGS = 8;

/** A set: alike ones that followed one another at once. */
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
  readonly #toAll: Open<Saying>[] = [];
  #toOne: Open<Saying>[] | undefined;

  said(what: Saying['what'], {target, isWeak}: Hearing, mark: Mark): void {
    const said = target === undefined ? this.#toAll : this.#toOneStation();
    const last = said.at(-1);
    const isAlike = last?.what === what && last.target === target && last.isWeak === isWeak;
    if (isAlike && mark.at - last.last.at <= SET_GAP_NS) {
      last.last = mark;
      return;
    }
    if (said.length >= MAX_SAYINGS) said.shift();
    said.push({what, target, isWeak, first: mark, last: mark});
  }

  /** @param isHeardAt whether the station in question has the address */
  heardBy(isHeardAt: (target: AddressKey) => boolean): Saying[] {
    const toOne = this.#toOne ?? [];
    return [...this.#toAll, ...toOne.filter(({target}) => target !== undefined && isHeardAt(target))];
  }

  #toOneStation(): Open<Saying>[] {
    this.#toOne ??= [];
    return this.#toOne;
  }
}

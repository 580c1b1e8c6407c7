/**
 * A letter and a tone for each MAC of a run, so that the picture can be read without colour. Pure.
 *
 * @module
 */

import type {TrialSettings} from '@vip/analysis';
import {claimants, isCluster} from '@vip/analysis/internal';
import type {MacAddress} from '@vip/arp';
import type {Tone} from './paint.js';

export interface MacName {
  readonly letter: string;
  readonly tone: Tone;
  readonly mac?: MacAddress;
  /** The node that has it; absent for a MAC that is not the lab's. */
  readonly node?: string;
}

/** An entry without a MAC. */
export const NO_MAC: MacName = {letter: '?', tone: 'dim'};

const CLAIMANTS: readonly MacName[] = [
  {letter: 'A', tone: 'first'},
  {letter: 'B', tone: 'second'},
  {letter: 'C', tone: 'third'},
];

/** For all further holders: a cluster may have more machines. */
const LATER: MacName = {letter: 'D', tone: 'third'};

/** For MACs that are not the lab's, in order of appearance. */
const FOREIGN = 'XYZUVW';

/** A for the first holder of the address, B for the node that takes it over, C for a wrong claimant, R for the router. */
export class MacNames {
  readonly #names: Map<MacAddress, MacName>;

  constructor(settings: TrialSettings) {
    const named = claimants(settings).map(({mac, node}, index): [MacAddress, MacName] => [
      mac,
      {...(CLAIMANTS[index] ?? LATER), mac, node},
    ]);
    // If the holders share a MAC, it is named after the first.
    this.#names = new Map([...routersOf(settings), ...named.reverse()]);
  }

  /** Undefined for one that no cache of the run has held, and that is not the lab's own. */
  known(mac: MacAddress): MacName | undefined {
    return this.#names.get(mac);
  }

  /** The name of a MAC that a cache holds; a foreign one is given the next letter. */
  believed(mac: MacAddress | undefined): MacName {
    if (mac === undefined) return NO_MAC;
    const known = this.#names.get(mac);
    if (known !== undefined) return known;
    const foreign = [...this.#names.values()].filter(({node}) => node === undefined).length;
    const name: MacName = {letter: FOREIGN[foreign] ?? '*', tone: 'third', mac};
    this.#names.set(mac, name);
    return name;
  }
}

/** The routers of a cluster are not known. */
function routersOf(settings: TrialSettings): [MacAddress, MacName][] {
  if (isCluster(settings)) return [];
  const {mac, node} = settings.routerRemote;
  return [[mac, {letter: 'R', tone: 'other', mac, node}]];
}

/**
 * Claimants of an address, in order. Bounded, whatever is sent.
 *
 * @module
 */

import {type AddressKey, type MacAddress, numberOfMac, UNKNOWN_MAC} from '@vip/arp';
import type {Claim, ClaimKind} from '@vip/arp/ownership';
import type {Mark} from '../../../capture/mark.js';
import type {Open} from '../../../collections/open.js';
import type {Claimant, ClaimRun} from '../../claim-facts.js';
import type {Capacity} from './capacity.js';
import {HEARD_BY_ALL, type Hearing, type Saying, Sayings} from './sayings.js';

const MAX_CLAIMANTS = 16;
const MAX_RUNS = 256;
const MAX_SOURCES = 4;
/** Runs and claimants that each address may keep, however many other addresses have. */
const RESERVED = 3;

interface GrowingClaimant extends Omit<Open<Claimant>, 'kinds' | 'sources'> {
  readonly kinds: ClaimKind[];
  sources?: Set<MacAddress>;
  sayings?: Sayings;
}

export class Claimants {
  readonly #byMac = new Map<MacAddress, GrowingClaimant>();
  readonly #runs: Open<ClaimRun>[] = [];
  readonly #capacity: Capacity;

  constructor(capacity: Capacity) {
    this.#capacity = capacity;
  }

  claimed({mac, what}: Claim, mark: Mark, hearing: Hearing = HEARD_BY_ALL): void {
    this.#grow(mac, mark);
    const claimant = this.#claimant(mac, mark);
    if (claimant === undefined) return;
    claimant.claims++;
    claimant.last = mark;
    if (!claimant.kinds.includes(what)) claimant.kinds.push(what);
    if (what !== 'announcement' && what !== 'question') return;
    claimant.sayings ??= new Sayings();
    claimant.sayings.said(what, hearing, mark);
  }

  /** Its request came from another MAC. */
  askedFrom(source: MacAddress, mac: MacAddress): void {
    const claimant = this.#byMac.get(mac);
    if (claimant === undefined) return;
    claimant.sources ??= new Set();
    if (claimant.sources.size < MAX_SOURCES) claimant.sources.add(source);
  }

  /** When it was last claimed. */
  get lastAt(): bigint | undefined {
    let latest: bigint | undefined;
    for (const {last} of this.#byMac.values()) if (latest === undefined || last.at > latest) latest = last.at;
    return latest;
  }

  /** What this MAC said to a station, to which it belongs whether the address it was asked for is its own. */
  sayings(mac: number, isOfStation: (ip: AddressKey) => boolean): readonly Saying[] {
    if (mac === UNKNOWN_MAC) return [];
    for (const claimant of this.#byMac.values())
      if (numberOfMac(claimant.mac) === mac) return claimant.sayings?.heardBy(isOfStation) ?? [];
    return [];
  }

  get macs(): readonly MacAddress[] {
    return [...this.#byMac.keys()];
  }

  get runs(): readonly ClaimRun[] {
    return this.#runs;
  }

  facts(): Claimant[] {
    return [...this.#byMac.values()].map(({mac, first, last, claims, kinds, sources}) => {
      const claimant = {mac, first, last, claims, kinds: [...kinds]};
      return sources === undefined ? claimant : {...claimant, sources: [...sources]};
    });
  }

  #grow(mac: MacAddress, mark: Mark): void {
    const run = this.#runs.at(-1);
    const {length} = this.#runs;
    if (run?.mac !== mac && length < MAX_RUNS && this.#capacity.takeNote(length, RESERVED)) {
      this.#runs.push({mac, first: mark, last: mark, count: 1});
    } else if (run !== undefined) {
      run.last = mark;
      run.count++;
    }
  }

  #claimant(mac: MacAddress, mark: Mark): GrowingClaimant | undefined {
    const known = this.#byMac.get(mac);
    if (known !== undefined) return known;
    const {size} = this.#byMac;
    if (size >= MAX_CLAIMANTS || !this.#capacity.takeNote(size, RESERVED)) return undefined;
    const made: GrowingClaimant = {mac, first: mark, last: mark, claims: 0, kinds: []};
    this.#byMac.set(mac, made);
    return made;
  }
}

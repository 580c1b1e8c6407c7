/**
 * The addresses of a capture that are reported, and why: at its end, and while it goes on. Pure.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import {addressOfKey, keyOf} from '@vip/arp';
import {placeOf} from '@vip/arp/ownership';
import {grouped} from '../../../collections/grouped.js';
import {mapped, type Stepwise} from '../../../collections/stepwise.js';
import type {AddressFacts} from '../../facts.js';
import type {NetworkName} from '../../frames/networks.js';
import type {SnappedFrames} from '../../frames/snapped-frames.js';
import type {AddressRecord} from '../address/address-record.js';
import type {AddressTable} from '../address/address-table.js';
import {hasInterest, recordFacts} from '../address/record-facts.js';
import {hasOwnReason} from './askers.js';
import {GatewayPaths} from './gateway-paths.js';
import {machineKey} from './machine-moves.js';
import {fellSilent} from './silence.js';
import {stayed} from './stayed.js';

export interface Wanted {
  /** Up to this time, after the last frame. Nanoseconds. */
  readonly now: bigint;
  /** Addresses whose facts are wanted even without news. */
  readonly ips: ReadonlySet<IpAddress>;
}

export class ToldAddresses {
  /** Whether an address to be reported was not followed. Known after `facts`. */
  hasOverlooked = false;

  /**
   * @param cutOff frames of which the snap length left too little
   * @param isStray whether nothing that was seen in a network counts, because it turned out to be another
   */
  constructor(
    readonly table: AddressTable,
    readonly cutOff: SnappedFrames,
    readonly isStray: (network: NetworkName) => boolean,
  ) {}

  /**
   * Addresses that were requested or mentioned; if there are none, those that fell silent. An address that is mentioned in one network is also
   * reported in any other where it fell silent, because that one may be behind a router.
   *
   * @param carp the virtual MACs of CARP hosts, each with its network: addresses at these are advertised
   */
  *facts(carp: ReadonlySet<string>): Stepwise<AddressFacts[]> {
    const {table} = this;
    const all = [...table.requested()].filter(({network}) => !this.isStray(network));
    const paths = new GatewayPaths(() => table.all());
    if (table.isLimited)
      return seenFirst(
        yield* mapped([...all, ...table.unseen()], record => paths.with(recordFacts(record, 'asked-for'))),
      );
    const spoken = yield* mapped(all, record => this.#spokenFacts(record, carp));
    const keys = new Set(all.flatMap(({key}, index) => (spoken[index] === undefined ? [] : [key])));
    // If nothing else is reported, addresses that fell silent are, and any address may have done so.
    const isSilence = keys.size === 0 && table.followed !== undefined;
    const isPassedOver = ({isFollowed, isFollowedLate}: AddressRecord) => !isFollowed || isFollowedLate;
    const isOverlooked = isSilence || all.some(record => isPassedOver(record) && keys.has(record.key));
    const left = stayed(all, spoken);
    // Whether an address initiates anything is known only if everything is followed.
    this.hasOverlooked = isOverlooked || (left.size > 0 && table.followed !== undefined);
    const told = all.flatMap((record, index) => {
      if (left.has(record) && record.isFollowed) return [recordFacts(record, 'stayed')];
      if (spoken[index] !== undefined) return spoken[index];
      if (keys.has(record.key)) return this.#elsewhere(record);
      return keys.size === 0 && fellSilent(record) ? [recordFacts(record, 'unanswered')] : [];
    });
    return told.map(one => paths.with(one));
  }

  /**
   * While the capture goes on: addresses with news since the last call, those whose questions are not answered at present, and those in `ips`,
   * each in all networks.
   *
   * @param beside grows with news about other addresses that may concern any of these
   */
  *soFar({ips, now}: Wanted, carp: ReadonlySet<string>, beside: number): Stepwise<AddressFacts[]> {
    const keys = new Set([...this.table.takeNews(beside, now), ...[...ips].map(keyOf)]);
    const found = yield* mapped([...keys], key => {
      const records = this.table.everywhere(key).filter(({network}) => !this.isStray(network));
      for (const record of records) record.settleLong(this.table.clock.nsOf(now));
      const spoken = records.map(record => this.#spokenFacts(record, carp));
      if (spoken.every(one => one === undefined)) return [];
      return records.flatMap((record, index) => spoken[index] ?? this.#elsewhere(record));
    });
    const news = found.flat();
    const paths = new GatewayPaths(() => this.table.all());
    return [...news.map(one => paths.with(one)), ...(yield* this.#askedBy(news, carp))];
  }

  /** Addresses without news that any of these asks: only they show that an asker is a client, not a virtual IP. */
  *#askedBy(news: readonly AddressFacts[], carp: ReadonlySet<string>): Stepwise<AddressFacts[]> {
    const known = new Set(news.map(placeOf));
    const asking = grouped(
      news.filter(one => !hasOwnReason(one)),
      ({network}) => network,
    );
    if (asking.size === 0) return [];
    const isAsked = ({network: {text}, senders}: AddressRecord) =>
      asking.get(text)?.some(({ip}) => senders.has(keyOf(ip))) === true;
    const asked = yield* mapped([...this.table.requested()], record =>
      known.has(record.name) || !isAsked(record) ? [] : (this.#spokenFacts(record, carp) ?? []),
    );
    return asked.flat();
  }

  /** When each machine was last heard in each network, about any reported address: by `machineKey`. Nanoseconds. */
  lastHeard(carp: ReadonlySet<string>): Map<string, bigint> {
    const heard = new Map<string, bigint>();
    for (const record of this.table.requested()) {
      if (!this.#isToldOf(record, carp)) continue;
      for (const {mac, last} of record.heard()) {
        const key = machineKey(record.network.text, mac);
        if (last.at > (heard.get(key) ?? 0n)) heard.set(key, last.at);
      }
    }
    return heard;
  }

  #isToldOf(record: AddressRecord, carp: ReadonlySet<string>): boolean {
    return this.table.isLimited || record.interests.size > 0 || record.isAtAnyOf(carp);
  }

  #spokenFacts(record: AddressRecord, carp: ReadonlySet<string>): AddressFacts | undefined {
    if (this.table.isLimited) return recordFacts(record, 'asked-for');
    const isAdvertised = record.isAtAnyOf(carp);
    if (!record.isSpokenOf && !isAdvertised) return undefined;
    const why = isAdvertised ? 'advertised' : undefined;
    return hasInterest(record, why) ? recordFacts(record, why) : undefined;
  }

  /**
   * An address that is reported in another network: in this one, which may be behind a router, it is reported if it fell silent. It is a separate
   * address if a machine has it, or may have it because the snap length cut off who does.
   */
  #elsewhere(record: AddressRecord): AddressFacts[] {
    if (fellSilent(record)) return [recordFacts(record, 'unanswered')];
    const ip = addressOfKey(record.key);
    const isSeen = record.claimants.length > 0 || this.cutOff.mayHide({ip, network: record.network.text});
    return isSeen ? [recordFacts(record, 'elsewhere')] : [];
  }
}

/** Without the networks in which nothing was seen of an address that was seen in another: an ICMP error at the loopback interface says nothing of it. */
function seenFirst(all: readonly AddressFacts[]): AddressFacts[] {
  const seen = new Set(all.filter(isSeen).map(({ip}) => ip));
  return all.filter(one => isSeen(one) || !seen.has(one.ip));
}

function isSeen(facts: AddressFacts): boolean {
  const {tenures, claimRuns, answers, senders, questions, probes, refusals, invalid, through = []} = facts;
  const all = [tenures, claimRuns, answers, senders, questions, probes, refusals, invalid, through];
  return all.some(({length}) => length > 0);
}

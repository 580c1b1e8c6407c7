/**
 * Addresses that only ask others. A client whose network card was replaced, or whose bond failed over, announces itself at another MAC, but
 * that does not make it a virtual IP: it is reported alongside the address that it asks. Pure.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import {placeOf} from '@vip/arp/ownership';
import {grouped} from '../../../collections/grouped.js';
import type {Sender} from '../../../conversations/facts.js';
import type {AddressFacts, Interest} from '../../facts.js';
import {isBefore} from '../../scope.js';
import type {VerdictName} from '../../verdict.js';

/** Reasons to report an address even if it asks others. */
const OWN_REASONS: ReadonlySet<Interest> = new Set(['asked-for', 'advertised', 'refused']);

/** Whether an address is reported even if it asks others. */
export function hasOwnReason({interests}: AddressFacts): boolean {
  return interests.some(interest => OWN_REASONS.has(interest));
}

/** Verdicts on an address that nobody asks and no other machine claims. */
const UNCONTESTED: ReadonlySet<VerdictName> = new Set([
  'HEALTHY',
  'CANNOT_TELL',
  'NO_ANNOUNCEMENT',
  'SILENT_FAILBACK',
]);

export class Askers {
  /** Addresses by their askers, in each network. */
  readonly #asked: ReadonlyMap<string, readonly {readonly address: AddressFacts}[]>;
  readonly #byName: ReadonlyMap<string, AddressFacts>;

  constructor(addresses: readonly AddressFacts[]) {
    this.#byName = new Map(addresses.map(one => [placeOf(one), one]));
    const asking = addresses.flatMap(address => {
      const {network, senders} = address;
      return senders.filter(asksService).map(({ip}) => ({address, asker: placeOf({ip, network})}));
    });
    this.#asked = grouped(asking, ({asker}) => asker);
  }

  /** Whether an address asks others that are reported, and is asked only by these, and only later. */
  isOne(one: AddressFacts): boolean {
    const {ip, senders} = one;
    if (hasOwnReason(one)) return false;
    const asked = (this.#asked.get(placeOf(one)) ?? []).map(({address}) => address);
    return asked.length > 0 && senders.filter(asksService).every(sender => isAnswering(sender, ip, asked));
  }

  /** The askers of an address. */
  of({network, senders}: AddressFacts): AddressFacts[] {
    return senders.flatMap(sender => {
      const own = this.#byName.get(placeOf({ip: sender.ip, network}));
      return own !== undefined && asksService(sender) && this.isOne(own) ? [own] : [];
    });
  }
}

/** Whether there is nothing to report about such an address except that it moved. */
export function isUncontested(verdict: VerdictName): boolean {
  return UNCONTESTED.has(verdict);
}

/** Whether a sender asks for more than the MAC, for which any neighbour may ask. */
function asksService({asked}: Sender): boolean {
  return asked.some(({protocol}) => protocol !== 'neighbour');
}

/**
 * Whether a sender only answers. Data sent back is acknowledged as well, so the client is the one that sent
 * first.
 */
function isAnswering({ip, runs}: Sender, client: IpAddress, asked: readonly AddressFacts[]): boolean {
  const other = asked.find(one => one.ip === ip);
  const first = other?.senders.find(one => one.ip === client)?.runs[0]?.first;
  const [run] = runs;
  return first !== undefined && (run === undefined || isBefore(first, run.first));
}

/**
 * Addresses that only ask others: a client whose network card was replaced, or whose bond failed over, announces itself at another MAC, and is
 * no virtual IP because of that. It is told beside the address that it asks. Pure.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {Sender} from '../conversations/facts.js';
import type {AddressFacts, Interest} from './facts.js';
import {isBefore} from './scope.js';
import type {VerdictName} from './verdict.js';

/** Reasons to tell of an address whatever it asks of others. */
const OWN_REASONS: ReadonlySet<Interest> = new Set(['asked-for', 'advertised', 'refused']);

/** What is found of one that nobody asks, and that nobody else claims. */
const UNCONTESTED: ReadonlySet<VerdictName> = new Set([
  'HEALTHY',
  'CANNOT_TELL',
  'NO_ANNOUNCEMENT',
  'SILENT_FAILBACK',
]);

export class Askers {
  /** Addresses by who asks them in which network. */
  readonly #asked = new Map<string, AddressFacts[]>();
  readonly #byName: ReadonlyMap<string, AddressFacts>;

  constructor(addresses: readonly AddressFacts[]) {
    this.#byName = new Map(addresses.map(one => [keyOf(one.network, one.ip), one]));
    for (const address of addresses) {
      for (const {ip} of address.senders.filter(asksService)) {
        const key = keyOf(address.network, ip);
        const known = this.#asked.get(key);
        if (known === undefined) this.#asked.set(key, [address]);
        else known.push(address);
      }
    }
  }

  /** Whether it asks others that are told of, and is asked by none but these, and later. */
  isOne({ip, network, interests, senders}: AddressFacts): boolean {
    if (interests.some(interest => OWN_REASONS.has(interest))) return false;
    const asked = this.#asked.get(keyOf(network, ip)) ?? [];
    return asked.length > 0 && senders.filter(asksService).every(one => isAnswering(one, ip, asked));
  }

  /** Those who ask an address. */
  of({network, senders}: AddressFacts): AddressFacts[] {
    return senders.flatMap(sender => {
      const own = this.#byName.get(keyOf(network, sender.ip));
      return own !== undefined && asksService(sender) && this.isOne(own) ? [own] : [];
    });
  }
}

/** Whether there is nothing to be told of such an address but that it moved. */
export function isUncontested(verdict: VerdictName): boolean {
  return UNCONTESTED.has(verdict);
}

/** Any neighbour may ask where it is. */
function asksService({asked}: Sender): boolean {
  return asked.some(({protocol}) => protocol !== 'neighbour');
}

/** Data that are sent back want to be acknowledged, too: who spoke first is the client. */
function isAnswering({ip, runs}: Sender, client: IpAddress, asked: readonly AddressFacts[]): boolean {
  const other = asked.find(one => one.ip === ip);
  const first = other?.senders.find(one => one.ip === client)?.runs[0]?.first;
  const [run] = runs;
  return first !== undefined && (run === undefined || isBefore(first, run.first));
}

function keyOf(network: string, ip: IpAddress): string {
  return `${ip} ${network}`;
}

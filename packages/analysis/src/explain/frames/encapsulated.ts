/**
 * Frames that carry others: tunnels and the like. Their contents are not decoded, and the address in question may be inside.
 *
 * @module
 */

import type {SeenView} from '../../capture/seen-view.js';
import {sum} from '../../collections/sum.js';
import {TUNNEL_PROTOCOLS} from '../../conversations/tunnel-protocols.js';
import {isTunnelData} from '../../conversations/udp/streams.js';
import {counted, listed} from '../../text/count-text.js';

export interface EncapsulatedCount {
  /** `VXLAN` */
  readonly name: string;
  readonly frames: number;
}

/** By UDP port, compared rather than looked up, because most packets have another: 8472 is Linux's default, from before 4789 was assigned. */
function nameOfPort(view: SeenView): string | undefined {
  switch (view.destinationPort) {
    case 4789:
    case 8472:
      return 'VXLAN';
    case 6081:
      return 'Geneve';
    case 51_820:
      return isTunnelData(view.transportOctets) ? 'WireGuard' : undefined;
    default:
      return undefined;
  }
}

const ETHER_TYPES: ReadonlyMap<number, string> = new Map([
  [0x8847, 'MPLS'],
  [0x8848, 'MPLS'],
  [0x8864, 'PPPoE'],
  [0x88e7, '802.1ah'],
]);

export class Encapsulated {
  readonly #counts = new Map<string, number>();

  get counts(): readonly EncapsulatedCount[] {
    return [...this.#counts].map(([name, frames]) => ({name, frames}));
  }

  /** An IP packet. */
  note(view: SeenView): void {
    if (view.transport === 'udp') this.#count(nameOfPort(view));
    else if (view.transport === 'none') this.#count(TUNNEL_PROTOCOLS.get(view.protocol));
  }

  /** A frame of another EtherType. */
  noteOther({etherType}: SeenView): void {
    this.#count(ETHER_TYPES.get(etherType));
  }

  #count(name: string | undefined): void {
    if (name !== undefined) this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }
}

/** The message for captures in which there is nothing to report: what to do about it depends on what is inside. */
export function nothingFoundText(
  captures: readonly {readonly encapsulated: readonly EncapsulatedCount[]}[],
): string {
  const inside = encapsulatedText(captures.flatMap(({encapsulated}) => encapsulated));
  const found = 'no virtual IP found: nothing was announced, moved or advertised';
  return inside === ''
    ? `${found}; name the address with --ip`
    : `${found}, but ${inside} carry others, which are not examined`;
}

/** `60 frames (VXLAN)`; empty for none. */
export function encapsulatedText(counts: readonly EncapsulatedCount[]): string {
  if (counts.length === 0) return '';
  const all = sum(counts, ({frames}) => frames);
  return `${counted(all, 'frame')} (${listed([...new Set(counts.map(({name}) => name))])})`;
}

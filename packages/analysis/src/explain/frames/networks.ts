/**
 * Names of the networks in a capture: an interface with a stack of VLANs. The same address in two networks is two addresses.
 *
 * @module
 */

export interface NetworkName {
  /** Small, from 0 on. */
  readonly id: number;
  /** `eth0`, `eth0 VLAN 10`, `VLAN 10`; empty for untagged frames of a file that names no interface. */
  readonly text: string;
  readonly iface: string;
  readonly vlans: string;
}

/** The network of an address that was not seen. */
export const NOWHERE: NetworkName = {id: -1, text: '', iface: '', vlans: ''};

/** Maximum number of networks distinguished; further ones are merged into the last. Anyone who can send frames can choose their tags. */
const MAX_NETWORKS = 1024;

export function networkText(iface: string, vlans: string): string {
  return [iface, vlans === '' ? '' : `VLAN ${vlans}`].filter(part => part !== '').join(' ');
}

/** The interface of a network, by its name; empty where the file names none. */
export function interfaceIn(network: string): string {
  return network.replace(/(?:^| )VLAN [\d.]+$/, '');
}

/** A network as a frame names it: its interface and its tags. */
export type SeenNetwork = Pick<NetworkName, 'iface' | 'vlans'>;

/**
 * `interface 2` on a machine of which all were captured: a file has nothing but their numbers.
 *
 * @param index of a cooked capture of version 2, of any interface; negative for others
 */
export function ifaceName(iface: string, index: number): string {
  if (index < 0) return iface;
  return iface === '' || iface === ALL ? `interface ${index}` : `interface ${index} of ${iface}`;
}

/** What tcpdump calls all interfaces together (pcap(3PCAP)). */
const ALL = 'any';

/** The names of interfaces by `ifaceName`. The next one is usually the same as the last. */
export class IfaceNames {
  #iface = '';
  #index = -1;
  #name = '';

  of(iface: string, index: number): string {
    if (index < 0) return iface;
    if (index !== this.#index || iface !== this.#iface) {
      this.#iface = iface;
      this.#index = index;
      this.#name = ifaceName(iface, index);
    }
    return this.#name;
  }
}

/** Whether the tags of the first are those of the other without the outermost ones. */
export function isWithin(a: SeenNetwork, b: SeenNetwork): boolean {
  return a.vlans !== b.vlans && (a.vlans === '' || b.vlans.endsWith(`.${a.vlans}`));
}

export class Networks {
  /** In the order of their numbers. */
  readonly all: NetworkName[] = [];
  readonly #byName = new Map<string, NetworkName>();
  #last: NetworkName | undefined;

  /** @param vlans `10`, `100.10`, empty */
  get(iface: string, vlans: string): NetworkName {
    const last = this.#last;
    if (last !== undefined && last.iface === iface && last.vlans === vlans) return last;
    const key = `${iface} ${vlans}`;
    let network = this.#byName.get(key);
    if (network === undefined) {
      if (this.#byName.size >= MAX_NETWORKS && last !== undefined) return last;
      network = {id: this.#byName.size, text: networkText(iface, vlans), iface, vlans};
      this.all.push(network);
      this.#byName.set(key, network);
    }
    this.#last = network;
    return network;
  }
}

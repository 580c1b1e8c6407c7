/**
 * What a topology is: stations with their roles, observers, how they are wired, a picture. Pure.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {LabSettings, Station} from '../lab/stations.js';
import type {Wiring} from './wiring.js';

/**
 * Role of a station: it holds the VIP initially, may take it over, has no right to it, uses it from the same subnet or
 * from behind the gateway, is the gateway, or is the interface over which a holder hears the other.
 */
export type TopologyRole = 'holder' | 'candidate' | 'rogue' | 'observer' | 'remote' | 'gateway' | 'heartbeat';

/** A station with its role. */
export interface Placed extends Station {
  readonly role: TopologyRole;
}

/** A station that pings the VIP, and whose neighbour cache is watched. */
export interface Observer extends Station {
  readonly name: string;
  /** The virtual IP that it pings. */
  readonly vip: IpAddress;
  /** The name of the stream of its measuring probes. */
  readonly stream: string;
  /** The address whose entry decides where its pings go: the VIP, or its gateway. */
  readonly nextHop: IpAddress;
  /** For an observer behind a router: the MAC that its entry always holds. */
  readonly gatewayMac?: MacAddress;
  /** The observer whose entry decides instead, if it is behind a router. */
  readonly via?: string;
  /** Outgoing interface of its pings, if another may lead to the same network. */
  readonly boundTo?: string;
}

/** The topology drawn in a few lines of text. */
export interface Picture {
  /** Two or three stations, one below the other. */
  readonly left: readonly Station[];
  /** The labels of what connects them to the rest, from the left. */
  readonly middle: readonly string[];
  /** Rows of nodes, each from left to right. */
  readonly right: readonly (readonly string[])[];
  /** Another connection between the holders, on a line of its own. */
  readonly below?: readonly string[];
}

/** A network that connects stations, as a report draws it. */
export interface Network {
  /** The node that is its switch. */
  readonly node: string;
  readonly label: string;
  /** The nodes connected to it. */
  readonly stations: readonly string[];
  /** Set if it carries only the holders' advertisements to each other, and no address that clients use. */
  readonly isHeartbeat?: true;
}

/** A topology with the addresses of one run. */
export interface Topology {
  readonly kind: TopologyKind;
  /** The holder first. */
  readonly stations: readonly Placed[];
  /** In the order in which they are reported. */
  readonly observers: readonly Observer[];
  /** The observer whose pings are shown. */
  readonly reader: Observer;
  readonly picture: Picture;
  readonly networks: readonly Network[];
}

/**
 * What faults and drivers may require of a topology: a switch port for each holder, a separate heartbeat
 * network, a link between two switches, or the ability of two nodes to have the same address at once.
 */
export type Offer = 'own-port' | 'heartbeat-network' | 'interswitch-link' | 'two-holders';

/**
 * A topology by its name: one object in a file of its own, listed in the registry. Help, completion, validation, plan, picture and report come
 * from it.
 */
export interface TopologyKind {
  /** As the user writes it. */
  readonly name: string;
  /** How it is connected, and what it represents in the real world. */
  readonly means: string;
  readonly offers: readonly Offer[];
  /**
   * Whether a VIP with a host prefix (/32 or /128) may be outside every network of the lab, because the
   * router has a route to it.
   */
  readonly isRouted?: true;
  /**
   * Adapts the settings to the topology: interfaces, stations, the VIP's prefix length.
   *
   * @throws VipError `BAD_ARGUMENT` if the network has no free address for a further station
   */
  arrange?(settings: LabSettings): LabSettings;
  readonly wiring: Wiring;
  readonly draw: (settings: LabSettings) => Picture;
}

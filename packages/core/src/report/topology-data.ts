/**
 * The lab as a picture, and how it changed.
 *
 * @module
 */

/** The lab as a picture. */
export interface TopologyData {
  readonly vip: string;
  readonly nodes: readonly TopologyNode[];
  readonly networks: readonly TopologyNetwork[];
  readonly moments: readonly TopologyMoment[];
}

export interface TopologyNode {
  readonly node: string;
  readonly label: string;
  readonly iface: string;
  readonly mac: string;
  readonly address: string;
  readonly place: 'holder' | 'observer' | 'behind-router';
  /** The router that it is behind. */
  readonly via?: string;
}

/** A switch with what is connected to it. */
export interface TopologyNetwork {
  readonly label: string;
  readonly nodes: readonly string[];
  /** Set if it carries only the holders' advertisements to each other. */
  readonly isHeartbeat?: true;
}

/** The owners of the address and the cache entries. */
export interface TopologyMoment {
  readonly title: string;
  readonly at: number;
  readonly holders: readonly string[];
  /** Nodes whose link was down. */
  readonly down: readonly string[];
  readonly beliefs: readonly {readonly node: string; readonly mac?: string; readonly believes?: string}[];
}

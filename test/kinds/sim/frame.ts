/**
 * Frames of the simulated network: octets, and their meaning, so that no node has to decode them.
 *
 * @module
 */

import type {IpAddress, MacAddress, VlanTag} from '@vip/arp';
import type {Ends} from '../wire/packet.js';
import type {Datagram, Echo, Segment} from '../wire/transport.js';

export type Body =
  | {
      readonly type: 'who-has';
      readonly ip: IpAddress;
      readonly from: {readonly mac: MacAddress; readonly ip: IpAddress};
    }
  | {
      readonly type: 'is-at';
      readonly ip: IpAddress;
      readonly mac: MacAddress;
      /** The form of an announcement, which goes to all stations; absent for an answer. */
      readonly announcement?: {readonly operation: 'request' | 'reply'; readonly override: boolean};
    }
  | {readonly type: 'echo'; readonly ends: Ends; readonly echo: Echo}
  | {readonly type: 'datagram'; readonly ends: Ends; readonly datagram: Datagram}
  | {readonly type: 'segment'; readonly ends: Ends; readonly segment: Segment}
  /** An advertisement to a single peer. */
  | {readonly type: 'advert'; readonly ends: Ends}
  | {readonly type: 'other'};

export interface Outgoing {
  readonly source: MacAddress;
  readonly destination: MacAddress;
  readonly etherType: number;
  readonly payload: Uint8Array;
  readonly body: Body;
}

export interface Incoming extends Outgoing {
  /** The frame in the capture; undefined if the capture lacks it. */
  readonly record: Captured | undefined;
}

/** A frame of the capture. */
export interface Captured {
  /** Nanoseconds since the beginning of the story. */
  readonly at: number;
  readonly bytes: Uint8Array;
  /** The number of the frame, from 1, once the story has ended. */
  number: number;
  /** Whether it is control traffic that shows who has an address. */
  claims?: boolean;
  /** The same packet on the other side of a router. */
  twin?: Captured;
}

/** A device that is plugged into the network. */
export interface Device {
  readonly name: string;
  readonly tags: readonly VlanTag[];
  /** Whether a frame to this MAC is for the device; called for each frame. */
  hears(mac: MacAddress): boolean;
  receive(frame: Incoming): void;
}

/**
 * A captured frame from a live interface, a file, or a run of the lab.
 *
 * @module
 */

/** A captured frame, and where it was seen. */
export interface SeenFrame {
  /** The interface; empty in a file that does not name it. */
  readonly iface: string;
  /** Nanoseconds since the epoch, the kernel's time. */
  readonly at: bigint;
  readonly bytes: Uint8Array;
  /** Octets on the wire. */
  readonly length: number;
  /** Whether this machine sent it from that interface; unknown in a file. */
  readonly own?: boolean;
  /** Link type of `bytes`, a LINKTYPE_ number; Ethernet by default. */
  readonly linkType?: number;
  /** Its number in its file, from 1, as in other programs; absent if it is not from a file. */
  readonly number?: number;
  /**
   * For a packet that was captured at its destination as well, which of the two this is: as it was sent, it asks; as it arrived, it answers.
   * Absent if it is both at once. ARP that is seen again from another MAC counts as arrived.
   */
  readonly leg?: 'sent' | 'arrived';
}

/**
 * The TCP connections of one who speaks to an address, as far as there is room for them.
 *
 * @module
 */

import {type FrameView, TCP_FLAG} from '@vip/arp';
import type {CaptureClock} from '../capture-clock.js';
import type {SessionFold} from '../sessions/session-fold.js';
import {forgetOldest} from './forget-oldest.js';
import {TcpFlow} from './tcp-flow.js';

/** Connections that are followed, and that are kept when they no longer are; the oldest is forgotten. */
const MAX_FLOWS = 256;

export class TcpFlows {
  readonly #flows = new Map<number, TcpFlow>();
  /** Those that were not closed, and are followed no more. */
  readonly #past: SessionFold[] = [];
  /** The one whose segment is on its way to a router. */
  #onItsWay: TcpFlow | undefined;
  /** The one that was looked for last: the next segment is mostly of the same. */
  #latest: TcpFlow | undefined;

  constructor(readonly clock: CaptureClock) {}

  /** The connection that a segment to the address belongs to; a SYN after its end begins another one. */
  of({sourcePort, destinationPort, tcpFlags}: FrameView): TcpFlow {
    const known = this.get(sourcePort, destinationPort);
    const isAnother = known?.session.isOver === true && (tcpFlags & TCP_FLAG.syn) !== 0;
    if (known !== undefined && !isAnother) {
      this.#onItsWay = known;
      return known;
    }
    const key = flowKey(sourcePort, destinationPort);
    if (known !== undefined) this.#flows.delete(key);
    const left = known ?? forgetOldest(this.#flows, MAX_FLOWS);
    if (left?.session.isOfInterest && this.#past.length < MAX_FLOWS) this.#past.push(left.session);
    const made = new TcpFlow(sourcePort, destinationPort, this.clock);
    this.#flows.set(key, made);
    this.#latest = made;
    this.#onItsWay = made;
    return made;
  }

  /** @param own the client's port. @param port that of the address */
  get(own: number, port: number): TcpFlow | undefined {
    if (this.#latest?.isOf(own, port) === true) return this.#latest;
    const found = this.#flows.get(flowKey(own, port));
    if (found !== undefined) this.#latest = found;
    return found;
  }

  /** The one that was looked for last. */
  get latest(): TcpFlow | undefined {
    return this.#latest;
  }

  /** What was sent last goes on to this MAC, behind the router. */
  wentOnTo(mac: number): void {
    this.#onItsWay?.session.wentTo(mac);
    this.#onItsWay = undefined;
  }

  /** What each connection went through that was open, and that neither end closed. */
  get sessions(): readonly SessionFold[] {
    const followed = [...this.#flows.values()].map(({session}) => session);
    return [...this.#past, ...followed].filter(({isOfInterest}) => isOfInterest);
  }
}

export function flowKey(ownPort: number, port: number): number {
  return (ownPort << 16) | port;
}

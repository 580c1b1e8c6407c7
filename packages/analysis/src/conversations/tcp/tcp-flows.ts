/**
 * The TCP connections of one client of an address, as far as there is room for them.
 *
 * @module
 */

import {type FrameView, TCP_FLAG} from '@vip/arp';
import type {CaptureClock} from '../../capture/capture-clock.js';
import {forgetOldest} from '../../collections/forget-oldest.js';
import type {SessionFold} from '../../sessions/session-fold.js';
import {TcpFlow} from './tcp-flow.js';

/**
 * Connections that are followed, and that are kept afterwards. Those that are not open make room first: many short connections
 * must not displace a few that last.
 */
const MAX_FLOWS = 256;

export class TcpFlows {
  readonly #flows = new Map<number, TcpFlow>();
  /** The keys of connections that are not open yet, or no longer; the oldest first. */
  readonly #closed = new Set<number>();
  /** Connections that were not closed, but are no longer followed. */
  readonly #past: SessionFold[] = [];
  /** The connection whose segment is on its way to a router. */
  #onItsWay: TcpFlow | undefined;
  /** The connection looked up last: the next segment usually belongs to the same one. */
  #latest: TcpFlow | undefined;
  /** How many connections were open, but are neither followed nor kept. */
  beyond = 0;

  constructor(readonly clock: CaptureClock) {}

  /** The connection to which a segment for the address belongs; a SYN after its end begins another one. */
  of({sourcePort, destinationPort, tcpFlags}: FrameView): TcpFlow {
    const known = this.get(sourcePort, destinationPort);
    const isAnother = known?.session.isOver === true && (tcpFlags & TCP_FLAG.syn) !== 0;
    if (known !== undefined && !isAnother) {
      this.#onItsWay = known;
      return known;
    }
    const key = flowKey(sourcePort, destinationPort);
    if (known !== undefined) this.#flows.delete(key);
    this.#leave(known ?? this.#makeRoom());
    const made = new TcpFlow(sourcePort, destinationPort, this.clock);
    this.#flows.set(key, made);
    this.#closed.add(key);
    this.#latest = made;
    this.#onItsWay = made;
    return made;
  }

  /** A segment of the connection was taken, after which it may have opened or closed. */
  took(flow: TcpFlow): void {
    const {isOpen, port, service} = flow.session;
    if (isOpen === flow.wasOpen) return;
    flow.wasOpen = isOpen;
    const key = flowKey(port, service);
    if (isOpen) this.#closed.delete(key);
    else this.#closed.add(key);
  }

  #makeRoom(): TcpFlow | undefined {
    if (this.#flows.size < MAX_FLOWS) return undefined;
    const [key] = this.#closed;
    if (key === undefined) return forgetOldest(this.#flows, MAX_FLOWS);
    this.#closed.delete(key);
    const flow = this.#flows.get(key);
    this.#flows.delete(key);
    return flow;
  }

  #leave(flow: TcpFlow | undefined): void {
    if (flow?.session.isOfInterest !== true) return;
    // The end of an open connection will not be seen.
    if (flow.session.isOpen || this.#past.length >= MAX_FLOWS) this.beyond++;
    else this.#past.push(flow.session);
  }

  /** @param own the client's port. @param port that of the address */
  get(own: number, port: number): TcpFlow | undefined {
    if (this.#latest?.isOf(own, port) === true) return this.#latest;
    const found = this.#flows.get(flowKey(own, port));
    if (found !== undefined) this.#latest = found;
    return found;
  }

  /** The one looked up last. */
  get latest(): TcpFlow | undefined {
    return this.#latest;
  }

  /** The segment sent last goes on to this MAC, behind the router. */
  wentOnTo(mac: number): void {
    this.#onItsWay?.session.wentTo(mac);
    this.#onItsWay = undefined;
  }

  /** Whether any of them is open. */
  get isAnyOpen(): boolean {
    return this.#flows.size > this.#closed.size;
  }

  /** The history of each connection that was open and that neither end closed. */
  get sessions(): readonly SessionFold[] {
    const followed = [...this.#flows.values()].map(({session}) => session);
    return [...this.#past, ...followed].filter(({isOfInterest}) => isOfInterest);
  }
}

export function flowKey(ownPort: number, port: number): number {
  return (ownPort << 16) | port;
}

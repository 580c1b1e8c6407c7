/**
 * The later requests over an HTTP connection that is kept open (RFC 9112 §9.3): an acknowledgment shows that the machine has one, and only data that a
 * program answers it. One is owed an answer where the connection gave it to several like it, each soon: who polls waits for long, and what is pushed
 * is no answer.
 *
 * @module
 */

import {UNKNOWN_MAC} from '@vip/arp';
import type {CaptureClock} from '../../capture/capture-clock.js';
import type {SeenView} from '../../capture/seen-view.js';
import {isAfter} from '../../sessions/segment.js';
import type {SettledKind} from '../gaps/question-fold.js';
import {beginningOf, isHttpRequest} from './replies-due.js';
import {TcpRequest} from './tcp-request.js';

/** This many in a row were answered. */
const FEWEST = 3;

/** Each of them within this time, a quarter of what a client must wait for to count as not answered. Nanoseconds. */
const SOON_NS = 1_250_000_000;

export class LaterRequests {
  /** How the latest began. */
  #beginning = '';
  /** How many in a row that begin like it were answered soon; it is none where one was not. */
  #answered = 0;
  #isSlow = false;
  /** Past the latest. */
  #end = 0;
  #request: TcpRequest | undefined;

  /** A segment of the client. Returns the request in it, if it is owed an answer. */
  sent(view: SeenView, kind: SettledKind, clock: CaptureClock): TcpRequest | undefined {
    const {sequence, payloadLength, transportOctets, ns, frame} = view;
    if (this.#request?.isOpen === true) {
      this.#request.sent(view);
      return undefined;
    }
    if (payloadLength === 0 || !isHttpRequest(transportOctets)) return undefined;
    const end = (sequence + payloadLength) >>> 0;
    if (this.#request !== undefined && !isAfter(end, this.#end)) return undefined;
    this.#end = end;
    this.#compare(beginningOf(transportOctets));
    // Who accepted the connection need not have been seen.
    const request = new TcpRequest(kind, clock, UNKNOWN_MAC, ns, frame, true);
    request.sent(view);
    this.#request = request;
    return !this.#isSlow && this.#answered >= FEWEST ? request : undefined;
  }

  /** A segment of the address. */
  heard(view: SeenView): void {
    const request = this.#request;
    if (request?.isOpen !== true) return;
    request.heard(view);
    if (request.outcome !== 'answered') return;
    if (view.ns - request.sentNs > SOON_NS) this.#isSlow = true;
    this.#answered++;
  }

  #compare(beginning: string): void {
    if (beginning === this.#beginning) return;
    this.#beginning = beginning;
    this.#answered = 0;
    this.#isSlow = false;
  }
}

/**
 * Conversations of which the capture has only one half: an answer to a question that is not here, or a client that carries on as it would only
 * after an answer. The other half takes another path, as at one port of a bond or with asymmetric routing. Bounded.
 *
 * @module
 */

import {type AddressKey, addressOfKey, type IpAddress} from '@vip/arp';
import type {CaptureClock} from '../capture/capture-clock.js';
import type {Run} from '../capture/mark.js';
import type {SeenView} from '../capture/seen-view.js';
import {acknowledges, isAfter, isReset, isSyn} from '../sessions/segment.js';
import {echoQuestionKey, isEchoReply, isLater} from './questions/echo-requests.js';
import {flowKey} from './tcp/tcp-flows.js';

/** Captures merged from several places are out of step by at most this much: for that long, the other half may still come. Nanoseconds. */
const IN_STEP_NS = 1_000_000_000;

/** Maximum number of stretches kept, each of one conversation; the oldest is forgotten. */
const MAX_HALVES = 64;

/** The missing half. */
export type UnseenHalf = 'questions' | 'answers';

/** A stretch of a conversation whose successive frames are at most a second apart. `count` is the number that show that the other half exists. */
export interface HalfSeenRun extends Run {
  readonly unseen: UnseenHalf;
  readonly asker: IpAddress;
}

/** A conversation of an asker is identified by its pair of ports, or by this for echo requests. */
const ECHO = -1;
/** Added to pairs of UDP ports, so that they lie beyond those of TCP, which have 32 bits. */
const OF_UDP = 2 ** 32;

interface Half {
  readonly unseen: UnseenHalf;
  readonly asker: AddressKey;
  readonly flow: number;
  readonly firstNs: number;
  readonly firstFrame: number;
  lastNs: number;
  lastFrame: number;
  count: number;
  /** The highest acknowledgment in it; of echoes, the identifier and number of the last. */
  reached: number;
}

export class HalfSeen {
  readonly #halves = new Set<Half>();
  readonly #open = new Map<AddressKey, Map<number, Half>>();

  /** The client carries on as if it had been answered. */
  goesOn(asker: AddressKey, flow: number, ns: number, frame: number): void {
    grow(this.#of('answers', asker, flow, ns, frame), ns, frame);
  }

  /** A packet from the address that answers no question seen from its recipient. */
  speaks(flow: number, view: SeenView): void {
    const {destination, ns, frame, transport} = view;
    const acknowledgment = flow === ECHO ? echoQuestionKey(view) : view.acknowledgment;
    const half = this.#of('questions', destination, flow, ns, frame);
    // Retransmissions after the other end has died acknowledge nothing new.
    if (transport !== 'tcp' || isSyn(view) || isAfter(acknowledgment, half.reached)) grow(half, ns, frame);
    half.reached = acknowledgment;
  }

  /** The current stretch of this conversation; a new one after a pause. */
  #of(unseen: UnseenHalf, asker: AddressKey, flow: number, ns: number, frame: number): Half {
    const own = this.#open.get(asker) ?? new Map<number, Half>();
    const known = own.get(flow);
    if (known?.unseen === unseen && ns - known.lastNs <= IN_STEP_NS) return known;
    if (this.#halves.size >= MAX_HALVES) this.#forgetOldest();
    const made = {
      ...{unseen, asker, flow, firstNs: ns, firstFrame: frame, lastNs: ns, lastFrame: frame},
      ...{count: 0, reached: known?.reached ?? Number.NaN},
    };
    this.#halves.add(made);
    own.set(flow, made);
    this.#open.set(asker, own);
    return made;
  }

  #forgetOldest(): void {
    const [half] = this.#halves;
    if (half === undefined) return;
    this.#halves.delete(half);
    const own = this.#open.get(half.asker);
    if (own?.get(half.flow) === half) own.delete(half.flow);
    if (own?.size === 0) this.#open.delete(half.asker);
  }

  /** The other half is here, in turn or again after a while. */
  saw(unseen: UnseenHalf, asker: AddressKey, flow: number, ns: number): void {
    const own = this.#open.get(asker);
    const half = own?.get(flow);
    if (half?.unseen !== unseen) return;
    own?.delete(flow);
    if (ns - half.firstNs <= IN_STEP_NS) this.#halves.delete(half);
  }

  /** An echo request is here. If its reply came first, the captures are only out of step. */
  sawRequest(asker: AddressKey, view: SeenView): void {
    const reached = this.#open.get(asker)?.get(ECHO)?.reached;
    if (reached === undefined) return;
    const isEarlier = reached >>> 16 === view.echoIdentifier && !isLater(view.echoSequence, reached & 0xffff);
    if (isEarlier) this.saw('questions', asker, ECHO, view.ns);
  }

  facts(clock: CaptureClock): HalfSeenRun[] {
    return [...this.#halves]
      .filter(({count}) => count > 0)
      .map(({unseen, asker, firstNs, firstFrame, lastNs, lastFrame, count}) => ({
        ...{unseen, asker: addressOfKey(asker), count},
        ...{first: clock.mark(firstNs, firstFrame), last: clock.mark(lastNs, lastFrame)},
      }));
  }
}

function grow(half: Half, ns: number, frame: number): void {
  half.count++;
  if (ns < half.lastNs) return;
  half.lastNs = ns;
  half.lastFrame = frame;
}

/** The conversation over UDP to which a packet from the address belongs. */
export function udpFlow(own: number, port: number): number {
  return OF_UDP + flowKey(own, port);
}

/** The conversation in which it would be an answer; undefined if it cannot be one, and for UDP, where only the asker can tell. */
export function flowAnswered(view: SeenView): number | undefined {
  const {transport, sourcePort, destinationPort} = view;
  if (transport === 'tcp')
    return acknowledges(view) && !isReset(view) ? flowKey(destinationPort, sourcePort) : undefined;
  return (transport === 'icmp' || transport === 'icmpv6') && isEchoReply(view) ? ECHO : undefined;
}

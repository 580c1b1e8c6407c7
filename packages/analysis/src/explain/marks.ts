/**
 * Runs of like frames while they come in: the only thing that is touched for every frame.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import type {Cause, Mark} from './facts.js';

/** A MAC that a cooked capture does not tell. */
export const UNKNOWN_MAC = -1;

/** A growing run. MACs are numbers of 48 bits here, for they are compared with every frame. */
export class GrowingRun {
  lastAt: bigint;
  lastFrame: number;
  count = 1;
  answered = 0;
  firstAnswerAt = 0n;
  answerAt = 0n;
  answerFrame = 0;
  cause: Cause | undefined;

  constructor(
    readonly mac: number,
    /** In which state of affairs it grows; another one begins a new run. */
    readonly epoch: number,
    readonly firstAt: bigint,
    readonly firstFrame: number,
  ) {
    this.lastAt = firstAt;
    this.lastFrame = firstFrame;
  }

  get first(): Mark {
    return {at: this.firstAt, frame: this.firstFrame};
  }

  get last(): Mark {
    return {at: this.lastAt, frame: this.lastFrame};
  }

  /** A frame came back. */
  answer(at: bigint, frame: number): void {
    if (this.answered === 0) this.firstAnswerAt = at;
    this.answered++;
    this.answerAt = at;
    this.answerFrame = frame;
  }

  get lastAnswer(): Mark | undefined {
    return this.answered === 0 ? undefined : {at: this.answerAt, frame: this.answerFrame};
  }
}

/** 48 bits fit a double exactly. */
export function macNumber(bytes: Uint8Array, offset: number): number {
  const high = ((bytes[offset] as number) << 8) | (bytes[offset + 1] as number);
  const low =
    ((bytes[offset + 2] as number) << 24) |
    ((bytes[offset + 3] as number) << 16) |
    ((bytes[offset + 4] as number) << 8) |
    (bytes[offset + 5] as number);
  return high * 0x1_0000_0000 + (low >>> 0);
}

/** Undefined for `UNKNOWN_MAC`. */
export function macOfNumber(mac: number): MacAddress | undefined {
  if (mac === UNKNOWN_MAC) return undefined;
  const digits = mac.toString(16).padStart(12, '0');
  return (digits.match(/../g) ?? []).join(':') as MacAddress;
}

export function numberOfMac(mac: MacAddress): number {
  return Number.parseInt(mac.replaceAll(':', ''), 16);
}

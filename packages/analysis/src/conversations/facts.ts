/**
 * What was asked of an address, and what became of it: values, without any judgement.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {CauseKind} from '../cause-words.js';
import type {Mark, Run} from '../mark.js';
import type {Bounds} from '../outage.js';
import type {Protocol} from './question-kind.js';

/** Frames of one sender to the address in a row, all to one MAC. */
export interface SentRun extends Run {
  /** Undefined in a cooked capture. */
  readonly to: MacAddress | undefined;
  /** What was asked in them, by what became of it; of what nothing can be known, nothing is counted. */
  readonly answered: number;
  readonly unanswered: number;
  readonly refused: number;
  /** The frames that asked in vain. */
  readonly firstUnanswered?: Mark;
  readonly lastUnanswered?: Mark;
  /** The frames that answered. */
  readonly firstAnswer?: Mark;
  readonly lastAnswer?: Mark;
  /** What made the sender choose this MAC, for all that can be seen. */
  readonly cause?: RunCause;
}

/** What made a sender choose a MAC, as far as frames tell. */
export interface RunCause extends Mark {
  readonly what: Extract<CauseKind, 'announcement' | 'own-question' | 'side-traffic'>;
}

/** A stretch in which something was asked, and nothing was answered. */
export interface DarkStretch {
  /** The frame that answered last before it; absent when the capture begins with it. */
  readonly lastAnswer?: Mark;
  /** When what it answered had been asked. */
  readonly lastAsked?: Mark;
  /** The questions in vain, first and last, and how many they were. */
  readonly firstUnanswered: Mark;
  readonly lastUnanswered: Mark;
  readonly questions: number;
  /** The first frame that answered again; absent when it lasts to the end of the capture. */
  readonly firstAnswer?: Mark;
  /** When what it answers was asked. */
  readonly nextAsked?: Mark;
  /** How long the address was gone, from questions to questions: at least and at most. */
  readonly bounds: Bounds;
}

/** What one sender asked in one way, and whether that was ever answered. */
export interface AskedKind {
  readonly protocol: Protocol;
  /** The port of the address that was asked; 0 where there are no ports. */
  readonly port: number;
  readonly settled: number;
  readonly answered: number;
}

/** Who speaks to the address. */
export interface Sender {
  readonly ip: IpAddress;
  readonly mac: MacAddress | undefined;
  /** It is behind a router: that MAC asks for others from an address of its own. */
  readonly isRouted: boolean;
  readonly runs: readonly SentRun[];
  readonly dark: readonly DarkStretch[];
  readonly asked: readonly AskedKind[];
}

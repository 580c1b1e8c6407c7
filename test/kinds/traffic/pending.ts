import type {Question} from '../sim/ledger.js';
import {plus} from '../sim/server.js';

/** Segments that were sent but not acknowledged. */
export interface Pending {
  readonly sequence: number;
  readonly length: number;
  readonly flags: string;
  /** One for each transmission. */
  readonly questions: Question[];
}

export function isCovered({sequence, length, flags}: Pending, acknowledgment: number): boolean {
  const end = plus(sequence, length + (flags.includes('S') ? 1 : 0));
  return ((acknowledgment - end) | 0) >= 0;
}

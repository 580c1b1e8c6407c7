/** What a stretch without answers is worth: an outage from five questions or a second on (the command's defaults). */

import type {Exit, Outage, Verdict} from '../truth.js';

/** 0 when all is well, 3 when it cannot be told, else 1. */
export function exitOf(verdict: Verdict): Exit {
  if (verdict === 'HEALTHY') return 0;
  return verdict === 'CANNOT_TELL' ? 3 : 1;
}

/** Of stretches that nothing explains. */
export function verdictOf(outages: readonly Outage[]): Verdict {
  return outages.some(({minor}) => !minor) ? 'OUTAGE' : 'HEALTHY';
}

/** Judges stretches without answers: five questions or a second make an outage (the command's defaults). */

import type {Exit, Outage, Verdict} from '../truth.js';

/** The exit code of a verdict: 0 if healthy, 3 if inconclusive, otherwise 1. */
export function exitOf(verdict: Verdict): Exit {
  if (verdict === 'HEALTHY') return 0;
  return verdict === 'CANNOT_TELL' ? 3 : 1;
}

/** The verdict on stretches that nothing explains. */
export function verdictOf(outages: readonly Outage[]): Verdict {
  return outages.some(({minor}) => !minor) ? 'OUTAGE' : 'HEALTHY';
}

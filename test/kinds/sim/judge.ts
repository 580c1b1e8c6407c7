/** Judges stretches without answers: five questions or a second make an outage (the command's defaults). */

import type {Exit, Outage, Verdict} from '../truth.js';

/** The exit code of a verdict: 0 if healthy, 3 if inconclusive, otherwise 1. */
export function exitOf(verdict: Verdict): Exit {
  if (verdict === 'HEALTHY') return 0;
  return verdict === 'CANNOT_TELL' ? 3 : 1;
}

/** Whether a stretch is too short to be a fault: its questions, and how long after the first the last was asked, in seconds. */
export function isMinor(questions: number, seconds: number, isToEnd: boolean): boolean {
  if (seconds >= 1) return false;
  return questions < 5 || (seconds < 0.2 && !isToEnd);
}

/** The verdict on stretches that nothing explains. */
export function verdictOf(outages: readonly Outage[]): Verdict {
  return outages.some(({minor}) => !minor) ? 'OUTAGE' : 'HEALTHY';
}

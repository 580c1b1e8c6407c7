/**
 * The evidence of a verdict in a watch, which has not ended: the end of the frames that were judged is the present. Pure.
 *
 * @module
 */

/** What the rules say of a capture, which has an end. The longer phrases first. */
const PHRASES: readonly (readonly [said: string, instead: string])[] = [
  ['; the capture ends too soon to tell whether', '; it is too soon to tell whether'],
  ['before the capture ends', 'so far'],
  [' before the end of the capture: too soon', ' ago: too soon'],
  [' before the end of the capture, too little', ' since then, too little'],
  [', to the end of the capture', ' so far'],
  [' to the end of the capture.', ' since.'],
  [' to the end of the capture', ' so far'],
];

export function soFar(evidence: string): string {
  if (!evidence.includes('capture')) return evidence;
  return PHRASES.reduce((words, [said, instead]) => words.replaceAll(said, instead), evidence);
}

/**
 * The files of a saved run by their names.
 *
 * @module
 */

/** A file of a run, to be written. */
export type RunFile = readonly [name: string, content: string | Uint8Array];

/** The file that lists the others, see manifest.ts. */
export const MANIFEST = 'vip-run.json';

/** Names that are ours in a directory that holds runs. */
const NAMES = /^(?:(?:timeline|run-\d{4,})\.jsonl|run-\d{4,}-[\w-]+\.log|summary\.json|.*\.pcapng)$/s;

export function isRunFile(name: string): boolean {
  return name === MANIFEST || NAMES.test(name);
}

/** The name of a run's timeline in a series. @param run counted from 1 */
export function timelineName(run: number): string {
  return `run-${String(run).padStart(4, '0')}`;
}

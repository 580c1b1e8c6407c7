/**
 * Why a program on a machine of a cluster ended without being asked to.
 *
 * @module
 */

import {printable} from '@vip/analysis/internal';
import type {End} from '../host/spawn.js';
import {INPUT_ENDED} from './guard.js';

/** Characters quoted of its last complaint. */
const MOST_QUOTED = 200;

interface EndedProgram {
  /** Its name, for messages. */
  readonly what: string;
  readonly stderr: string;
  /** The lines of `stderr` that answer a question of ours. */
  readonly answer: RegExp | undefined;
}

/** Its last complaint; failing that, how it ended. */
export function whyItEnded({exitCode, signal}: End, {what, stderr, answer}: EndedProgram): string {
  const complaints = stderr
    .trim()
    .split('\n')
    .map(line => line.trim())
    .filter(line => answer?.test(line) !== true);
  if (complaints.includes(INPUT_ENDED))
    return 'its standard input was closed at once: docker exec and kubectl exec need -i';
  const last = complaints.at(-1) ?? '';
  if (last !== '') return printable(last).slice(0, MOST_QUOTED);
  return `${what} ended (${signal === null ? `exit ${exitCode}` : `killed by ${signal}`})`;
}

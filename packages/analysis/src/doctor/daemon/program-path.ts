/**
 * Which program a command in the configuration runs.
 *
 * @module
 */

import {Blind, type TrailStep} from '../host/reader.js';
import type {Here} from './rule.js';

export interface Program {
  /** The path that was found. */
  readonly path: string;
  /** From `/` to the file. */
  readonly steps: readonly TrailStep[];
}

/** The PATH that systemd sets for services, and most shells for theirs. */
const USUAL_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Undefined if there is none. @throws Blind */
export async function programNamed(word: string, here: Here): Promise<Program | undefined> {
  if (word.startsWith('/')) return programAt(word, here);
  if (word.includes('/')) return programAt(`${directoryOf(word, here)}/${word}`, here);
  const path = await searchPathOf(here);
  for (const directory of (path ?? USUAL_PATH).split(':')) {
    const found = await programAt(`${directory || '.'}/${word}`, here);
    if (found?.steps.at(-1)?.kind === 'file') return found;
  }
  if (path === undefined)
    throw new Blind(`${word} is not in ${USUAL_PATH}, and the PATH of keepalived is unknown`);
  return undefined;
}

async function programAt(path: string, {host}: Here): Promise<Program | undefined> {
  const steps = await host.trail(path);
  return steps === undefined ? undefined : {path, steps};
}

/** The directory that relative paths start from. */
function directoryOf(word: string, {processes: [daemon]}: Here): string {
  if (daemon === undefined)
    throw new Blind(`${word} is relative to the directory in which keepalived is started`);
  return `/proc/${daemon.pid}/cwd`;
}

/** Undefined if unknown: the daemon is not running, or belongs to another user. */
async function searchPathOf({host, processes: [daemon]}: Here): Promise<string | undefined> {
  if (daemon === undefined) return undefined;
  const environment = await host.text(`/proc/${daemon.pid}/environ`).catch(() => undefined);
  return environment
    ?.split('\0')
    .find(each => each.startsWith('PATH='))
    ?.slice('PATH='.length);
}

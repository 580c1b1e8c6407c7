/**
 * Which program a word of the configuration is.
 *
 * @module
 */

import {Blind, type TrailStep} from '../host/reader.js';
import type {Here} from './rule.js';

export interface Program {
  /** As it is looked for. */
  readonly path: string;
  /** From `/` to the file. */
  readonly steps: readonly TrailStep[];
}

/** What systemd gives its services, and most shells theirs. */
const USUAL_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Undefined: there is none. @throws Blind */
export async function programNamed(word: string, here: Here): Promise<Program | undefined> {
  if (word.startsWith('/')) return programAt(word, here);
  if (word.includes('/')) return programAt(`${directoryOf(word, here)}/${word}`, here);
  const path = await searchPathOf(here);
  for (const directory of (path ?? USUAL_PATH).split(':')) {
    const found = await programAt(`${directory || '.'}/${word}`, here);
    if (found?.steps.at(-1)?.kind === 'file') return found;
  }
  if (path === undefined)
    throw new Blind(`${word} is in none of ${USUAL_PATH}; the PATH of keepalived is not known`);
  return undefined;
}

async function programAt(path: string, {host}: Here): Promise<Program | undefined> {
  const steps = await host.trail(path);
  return steps === undefined ? undefined : {path, steps};
}

/** What a relative path begins at. */
function directoryOf(word: string, {processes: [daemon]}: Here): string {
  if (daemon === undefined) throw new Blind(`${word} is looked for where keepalived is started`);
  return `/proc/${daemon.pid}/cwd`;
}

/** Undefined where it is not known: the daemon does not run, or is another user's. */
async function searchPathOf({host, processes: [daemon]}: Here): Promise<string | undefined> {
  if (daemon === undefined) return undefined;
  const environment = await host.text(`/proc/${daemon.pid}/environ`).catch(() => undefined);
  return environment
    ?.split('\0')
    .find(each => each.startsWith('PATH='))
    ?.slice('PATH='.length);
}

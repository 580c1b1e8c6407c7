/**
 * The version of the software under test, in its own words.
 *
 * @module
 */

import {CommandError, type CommandResult, run} from '../process.js';
import type {Driver} from './driver.js';
import {searchPath} from './tools.js';

/** A program that only says its version has ended long before. Milliseconds. */
const PATIENCE_MS = 2000;

const known = new Map<string, Promise<string | undefined>>();

/** The first line that it prints; undefined for a driver without software of its own, or for software that prints nothing. */
export async function softwareVersion({version}: Driver): Promise<string | undefined> {
  if (version === undefined) return undefined;
  const key = version.join(' ');
  // Asked once: it must not slow down every run of a series.
  const answer = known.get(key) ?? firstLineOf(version);
  known.set(key, answer);
  return answer;
}

async function firstLineOf(argv: readonly string[]): Promise<string | undefined> {
  const {stdout, stderr} = await attempt(['env', searchPath(), ...argv]);
  return `${stdout}\n${stderr}`
    .split('\n')
    .map(line => line.trim())
    .find(line => line !== '');
}

/** A daemon that prints its version among its help may call that a failure. */
async function attempt(argv: readonly string[]): Promise<Pick<CommandResult, 'stdout' | 'stderr'>> {
  try {
    return await run(argv, {timeoutMs: PATIENCE_MS});
  } catch (error) {
    return error instanceof CommandError ? error.result : {stdout: '', stderr: ''};
  }
}

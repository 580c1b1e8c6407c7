/**
 * The version of this package, as a separate entry point (`@vip/core/version`).
 *
 * @module
 */

import {readFileSync} from 'node:fs';
import {release} from 'node:os';

/** `package.json` stands one folder above, of this package and of the command line that has it in its bundle. */
export const VERSION: string = (
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {version: string}
).version;

/** The versions of the software of a run, for its record. */
export function versions(): {readonly vip: string; readonly node: string; readonly kernel: string} {
  return {vip: VERSION, node: process.version, kernel: release()};
}

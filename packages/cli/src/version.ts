import {readFileSync} from 'node:fs';

/** The version of this package: `package.json` stands one folder above, compiled and bundled alike. */
export const VERSION: string = (
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {version: string}
).version;

/** What was typed after `vip`, for the record of a run. */
export function commandWords(): string[] {
  return process.argv.slice(2);
}

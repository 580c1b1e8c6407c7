import {createRequire} from 'node:module';

/** The version of this package: `package.json` stands one folder above, compiled and bundled alike. */
export const VERSION: string = (createRequire(import.meta.url)('../package.json') as {version: string})
  .version;

/** What was typed after `vip`, for the record of a run. */
export function commandWords(): string[] {
  return process.argv.slice(2);
}

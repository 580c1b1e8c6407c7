import {createRequire} from 'node:module';

/** The version of this package: `package.json` stands one folder above, compiled and bundled alike. */
export const VERSION: string = (createRequire(import.meta.url)('../package.json') as {version: string})
  .version;

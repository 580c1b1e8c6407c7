/**
 * `vip explain --from ... --out DIRECTORY`: where the captures of several places are kept, a file for each. All captures in a directory are
 * explained together later (`vip explain DIRECTORY/*.pcapng`), so there are no others in it.
 *
 * @module
 */

import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {VipError} from '@vip/arp';
import {findDirectory, makeDirectories, removeDirectories} from './directories.js';
import {notWritten} from './failure.js';

const ENDING = '.pcapng';

export class KeptCaptures {
  /** A path for each name. */
  readonly paths: readonly string[];
  readonly #made: readonly string[];

  /** Creates the directory if it does not exist. @throws VipError `BAD_ARGUMENT` if it contains other captures, `FILE_FAILED` */
  constructor(given: string, names: readonly string[]) {
    try {
      const path = findDirectory(given);
      this.#made = makeDirectories(path);
      this.paths = names.map(name => join(path, `${name}${ENDING}`));
      const other = readdirSync(path).find(
        file => file.endsWith(ENDING) && !this.paths.includes(join(path, file)),
      );
      if (other !== undefined) throw refusal(given, other);
    } catch (cause) {
      throw cause instanceof VipError ? cause : notWritten('--out', given)(cause);
    }
  }

  /** Removes the directory if it was created here, and is empty. */
  removeEmpty(): void {
    removeDirectories(this.#made);
  }
}

function refusal(given: string, other: string): VipError {
  const what = `expected a directory without other captures, got ${JSON.stringify(other)} in it`;
  return new VipError('BAD_ARGUMENT', `--out ${given}: ${what}: choose another`);
}

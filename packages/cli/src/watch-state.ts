/**
 * The file of `--state`: replaced as a whole, so that it is complete whenever the process ends.
 *
 * @module
 */

import {existsSync} from 'node:fs';
import {jsonReplacer} from '@vip/analysis/internal';
import {readWatchState, type WatchState} from '@vip/analysis/internal/watch';
import {VipError} from '@vip/arp';
import {readSmallText} from '@vip/core/internal/small-file';
import {systemReason} from '@vip/core/internal/unreadable';
import {OutputFile} from './outputs/output-file.js';

export class StateFile {
  readonly #output: OutputFile;
  #saving: Promise<void> = Promise.resolve();
  #hasFailed = false;

  /** @throws VipError `FILE_FAILED` if it cannot be written, naming the user if that is not root. Touches nothing */
  static at(path: string): StateFile {
    try {
      const output = OutputFile.at('--state', path);
      output.tryIt();
      return new StateFile(output);
    } catch (error) {
      throw withUser(error);
    }
  }

  private constructor(output: OutputFile) {
    this.#output = output;
  }

  /** The saved state; undefined if there is none yet. @throws VipError in one line, for a file that is not a state */
  read(): WatchState | undefined {
    const {path} = this.#output.place;
    if (!existsSync(path)) return undefined;
    try {
      return readWatchState(readSmallText(path));
    } catch (cause) {
      const reason = systemReason(cause);
      throw new VipError('MALFORMED', `--state ${path}: ${reason}; remove it to begin without one`, {cause});
    }
  }

  /**
   * Writes it. Never rejects: the watch goes on.
   *
   * @param failed called once when it cannot be written, and without a reason once it can be again
   */
  save(state: WatchState, failed: (reason: string | undefined) => void): Promise<void> {
    this.#saving = this.#saving.then(() => this.#save(state, failed));
    return this.#saving;
  }

  async #save(state: WatchState, failed: (reason: string | undefined) => void): Promise<void> {
    try {
      await this.#output.save(`${JSON.stringify(state, jsonReplacer)}\n`);
      if (this.#hasFailed) failed(undefined);
      this.#hasFailed = false;
    } catch (error) {
      if (!this.#hasFailed) failed(error instanceof Error ? error.message : String(error));
      this.#hasFailed = true;
    }
  }
}

/** Root does not expect to be denied anything, but by now the watch runs as another user. */
function withUser(error: unknown): unknown {
  const isDenied = error instanceof VipError && (error.cause as NodeJS.ErrnoException)?.code === 'EACCES';
  if (!isDenied) return error;
  return new VipError(error.code, `${error.message} (as user ${process.getuid?.()})`, {cause: error.cause});
}

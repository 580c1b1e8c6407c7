/**
 * A process that gives up its rights before its file is complete can no longer move it into place, so a process started earlier
 * does so on request. If we end without that request, in whatever way, it removes what was written.
 *
 * @module
 */

import type {RunningProcess} from '@vip/core/internal/process';
import type {Replacement} from './replacement.js';

const KEEP = 'keep';

/** The keeper waits for a line on its standard input, which closes when we are gone. */
const SCRIPT = `
read -r word && [ "$word" = ${KEEP} ] && mv -fT -- "$1" "$2" && exit
status=$?
rm -f -- "$1"
exit $status`;

export class Keeper {
  /** @throws Error when it cannot be started */
  static async of({beside, path}: Replacement): Promise<Keeper> {
    const {startProcess} = await import('@vip/core/internal/process');
    const keeper = new Keeper(
      startProcess(['sh', '-c', SCRIPT, 'vip-keeper', beside, path], {outlivesUs: true}),
    );
    if (keeper.process.pid === 0) throw new Error((await keeper.process.ended).stderr);
    return keeper;
  }

  private constructor(readonly process: RunningProcess) {}

  /** Moves the file into place. @throws Error with mv(1)'s message */
  async publish(): Promise<void> {
    this.process.writeLine(KEEP);
    this.process.endInput();
    const {exitCode, stderr} = await this.process.ended;
    if (exitCode !== 0) throw new Error(stderr.trim().split('\n').at(-1) || `mv ended with ${exitCode}`);
  }

  /** Removes the file. */
  async discard(): Promise<void> {
    this.process.endInput();
    await this.process.ended;
  }
}

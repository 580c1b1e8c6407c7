/**
 * Runs of which nothing is written if they were not measured.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import type {RunOutputs} from './prepare-run.js';

/**
 * Waits for a run. Its files are written afterwards, so if it fails, its error also says what was not written: a reader of the directory could otherwise
 * take an older run for this one.
 *
 * @throws the error of the run
 */
export async function measured(run: Promise<void>, {out, report}: RunOutputs): Promise<void> {
  try {
    await run;
  } catch (error) {
    const missing = [
      ...(out === undefined ? [] : [`--out ${out.given}`]),
      ...(report === undefined ? [] : [`--report ${report.given}`]),
    ];
    if (missing.length === 0 || !(error instanceof VipError)) throw error;
    throw new VipError(error.code, `${error.message}; nothing was written to ${missing.join(' and ')}`, {
      cause: error,
    });
  }
}

/**
 * `--undo`: a machine is left as it was, whatever the outcome of a run.
 *
 * @module
 */

import {type ClusterTrialOptions, runCommand} from '@vip/core/internal/cluster';
import {insistent} from '../exit.js';
import {printNote} from '../note.js';

/** How long it may take once the user wants to quit. Milliseconds. */
const LEAVING_MS = 60_000;

/**
 * Makes a run, and undoes its fault if it was caused, even if the run was interrupted. A second interruption ends it at once.
 *
 * @throws what the run throws; VipError `COMMAND_FAILED` if it cannot be undone; Interrupted
 */
export async function undoing(
  plan: ClusterTrialOptions,
  undo: string | undefined,
  make: (plan: ClusterTrialOptions) => Promise<void>,
): Promise<void> {
  let isCaused = false;
  const onFault = () => {
    isCaused = true;
  };
  try {
    await make({...plan, onFault});
  } finally {
    if (isCaused && undo !== undefined) await takeBack(undo, plan.signal);
  }
}

async function takeBack(undo: string, interrupted: AbortSignal): Promise<void> {
  const tell = () => printNote(`undoing the fault before it ends, unless it is interrupted again: ${undo}`);
  if (interrupted.aborted) tell();
  else interrupted.addEventListener('abort', tell, {once: true});
  const limits = interrupted.aborted ? {timeoutMs: LEAVING_MS} : {};
  try {
    await runCommand('--undo', undo, {...limits, signal: insistent(), outlastsInterruption: true});
  } catch (error) {
    printNote(`the fault was caused and not undone; undo it with: ${undo}`);
    throw error;
  } finally {
    interrupted.removeEventListener('abort', tell);
  }
  interrupted.throwIfAborted();
}

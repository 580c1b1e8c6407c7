/**
 * The one skeleton of a run: a lab is opened, a script is played in it step by step while agents report what they see into a
 * timeline, and the lab is closed, whichever way that ends. Failover, trials, lessons and the lab to explore are scripts on it.
 *
 * ```
 * record -> lab opened -> script: build, watch, probe, steps, pauses -> agents finished -> clean-up, lab closed
 * ```
 *
 * @module
 */

import type {Timeline, TimelineEvent} from '@vip/analysis';
import {VipError} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import type {Lab, LabOptions} from '../lab/lab.js';
import {openLab} from '../lab/open-lab.js';
import {NodeAgent} from '../node-agent.js';
import type {StartAgent} from './agent.js';
import {type Script, Session} from './session.js';
import type {SessionPlace} from './supervision.js';

/** Where a session takes place, and where its events are recorded. */
export interface SessionOptions {
  /** Every event goes there. */
  readonly timeline: Timeline;
  /** The plan of the run: the first event of its timeline. */
  readonly record?: TimelineEvent | undefined;
  readonly lab?: Omit<LabOptions, 'signal'> | undefined;
  /** Ends the run at the next opportunity; the lab is closed regardless. */
  readonly signal: AbortSignal;
}

/**
 * Plays a script in a lab of its own. Resolves when the lab is gone and every event is in the timeline.
 *
 * @throws VipError if the run could not start, or did not complete; the last event then says so too
 * @throws the signal's reason when it is aborted
 */
export async function runSession(options: SessionOptions, script: Script): Promise<void> {
  const {lab, signal} = options;
  const open = async () => {
    const opened = await openLab({...lab, signal});
    return {place: opened, startAgent: agentsIn(opened)};
  };
  await runIn(open, options, script);
}

/** A place, and what watches its nodes. */
export interface Ground<P extends SessionPlace> {
  readonly place: P;
  readonly startAgent: StartAgent;
}

/** Like `runSession`, in any place. */
export async function runIn<P extends SessionPlace>(
  open: () => Promise<Ground<P>>,
  {timeline, record, signal}: Omit<SessionOptions, 'lab'>,
  script: Script<P>,
): Promise<void> {
  signal.throwIfAborted();
  if (record !== undefined) timeline.add(record);
  try {
    const {place, startAgent} = await open();
    await new Session(place, startAgent, timeline, signal).play(script);
  } catch (error) {
    if (error instanceof VipError)
      timeline.add({at: kernelTime(), node: 'lab', kind: 'failed', message: error.message});
    throw error;
  }
}

/** Agents as processes in the nodes of a lab. */
export function agentsIn(lab: Lab): StartAgent {
  return (node, emit) => new NodeAgent(lab, node, emit);
}

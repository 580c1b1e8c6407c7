/**
 * Waits for a cluster to come to rest before a run, so that nothing else is mistaken for the fault's effect.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import {Timeline} from '@vip/analysis';
import {DEFAULTS} from '../defaults.js';
import {runIn} from '../session/run-session.js';
import {NotSteady} from '../trial/steadiness.js';
import type {ClusterPlace} from './cluster.js';
import {type ClusterTrialOptions, clusterRecord} from './cluster-record.js';
import {ClusterTrial} from './cluster-trial.js';

/** Nothing may move or be lost for this long. Milliseconds. */
const REST_MS = 5000;

/**
 * Waits until every observer has been answered and no address has moved for a while, examining the machines again each time.
 *
 * @throws NotSteady when that takes too long
 */
export async function untilAtRest(cluster: ClusterPlace, options: ClusterTrialOptions): Promise<void> {
  const {timeoutMs = DEFAULTS.timeoutMs, signal} = options;
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      await cluster.rejoin();
      await cluster.survey();
      return await findAtRest(cluster, options, deadline);
    } catch (error) {
      if (!(error instanceof NotSteady) || performance.now() > deadline) throw error;
    }
    await sleep(1000, undefined, {signal});
  }
}

/** @throws NotSteady */
async function findAtRest(
  cluster: ClusterPlace,
  options: ClusterTrialOptions,
  deadline: number,
): Promise<void> {
  const restMs = Math.max(REST_MS, options.steadyMs ?? 0);
  const timeline = new Timeline();
  const record = clusterRecord(cluster, {...options, seed: 0, phaseMs: 0});
  const ground = async () => ({place: cluster, startAgent: cluster.startAgent});
  await runIn(
    ground,
    {timeline, record, signal: options.signal},
    {
      measured: async session => {
        const trial = new ClusterTrial(cluster, options, record, session);
        await trial.begin();
        const problem = await trial.amiss(restMs, Math.max(restMs * 2, deadline - performance.now()));
        if (problem !== undefined) throw new NotSteady(problem);
      },
    },
  );
}

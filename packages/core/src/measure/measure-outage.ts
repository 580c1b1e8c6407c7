/**
 * Measuring how long an address does not answer while something is done in a lab of your own.
 *
 * @module
 */

import {type Bounds, outageBounds, type Timeline} from '@vip/analysis';
import {findOutages, noOutageBounds, settledFates, wasAnswered, worstOutage} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import {DEFAULTS} from '../defaults.js';
import {onSteadyClock} from '../session/steady-clock.js';
import {type Probing, type ProbingOptions, startProbing} from './probing.js';

/** What is probed, and how long to wait for it. */
export interface MeasureOptions extends ProbingOptions {
  /** How long to wait for answers once the work is done. Milliseconds; 75 s by default. */
  readonly timeoutMs?: number | undefined;
  /** The measurement ends once every probe of a stretch of this length was answered. Milliseconds; 300 by default. */
  readonly settleMs?: number | undefined;
}

/** The measurement, from the beginning of the work. */
export interface MeasuredOutage {
  /** The outage that had not ended, otherwise the longest; if there was none, the upper bound of an undetected one. */
  readonly outage: Bounds;
  /** All outages, oldest first, each with the time from the beginning of the work in nanoseconds. */
  readonly outages: readonly (Bounds & {readonly afterNs: bigint})[];
  /** Number of probes from the beginning of the work. */
  readonly sent: number;
  /** Probes that were not answered, or too late. */
  readonly lost: number;
  /** Every probe, for further analysis. */
  readonly timeline: Timeline;
}

/** How long the address may take to answer at all. Milliseconds. */
const FIRST_ANSWER_MS = 5000;

/** How long every probe must be answered before the work begins. Milliseconds. */
const STEADY_MS = 50;

/**
 * Probes an address from a node, does the work, and returns how long there was no answer. An outage that begins more
 * than `settleMs` after the work has resolved is not waited for: in that case, let the work wait.
 *
 * ```ts
 * const {outage} = await measureOutage({lab, from: 'client', target: parseIpv4('10.0.0.2')}, async () => {
 *   await lab.run('server', ['ip', 'link', 'set', 's0', 'down']);
 *   await sleep(500);
 *   await lab.run('server', ['ip', 'link', 'set', 's0', 'up']);
 * });
 * console.log(formatBounds(outage)); // 512 ms ± 5 ms
 * ```
 *
 * @throws VipError `NOT_POSSIBLE` when the address does not answer to begin with, or the clock was set meanwhile
 */
export async function measureOutage(
  options: MeasureOptions,
  work: () => Promise<void>,
): Promise<MeasuredOutage> {
  const {from, target, timeoutMs = DEFAULTS.timeoutMs, settleMs = DEFAULTS.settleMs} = options;
  const probing = await startProbing(options);
  let since = 0n;
  try {
    await onSteadyClock(async () => {
      if (!(await probing.untilSteady(STEADY_MS, FIRST_ANSWER_MS))) {
        const problem = `${target} did not answer ${from} within ${FIRST_ANSWER_MS / 1000} s`;
        throw new VipError('NOT_POSSIBLE', `measure: ${problem} before anything was done`);
      }
      since = kernelTime();
      await probing.alongside(work());
      await probing.untilSteady(settleMs, timeoutMs);
    });
  } finally {
    await probing.stop();
  }
  return measuredSince(probing, since);
}

function measuredSince(probing: Probing, since: bigint): MeasuredOutage {
  const fates = settledFates(probing.fates());
  const outages = findOutages(fates).filter(({lastLost}) => lastLost.sentAt >= since);
  const worst = worstOutage(outages);
  const own = fates.filter(({sentAt}) => sentAt >= since);
  return {
    outage: worst === undefined ? noOutageBounds(own) : outageBounds(worst),
    outages: outages.map(outage => ({...outageBounds(outage), afterNs: outage.firstLost.sentAt - since})),
    sent: own.length,
    lost: own.filter(fate => !wasAnswered(fate)).length,
    timeline: probing.timeline,
  };
}

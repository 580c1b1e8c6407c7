/**
 * Looking at an observer in one phase of a failover: what its cache holds, and what became of its probes.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import type {LabSettings, ObservationEvent, Phase} from '@vip/analysis';
import {expectedMac, type Observer, type ProbeFate, probeFates, STREAM, wasAnswered} from '@vip/analysis';
import {kernelTime} from '@vip/arp/link';
import type {Crew} from './crew.js';

export interface ObservationOptions {
  readonly phase: Phase;
  readonly observers: readonly Observer[];
  readonly settings: LabSettings;
  /** Milliseconds. */
  readonly probeIntervalMs: number;
  readonly signal: AbortSignal;
}

/** The stretch that is looked at, in milliseconds and in probes; the longer of the two counts. */
const STRETCH_MS = 100;
const STRETCH_PROBES = 8;

/** Pings get through when this share of them does: on a busy machine a single one may be late. */
const THROUGH_SHARE = 0.8;

/** How long an answer may take until its probe is counted as lost here. Milliseconds. */
const ANSWER_GRACE_MS = 40;

/**
 * How long we wait for an observer that has no processor: to send as many probes, and to say what became of them. That
 * makes no late answer a good one: its own dates tell when it came. Milliseconds.
 */
const PATIENCE_MS = 3000;

/** Lets the probes of a stretch go by, and writes down for each observer what it believed and got. */
export async function observePhase(crew: Crew, options: ObservationOptions): Promise<void> {
  const {phase, probeIntervalMs, signal, observers} = options;
  const from = kernelTime();
  const deadline = performance.now() + PATIENCE_MS;
  const waitFor = async (isSo: (probes: readonly ProbeFate[]) => boolean, until?: bigint) => {
    const areAllSo = () => observers.every(({node}) => isSo(probesOf(crew, node, from, until)));
    while (!areAllSo() && performance.now() < deadline) await sleep(10, undefined, {signal});
  };
  await sleep(Math.max(STRETCH_MS, STRETCH_PROBES * probeIntervalMs), undefined, {signal});
  await waitFor(probes => probes.length >= STRETCH_PROBES);
  const until = kernelTime();
  await sleep(ANSWER_GRACE_MS, undefined, {signal});
  if (phase !== 'gap') await waitFor(isThrough, until);
  const seen = await Promise.all(observers.map(observer => observe(crew, observer, from, until, options)));
  for (const observation of seen) crew.timeline.add(observation);
}

async function observe(
  crew: Crew,
  observer: Observer,
  from: bigint,
  until: bigint,
  {phase, settings}: ObservationOptions,
): Promise<ObservationEvent> {
  const {name, node, iface, nextHop: ip} = observer;
  const {at, mac, state} = await crew.agent(node).call('lookNow', {iface, ip});
  const probes = probesOf(crew, node, from, until);
  const answered = probes.filter(wasAnswered).length;
  const through = phase === 'gap' ? answered === 0 : isThrough(probes);
  return {
    at,
    node,
    kind: 'observation',
    phase,
    observer: name,
    ip,
    ...(mac === undefined ? {} : {mac}),
    state,
    sent: probes.length,
    answered,
    asExpected: through && probes.length > 0 && mac === expectedMac(observer, phase, settings),
  };
}

/** What a node sent since `from`, and up to `until` if there is one. */
function probesOf(crew: Crew, node: string, from: bigint, until?: bigint): ProbeFate[] {
  return probeFates(crew.timeline, node, STREAM.measure).filter(
    ({sentAt}) => sentAt >= from && (until === undefined || sentAt <= until),
  );
}

function isThrough(probes: readonly ProbeFate[]): boolean {
  return probes.filter(wasAnswered).length >= probes.length * THROUGH_SHARE;
}

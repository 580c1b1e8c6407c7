/**
 * Observing an observer in one phase of a failover: its cache entry, and the outcome of its probes.
 *
 * @module
 */

import type {LabSettings, ObservationEvent, Phase, Timeline} from '@vip/analysis';
import {type Observer, type ProbeFate, probeFates, STREAM} from '@vip/analysis';
import {expectedMac, wasAnswered} from '@vip/analysis/internal';
import {kernelTime} from '@vip/arp/link';
import type {Session} from '../session/session.js';

export interface ObservationOptions {
  readonly phase: Phase;
  readonly observers: readonly Observer[];
  readonly settings: LabSettings;
  /** Milliseconds. */
  readonly probeIntervalMs: number;
}

/** The stretch examined, in milliseconds and in probes; the longer of the two counts. */
const STRETCH_MS = 100;
const STRETCH_PROBES = 8;

/** The share of pings that must get through: on a busy machine, a single one may be late. */
const THROUGH_SHARE = 0.8;

/** How long an answer may take until its probe is counted as lost here. Milliseconds. */
const ANSWER_GRACE_MS = 40;

/**
 * How long to wait for an observer that gets no processor to send its probes and report their outcome. A late
 * answer still counts as late: its timestamps show when it came. Milliseconds.
 */
const PATIENCE_MS = 3000;

/** Waits for the probes of a stretch, and records the cache entry and the answers of each observer. */
export async function observePhase(session: Session, options: ObservationOptions): Promise<void> {
  const {phase, probeIntervalMs, observers} = options;
  const {timeline} = session;
  const from = kernelTime();
  const deadline = performance.now() + PATIENCE_MS;
  const waitFor = async (isSo: (probes: readonly ProbeFate[]) => boolean, until?: bigint) => {
    const areAllSo = () => observers.every(({node}) => isSo(probesOf(timeline, node, from, until)));
    while (!areAllSo() && performance.now() < deadline) await session.pause(10);
  };
  await session.pause(Math.max(STRETCH_MS, STRETCH_PROBES * probeIntervalMs));
  await waitFor(probes => probes.length >= STRETCH_PROBES);
  const until = kernelTime();
  await session.pause(ANSWER_GRACE_MS);
  if (phase !== 'gap') await waitFor(isThrough, until);
  const seen = await Promise.all(observers.map(observer => observe(session, observer, from, until, options)));
  for (const observation of seen) timeline.add(observation);
}

async function observe(
  {agents, timeline}: Session,
  observer: Observer,
  from: bigint,
  until: bigint,
  {phase, settings}: ObservationOptions,
): Promise<ObservationEvent> {
  const {name, node, iface, nextHop: ip} = observer;
  const {at, mac, state} = await agents.in(node).call('lookNow', {iface, ip});
  const probes = probesOf(timeline, node, from, until);
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

/** The probes that a node sent from `from` on, up to `until` if given. */
function probesOf(timeline: Timeline, node: string, from: bigint, until?: bigint): ProbeFate[] {
  return probeFates(timeline, node, STREAM.measure).filter(
    ({sentAt}) => sentAt >= from && (until === undefined || sentAt <= until),
  );
}

function isThrough(probes: readonly ProbeFate[]): boolean {
  return probes.filter(wasAnswered).length >= probes.length * THROUGH_SHARE;
}

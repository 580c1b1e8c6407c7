/**
 * Findings shown in the lab: two nodes run their own configurations, the event that the finding is about is caused, and the result is
 * compared with what was predicted.
 *
 * @module
 */

import {Timeline} from '@vip/analysis';
import {grouped, largest} from '@vip/analysis/internal';
import {type Audit, type Router, RULES} from '@vip/analysis/internal/audit';
import {VipError} from '@vip/arp';
import {keepalivedDriver} from '../trial/drivers/keepalived.js';
import {type Fault, faultOf, formatFault} from '../trial/fault.js';
import type {FaultName} from '../trial/faults/registry.js';
import {runTrial} from '../trial/trial.js';
import {reportTrial, type TrialReport, trialOf} from '../trial/trial-report.js';
import {benchLab} from './bench-lab.js';
import {benchNode} from './bench-nodes.js';
import type {BenchPair} from './bench-pair.js';

/** A trial to be made. */
export interface PlannedProof {
  readonly router: Router;
  readonly fault: Fault;
  /** The findings that it demonstrates; none where the prediction for a healthy pair is tested. */
  readonly codes: readonly string[];
}

export interface Proof extends PlannedProof {
  /** The two nodes, the owner first. */
  readonly nodes: readonly [string, string];
  readonly report: TrialReport;
}

/** The faults that demonstrate the findings, each with every router concerned; a crash for each router without findings. */
export function planProofs({cluster, findings}: Audit, chosen?: Fault): PlannedProof[] {
  const pairs = cluster.routers.filter(({members}) => members.length > 1);
  const planned = pairs.flatMap(router => {
    const codes = codesOf(cluster.nodes, router, new Set(findings.map(({code}) => code)));
    const faults = chosen === undefined ? faultsFor(codes).map(name => lasting(name, router)) : [chosen];
    return faults.map(fault => ({router, fault, codes: codes.get(fault.name as FaultName) ?? []}));
  });
  if (planned.length > 0) return planned;
  return pairs.map(router => ({router, fault: lasting('node-crash', router), codes: []}));
}

/** The codes of a router's findings, by fault. */
function codesOf(
  nodes: Audit['cluster']['nodes'],
  router: Router,
  found: ReadonlySet<string>,
): Map<FaultName, string[]> {
  const shown = RULES.flatMap(({code, proof, find}) =>
    proof !== undefined && found.has(code) && find({nodes, routers: [router]}).length > 0
      ? [{code, proof}]
      : [],
  );
  const byFault = grouped(shown, ({proof}) => proof);
  return new Map([...byFault].map(([fault, those]) => [fault, those.map(({code}) => code)]));
}

/** If no node, or every node, has the address from the start, nothing can fail over. */
function faultsFor(codes: ReadonlyMap<FaultName, readonly string[]>): FaultName[] {
  const atStart = codes.get('start') ?? [];
  const isBroken = RULES.some(({code, severity}) => severity === 'error' && atStart.includes(code));
  return isBroken ? ['start'] : [...codes.keys()];
}

/** A fault heals once the other node has taken over and has announced for the last time. */
function lasting(name: FaultName, {members}: Router): Fault {
  const fault = faultOf(name);
  if (fault.durationMs === undefined) return fault;
  const waits = members.map(
    ({instance}) =>
      (instance.downTimerAdverts + 1) * instance.advertMs + 1000 * (1 + instance.announcements.delay),
  );
  return {...fault, durationMs: Math.ceil(largest(waits) / 100) * 100 + 1000};
}

/**
 * Runs one of the trials. Its report says what could not be done.
 *
 * @throws VipError `NOT_POSSIBLE` for a router that the lab cannot have
 * @throws the signal's reason
 */
export async function prove(planned: PlannedProof, signal: AbortSignal): Promise<Proof> {
  const {router, fault} = planned;
  const pair = router.members.slice(0, 2) as unknown as BenchPair;
  const {settings, furtherLinks} = benchLab(router, pair, {isAboutAll: fault.name === 'node-crash'});
  const audited = [
    benchNode(pair[0].node, settings.active.node),
    benchNode(pair[1].node, settings.passive.node),
  ] as const;
  const timeline = new Timeline();
  const driver = keepalivedDriver({audited});
  const timeoutMs = fault.durationMs === undefined ? driver.patienceMs : undefined;
  try {
    await runTrial({driver, settings, fault, furtherLinks, timeoutMs, signal}, timeline);
  } catch (error) {
    if (!(error instanceof VipError) || trialOf(timeline) === undefined) throw error;
  }
  const trial = trialOf(timeline);
  if (trial === undefined) throw new VipError('NOT_POSSIBLE', `prove: ${formatFault(fault)} was not begun`);
  return {
    ...planned,
    nodes: pair.map(({node}) => node.name) as [string, string],
    report: reportTrial(timeline, trial),
  };
}

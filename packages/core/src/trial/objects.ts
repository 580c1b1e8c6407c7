/**
 * Trials as objects, for `--json`. Pure.
 *
 * @module
 */

import {describeAsPart, type FindingPart} from '@vip/analysis/internal/findings';
import type {FindingCode, TrialFinding} from './finding.js';
import type {FailedFinding, Judgement} from './judgement.js';
import type {TrialReport} from './trial-report.js';

export interface TrialFindingObject extends FindingPart<FindingCode> {
  /** The evidence, as it was called before findings had one shape. */
  readonly text: string;
}

export interface FailedFindingObject extends TrialFindingObject, Pick<FailedFinding, 'run'> {}

export interface TrialReportObject extends Omit<TrialReport, 'findings'> {
  readonly findings: readonly TrialFindingObject[];
}

export interface JudgementObject extends Omit<Judgement, 'failures'> {
  readonly failures: readonly FailedFindingObject[];
}

export function describeTrial(report: TrialReport): TrialReportObject {
  return {...report, findings: report.findings.map(describe)};
}

export function describeJudgement(judgement: Judgement): JudgementObject {
  const failures = judgement.failures.map(({run, ...finding}) => ({run, ...describe(finding)}));
  return {...judgement, failures};
}

function describe(finding: TrialFinding): TrialFindingObject {
  return {...describeAsPart(finding), text: finding.evidence};
}

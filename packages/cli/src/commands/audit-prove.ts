/**
 * `vip audit --prove`: trials that show what was found.
 *
 * @module
 */

import type {Audit} from '@vip/analysis/internal/audit';
import {VipError} from '@vip/arp';
import type {Fault, TrialReport} from '@vip/core';
import {
  checkTools,
  describeTrial,
  formatFault,
  formatProof,
  type PlannedProof,
  type Proof,
  planProofs,
  prove,
  type TrialReportObject,
} from '@vip/core/internal';
import {gainNoRights} from '@vip/core/internal/privileges';
import {interruptible} from '../exit.js';
import {printNote} from '../note.js';
import {print, printJson} from '../output.js';
import {nextTurn} from '../turn.js';

/**
 * Makes the trials one after the other, and prints each as it ends.
 *
 * @returns whether every prediction came true
 * @throws VipError `NOT_POSSIBLE` for nodes that no lab can have, `TOOL_MISSING`
 */
export async function proveFindings(
  audit: Audit,
  chosen: Fault | undefined,
  json: boolean,
): Promise<boolean> {
  checkTools('prove', {keepalived: 'keepalived', nft: 'nftables'});
  gainNoRights();
  const signal = interruptible();
  const planned = planProofs(audit, chosen);
  if (planned.length === 0)
    throw new VipError('NOT_POSSIBLE', 'prove: expected a router that two nodes have, found none');
  let hasFailed = false;
  for (const [index, each] of planned.entries()) {
    printNote(`trial ${index + 1} of ${planned.length}: ${each.router.name}, ${formatFault(each.fault)}`);
    using _turn = await nextTurn(signal);
    const proof = await prove(each, signal);
    if (json) printJson(proofObject(proof));
    else print(['', ...formatProof(proof)]);
    hasFailed ||= didNotComeTrue(proof.report);
  }
  return !hasFailed;
}

function didNotComeTrue({forecasts = []}: TrialReport): boolean {
  return forecasts.some(({addresses}) => addresses.some(({cameTrue}) => cameTrue === false));
}

export interface ProofObject extends Pick<PlannedProof, 'codes'>, Pick<Proof, 'nodes'> {
  readonly kind: 'proof';
  readonly router: string;
  readonly fault: string;
  readonly report: TrialReportObject;
}

function proofObject({router, fault, codes, nodes, report}: Proof): ProofObject {
  return {
    kind: 'proof',
    router: router.name,
    fault: formatFault(fault),
    codes,
    nodes,
    report: describeTrial(report),
  };
}

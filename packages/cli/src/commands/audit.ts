/**
 * `vip audit`: what the configurations of the nodes will do in a failover.
 *
 * @module
 */

import {
  audit as auditNodes,
  formatAudit,
  predictionObject,
  sarifLog,
  totalsObject,
} from '@vip/analysis/audit';
import {describeFinding, hasAtLeast} from '@vip/analysis/findings';
import {readNodes} from '@vip/core/audit';
import {VERSION} from '@vip/core/version';
import {EXIT} from '../exit.js';
import type {AuditOptions} from '../grammar/audit.js';
import {note, print, printJson} from '../output.js';

export async function audit(
  args: readonly string[],
  {json, sarif, failOn, prove, fault, release, capture}: AuditOptions,
): Promise<number> {
  const nodes = readNodes(args, note, release);
  const wire =
    capture === undefined ? undefined : await (await import('./audit-capture.js')).readCapture(capture);
  const result = auditNodes(nodes, wire?.facts);
  if (sarif === true) print(JSON.stringify(sarifLog(result.findings, VERSION), null, 2));
  else if (json === true) {
    for (const finding of result.findings) printJson(describeFinding(finding));
    for (const prediction of result.predictions) printJson(predictionObject(prediction));
    printJson(totalsObject(result));
  } else print(formatAudit(result));
  const {findings} = result;
  const fails =
    'least' in failOn
      ? hasAtLeast(findings, failOn.least)
      : findings.some(({code}) => failOn.codes.includes(code));
  if (fails && prove !== true) return EXIT.no;
  // What was behind the damage may have been the worst of it.
  if (wire?.isDamaged === true) return EXIT.impossible;
  if (prove !== true) return EXIT.done;
  const {proveFindings} = await import('./audit-prove.js');
  const cameTrue = await proveFindings(result, fault, json === true);
  return fails || !cameTrue ? EXIT.no : EXIT.done;
}

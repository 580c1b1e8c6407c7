/**
 * `vip audit`: what follows from the configurations of the nodes, before the night it matters.
 *
 * @module
 */

import {
  audit as auditNodes,
  findingObject,
  formatAudit,
  isAtLeast,
  predictionObject,
  sarifLog,
  totalsObject,
} from '@vip/analysis/audit';
import {VERSION} from '@vip/core/version';
import {readNodes} from '../audit/nodes.js';
import {EXIT} from '../exit.js';
import type {AuditOptions} from '../grammar/audit.js';
import {print, printJson} from '../output.js';

export async function audit(args: readonly string[], {json, sarif, failOn}: AuditOptions): Promise<number> {
  const result = auditNodes(readNodes(args));
  if (sarif === true) print(JSON.stringify(sarifLog(result.findings, VERSION), null, 2));
  else if (json === true) {
    for (const finding of result.findings) printJson(findingObject(finding));
    for (const prediction of result.predictions) printJson(predictionObject(prediction));
    printJson(totalsObject(result));
  } else print(formatAudit(result));
  const fails = result.findings.some(finding =>
    'least' in failOn ? isAtLeast(finding, failOn.least) : failOn.codes.includes(finding.code),
  );
  return fails ? EXIT.no : EXIT.done;
}

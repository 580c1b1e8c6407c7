/**
 * `vip audit`: what the configurations of the nodes will do in a failover.
 *
 * @module
 */

import {
  type Audit,
  auditKubernetes,
  audit as auditNodes,
  auditSoftware,
  formatAudit,
  formatSoftwareAudit,
  KUBERNETES,
  type NodeFile,
  type PredictionObject,
  predictionObject,
  type SoftwareAudit,
  sarifLog,
  totalsObject,
} from '@vip/analysis/internal/audit';
import {describeFinding, type Finding, hasAtLeast} from '@vip/analysis/internal/findings';
import {VipError} from '@vip/arp';
import {nodesOf, readFiles, softwareIn, textOfFile} from '@vip/core/internal/audit';
import {vipVersion} from '@vip/core/internal/version';
import {EXIT} from '../exit.js';
import type {AuditCommandOptions} from '../grammar/audit.js';
import {printNote} from '../note.js';
import {print, printJson} from '../output.js';

/** The code for captures and trials; most audits need neither. */
export interface AuditLoaders {
  readonly capturing: () => Promise<typeof import('./audit-capture.js')>;
  readonly proving: () => Promise<typeof import('./audit-prove.js')>;
}

/** Characters of configuration from which setting V8's flags, which takes 4 ms, pays off: some two thousand lines. */
const LONG = 1 << 15;

/** Whether they have, or may have, that many: how much a file includes is known only when it is read. */
function isLong(files: readonly NodeFile[]): boolean {
  const length = files.reduce((sum, {text}) => sum + text.length, 0);
  return length > LONG || files.some(({text}) => /^\s*include/m.test(text));
}

export async function auditConfigs(
  args: readonly string[],
  options: AuditCommandOptions,
  {capturing, proving}: AuditLoaders,
): Promise<number> {
  // This comes first, because another program may do everything in our place.
  const capturer = options.capture === undefined ? undefined : await capturing();
  const prover = options.prove === true ? await proving() : undefined;
  const files = readFiles(args, printNote);
  if (isLong(files)) (await import('../late-optimisation.js')).optimiseLate();
  const software = softwareIn(files);
  if (software !== 'keepalived') {
    refuseForOthers(software, options);
    const {result, isDamaged} = await auditOther(software, files);
    report({...result, predictions: () => []}, () => formatSoftwareAudit(result), options);
    const code = exitCode(result.findings, options);
    // The part left out may have been the worst.
    return code === EXIT.done && isDamaged ? EXIT.impossible : code;
  }
  const nodes = nodesOf(files, printNote, options.release);
  const wire = await capturer?.readAuditCapture(options.capture as string);
  const result = auditNodes(nodes, wire?.facts);
  report(printedOf(result), () => formatAudit(result), options);
  const code = exitCode(result.findings, options);
  const cameTrue = await prover?.proveFindings(result, options.fault, options.json === true);
  if (cameTrue === false) return EXIT.no;
  // The part after the damage may have been the worst, and what was not captured may contradict the files.
  const isPartial =
    wire?.isDamaged === true || result.findings.some(({code}) => code === 'WIRE_INCONCLUSIVE');
  return code === EXIT.done && isPartial ? EXIT.impossible : code;
}

async function auditOther(
  software: string,
  files: readonly NodeFile[],
): Promise<{result: SoftwareAudit; isDamaged: boolean}> {
  if (software !== KUBERNETES) return {result: auditSoftware(software, files), isDamaged: false};
  const {kubernetesIn} = await import('@vip/core/internal/manifests');
  let isDamaged = false;
  const kubernetes = kubernetesIn(files, line => {
    isDamaged = true;
    printNote(line);
  });
  const names = [...new Set(files.map(({name}) => name))];
  return {result: auditKubernetes(names, kubernetes), isDamaged};
}

/** @throws VipError `BAD_ARGUMENT` */
function refuseForOthers(software: string, {prove, release, capture}: AuditCommandOptions): void {
  const given = {
    '--prove': prove === true,
    '--release': release !== undefined,
    '--capture': capture !== undefined,
  };
  const option = Object.entries(given).find(([, isGiven]) => isGiven)?.[0];
  if (option === undefined) return;
  throw new VipError('BAD_ARGUMENT', `${option}: expected files of keepalived, got ${software}'s`);
}

interface Printed {
  readonly nodes: readonly string[];
  readonly findings: readonly Finding[];
  /** Made only for `--json`. */
  readonly predictions: () => readonly PredictionObject[];
}

function printedOf({cluster, findings, predictions}: Audit): Printed {
  const nodes = cluster.nodes.map(({name}) => name);
  return {nodes, findings, predictions: () => predictions.map(predictionObject)};
}

function report(
  {nodes, findings, predictions}: Printed,
  text: () => readonly string[],
  {json, sarif}: AuditCommandOptions,
): void {
  if (sarif === true) print(JSON.stringify(sarifLog(findings, vipVersion(), textOfFile), null, 2));
  else if (json === true) {
    for (const finding of findings) printJson(describeFinding(finding));
    for (const prediction of predictions()) printJson(prediction);
    printJson(totalsObject(nodes, findings));
  } else print(text());
}

function exitCode(findings: readonly Finding[], {failOn}: AuditCommandOptions): number {
  const fails =
    'least' in failOn
      ? hasAtLeast(findings, failOn.least)
      : findings.some(({code}) => failOn.codes.includes(code));
  return fails ? EXIT.no : EXIT.done;
}

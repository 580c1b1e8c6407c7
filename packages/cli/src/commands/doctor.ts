/**
 * `vip doctor`: what breaks a virtual IP on this host.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import {counted, wrapped} from '@vip/analysis/internal';
import {
  type DoctorRequest,
  examinationState,
  examine,
  findingChanges,
  formatFindingChange,
  formatHeardRouter,
  formatSubject,
  subjectChanges,
  type Unseen,
} from '@vip/analysis/internal/doctor';
import {
  describeAsPart,
  describeFinding,
  formatFindings,
  formatTotals,
  totalsOf,
} from '@vip/analysis/internal/findings';
import {printable} from '@vip/analysis/internal/printable';
import {existingInterface, hostReader, type Probed} from '@vip/core/internal/doctor';
import {giveUpRoot} from '@vip/core/internal/privileges';
import {EXIT, interruptible} from '../exit.js';
import type {DoctorCommandOptions} from '../grammar/doctor.js';
import {print, printJson} from '../output.js';
import {type ProbedExamination, probeAll} from './doctor-probe.js';

/** Interval between checks. Milliseconds. */
const WATCH_MS = 2000;

export async function doctor(options: DoctorCommandOptions): Promise<number> {
  if (options.netns !== undefined) return (await import('../reexec.js')).runInNamespace(options.netns);
  if (options.node !== undefined) return (await import('../reexec.js')).runInNode(options.node, options.lab);
  const {ip: vip, iface, role, client, isGateway = false} = options;
  const request = {vip, iface, role, client, isGateway};
  // Nothing is wrong with an interface that does not exist. Later, --watch reports one that vanishes as a change.
  if (iface !== undefined) existingInterface(iface);
  const signal = interruptible();
  // Repeated checks need root's rights.
  const beforeProbe = options.watch === true ? () => {} : () => giveUpRoot({opensLinks: true});
  const seen = await look(request, options, signal, beforeProbe);
  tell(seen, options);
  return options.watch === true ? watch(request, seen, options, signal) : exitOf(seen);
}

async function look(
  request: DoctorRequest,
  options: Pick<DoctorCommandOptions, 'probe'>,
  signal: AbortSignal,
  beforeProbe = () => {},
): Promise<ProbedExamination> {
  const reader = hostReader(signal);
  const examination = await examine(request, reader);
  return options.probe === true
    ? probeAll(examination, reader, signal, beforeProbe)
    : {...examination, probes: []};
}

function exitOf(seen: ProbedExamination): number {
  const state = examinationState(seen);
  if (seen.subjects.length === 0 && state === 'fine') return EXIT.impossible;
  return {fine: EXIT.done, found: EXIT.no, blind: EXIT.impossible}[state];
}

function tell(seen: ProbedExamination, {json, ip}: DoctorCommandOptions): void {
  const {subjects, findings, unseen, probes} = seen;
  if (json === true) {
    for (const finding of findings) printJson(describeFinding(finding));
    for (const each of unseen) printJson({kind: 'unseen', ...each});
    for (const {routers} of probes) for (const router of routers) printJson({kind: 'heard', ...router});
    printJson({
      kind: 'summary',
      subjects: subjects.map(formatSubject),
      ...totalsOf(findings),
      unseen: unseen.length,
    });
    return;
  }
  if (subjects.length === 0) {
    tellLine(
      ip === undefined
        ? 'found no virtual IP and no bridge here: name one with --ip ADDRESS'
        : `${ip} is not on this host, and no interface leads to it: name one with --iface, or give --role switch on a switch`,
    );
    if (findings.length + unseen.length === 0) return;
  }
  print(subjects.map(formatSubject));
  for (const {vip, isAssumed} of subjects)
    if (isAssumed === true)
      tellLine(
        `${vip} is not on this host, and nothing here is configured to have it: the host was checked as one that would take it over${probes.length === 0 ? '; --probe asks whether any machine has it' : ''}`,
      );
  if (findings.length > 0) print('', formatFindings(findings).map(printable));
  print('', probes.flatMap(formatProbed), formatUnseen(unseen), formatSummary(seen));
}

function formatProbed({answerers, routers, listenedMs}: Probed): string[] {
  const seconds = (listenedMs / 1000).toFixed(1);
  return [
    ...answerers.map(({mac}) => `answered by ${mac}`),
    ...(routers.length === 0
      ? [`no VRRP or CARP advertisement of another machine was received in ${seconds} s`]
      : routers.map(router => `received: ${formatHeardRouter(router)}`)),
  ];
}

/** Each reason is printed once, with all checks that it prevents. */
function formatUnseen(unseen: readonly Unseen[]): string[] {
  const reasons = [...new Set(unseen.map(({why}) => why))];
  return reasons.flatMap(reason => {
    const hidden = new Set(unseen.filter(({why}) => why === reason).map(({code}) => code));
    return [...wrapped(printable(`not checked (${reason}):`), 0, 4), ...[...hidden].map(code => `  ${code}`)];
  });
}

function formatSummary({findings, unseen}: ProbedExamination): string {
  const blind = unseen.length === 0 ? '' : `; ${counted(unseen.length, 'check')} could not be performed`;
  return `${formatTotals(totalsOf(findings))}${blind}`;
}

/** Repeats the checks until interrupted, which is the documented end. */
async function watch(
  request: DoctorRequest,
  before: ProbedExamination,
  options: DoctorCommandOptions,
  signal: AbortSignal,
): Promise<number> {
  let last = before;
  try {
    for (;;) {
      await sleep(WATCH_MS, undefined, {signal});
      const now = await look(request, options, signal);
      tellChanges(last, now, options.json === true);
      last = now;
    }
  } catch (error) {
    if (signal.aborted) return exitOf(last);
    throw error;
  }
}

function tellChanges(before: ProbedExamination, now: ProbedExamination, isJson: boolean): void {
  const at = new Date().toISOString();
  for (const change of subjectChanges(before.subjects, now.subjects)) {
    if (isJson) printJson({kind: 'moved', ...change, at});
    else tellLine(`${at} now: ${change.now ?? 'not here'}; before: ${change.before ?? 'not here'}`);
  }
  for (const each of findingChanges(before.findings, now.findings)) {
    const {change, finding} = each;
    if (isJson) printJson({kind: 'change', ...describeAsPart(finding), at, change});
    else tellLine(`${at} ${formatFindingChange(each)}`);
  }
}

/** On a terminal, a long line is continued below, indented. */
function tellLine(text: string): void {
  const line = printable(text);
  print(process.stdout.isTTY === true ? wrapped(line, 0, 4) : line);
}

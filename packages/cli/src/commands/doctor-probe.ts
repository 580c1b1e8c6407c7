/**
 * `vip doctor --probe`: what the wire adds to an examination.
 *
 * @module
 */

import {
  advertised,
  Blind,
  configurationsOf,
  DUPLICATE_CHECK,
  duplicates,
  type Examination,
  filteredMac,
  formatSubject,
  type HostReader,
  type MacQuestion,
  macQuestion,
  type Subject,
  type Unseen,
} from '@vip/analysis/internal/doctor';
import {bySeverity, type Finding} from '@vip/analysis/internal/findings';
import {type IpAddress, VipError} from '@vip/arp';
import {type Probed, probe, probeMac} from '@vip/core/internal/doctor';

export interface ProbedExamination extends Examination {
  readonly probes: readonly Probed[];
}

interface Plan {
  readonly vip: IpAddress;
  readonly subject: Subject;
  readonly nodes: Awaited<ReturnType<typeof configurationsOf>>;
  readonly question: MacQuestion | undefined;
}

/** @param beforeProbe gives up privileges that probing does not need, once the host has been read */
export async function probeAll(
  examination: Examination,
  reader: HostReader,
  signal: AbortSignal,
  beforeProbe: () => void,
): Promise<ProbedExamination> {
  const plans = await Promise.all(
    examination.subjects.flatMap(subject =>
      subject.vip === undefined ? [] : planOf(subject, subject.vip, reader),
    ),
  );
  beforeProbe();
  const probes: Probed[] = [];
  const found: Finding[] = [];
  const unseen: Unseen[] = [...examination.unseen];
  for (const plan of plans) {
    const {subject} = plan;
    const results = await probeOne(plan, examination.findings, signal).catch(reasonOf);
    if (typeof results === 'string') {
      unseen.push({code: DUPLICATE_CHECK.code, subject: formatSubject(subject), why: results});
      continue;
    }
    probes.push(results.probed);
    for (const finding of results.findings) found.push(finding);
    for (const each of results.unseen) unseen.push(each);
  }
  return {...examination, unseen, findings: bySeverity([...examination.findings, ...found]), probes};
}

/** The examination has already reported anything that cannot be read here. */
async function planOf(subject: Subject, vip: IpAddress, reader: HostReader): Promise<Plan> {
  return {
    ...{vip, subject},
    nodes: await orBlind(configurationsOf(subject, reader), []),
    question: await orBlind(macQuestion(subject, reader), undefined),
  };
}

async function orBlind<Value>(reading: Promise<Value>, otherwise: Value): Promise<Value> {
  return reading.catch((error: unknown) => {
    if (error instanceof Blind) return otherwise;
    throw error;
  });
}

interface Result {
  readonly probed: Probed;
  readonly findings: readonly Finding[];
  readonly unseen: readonly Unseen[];
}

/** @throws VipError if it cannot be probed */
async function probeOne(
  {vip, subject, nodes, question}: Plan,
  known: readonly Finding[],
  signal: AbortSignal,
): Promise<Result> {
  const probed = await probe(subject.iface, vip, signal);
  const macs = probed.answerers
    .filter(({host}, index, all) => all.findIndex(other => other.host === host) === index)
    .map(({mac}) => mac);
  const findings = [...duplicates(subject, macs), ...advertised(nodes, probed.capture, known)];
  const answer = question === undefined ? undefined : await probeMac(question, signal);
  if (question !== undefined && answer?.isCarried === false)
    findings.push(filteredMac(subject, question, answer.neighbour));
  const isUnknown = question !== undefined && answer === undefined;
  const why = `no neighbour of ${question?.parent} answers`;
  return {
    ...{probed, findings},
    unseen: isUnknown ? [{code: 'VMAC_FILTERED', subject: formatSubject(subject), why}] : [],
  };
}

/** Without rights, or with its interface down, the wire cannot be probed; the host was examined nevertheless. */
function reasonOf(error: unknown): string {
  if (error instanceof VipError) return error.message;
  throw error;
}

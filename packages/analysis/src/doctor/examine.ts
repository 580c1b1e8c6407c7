/**
 * Examines a host: runs every check for each of its subjects.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {bySeverity, type Finding} from '../findings/finding.js';
import {auditOf} from './audited.js';
import type {Check, Role, Subject, Symptom, Unseen} from './check.js';
import {DOCTOR_CHECKS} from './checks/registry.js';
import {Host} from './host/host.js';
import {Blind, type HostReader} from './host/reader.js';
import {type DoctorRequest, subjectsOf} from './subjects.js';

export interface Examination {
  readonly subjects: readonly Subject[];
  /** The worst first. */
  readonly findings: readonly Finding[];
  readonly unseen: readonly Unseen[];
}

/**
 * @param reader only reads; it changes and sends nothing
 * @throws VipError `NOT_POSSIBLE` if not even addresses and interfaces can be read
 */
export async function examine(request: DoctorRequest, reader: HostReader): Promise<Examination> {
  const host = new Host(reader);
  const subjects = await subjectsOf(request, host).catch((error: unknown) => {
    throw error instanceof Blind ? new VipError('NOT_POSSIBLE', `doctor: ${error.message}`) : error;
  });
  const looks = subjects.flatMap(subject =>
    DOCTOR_CHECKS.filter(({roles}) => roles.includes(subject.role)).map(check =>
      lookAt(check, subject, host),
    ),
  );
  const vips = subjects.length === 0 ? [request.vip] : subjects.map(({vip}) => vip);
  const results = await Promise.all([
    ...looks,
    ...(isOfNode(request, subjects)
      ? [
          auditOf(
            host,
            vips.filter(vip => vip !== undefined),
          ),
        ]
      : []),
  ]);
  return {
    subjects,
    findings: bySeverity(once(results.flatMap(({findings}) => findings))),
    unseen: results.flatMap(({unseen}) => unseen),
  };
}

/**
 * A daemon's configuration matters where it has the address or would have it, even if it would be on an interface that does not exist.
 */
function isOfNode(request: DoctorRequest, subjects: readonly Subject[]): boolean {
  const roles = subjects.length === 0 ? [request.role ?? 'passive'] : subjects.map(({role}) => role);
  return roles.some(role => role === 'active' || role === 'passive');
}

async function lookAt(check: Check, subject: Subject, host: Host): Promise<Omit<Examination, 'subjects'>> {
  const {code} = check;
  const whom = formatSubject(subject);
  try {
    const symptoms = await check.look(subject, host);
    return {findings: symptoms.map(symptom => findingOf(code, whom, symptom)), unseen: []};
  } catch (error) {
    if (error instanceof Blind) return {findings: [], unseen: [{code, subject: whom, why: error.message}]};
    throw error;
  }
}

function findingOf(code: string, subject: string, symptom: Symptom): Finding {
  const {severity, evidence, consequence, mend, lasting} = symptom;
  return {
    ...{code, severity, subject, where: [], evidence, consequence},
    remedy: lasting,
    commands: mend,
    reference: checkReference(code),
  };
}

/** The check's paragraph in the documentation. */
export function checkReference(code: string): string {
  return `docs/doctor.md#${code.toLowerCase()}`;
}

/** `10.3.2.200 on eth0, active`. */
export function formatSubject({role, vip, iface}: Subject): string {
  return vip === undefined ? `${iface}, ${role}` : `${vip} on ${iface}, ${role}`;
}

/** A problem of the whole host affects every address, but is reported once. */
function once(findings: readonly Finding[]): Finding[] {
  const told = new Set<string>();
  return findings.filter(({code, evidence}) => {
    const key = `${code} ${evidence}`;
    const isNew = !told.has(key);
    told.add(key);
    return isNew;
  });
}

export type ExaminationState = 'fine' | 'found' | 'blind';

/** Notes alone are not a fault, and a check that could not run is not evidence of health. */
export function examinationState({findings, unseen}: Examination): ExaminationState {
  if (findings.some(({severity}) => severity !== 'note')) return 'found';
  return unseen.length > 0 ? 'blind' : 'fine';
}

export const ROLES: readonly Role[] = ['active', 'passive', 'client', 'switch'];

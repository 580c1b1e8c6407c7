/**
 * The doctor of hosts, as a separate entry point (`@vip/analysis/internal/doctor`).
 *
 * @module
 */

export {
  type FindingChange,
  findingChanges,
  formatFindingChange,
  type SubjectChange,
  subjectChanges,
} from '../doctor/changes.js';
export type {Check as DoctorCheck, Role, Subject, Symptom, Unseen} from '../doctor/check.js';
export {DOCTOR_CHECKS} from '../doctor/checks/registry.js';
export {HOST_RULES} from '../doctor/daemon/registry.js';
export {
  checkReference,
  type Examination,
  type ExaminationState,
  examinationState,
  examine,
  formatSubject,
  ROLES,
} from '../doctor/examine.js';
export {fateAt, type PacketFate} from '../doctor/firewall/evaluate.js';
export {echoTo} from '../doctor/firewall/packets.js';
export {type Ruleset, readRuleset} from '../doctor/firewall/ruleset.js';
export type {CommandAnswer, FileAnswer, HostReader, TrailAnswer, TrailStep} from '../doctor/host/reader.js';
export {Blind} from '../doctor/host/reader.js';
export {
  advertised,
  configurationsOf,
  DUPLICATE_CHECK,
  duplicates,
  formatHeardRouter,
  type HeardRouter,
} from '../doctor/probed.js';
export type {DoctorRequest} from '../doctor/subjects.js';
export {filteredMac, type MacQuestion, macQuestion} from '../doctor/virtual-mac.js';

/// <reference types="node" preserve="true" />
/**
 * The lab: network namespaces that live as long as a pipe, what runs and is observed in them, trials of failover software, and reports.
 *
 * @module
 */

export {runFailover} from './experiment/failover.js';
export type {FailoverOptions} from './experiment/options.js';
export {
  type Expectation,
  type FailoverReport,
  type ObserverReport,
  reportFailover,
  runOf,
} from './experiment/verdict.js';
export type {CommandLimits} from './host/command-limits.js';
export type {ProcessAttributes} from './host/process-attributes.js';
export type {End} from './host/spawn.js';
export {type CableEnd, cabledPlan, type Drawing} from './lab/cabled-plan.js';
export type {Confinement} from './lab/confinement.js';
export {buildPlan, type Lab, type LabOptions} from './lab/lab.js';
export {openLab} from './lab/open-lab.js';
export {HOST, type IpCommand, type LabPlan, type NodeWork, type Stage, type Sysctls} from './lab/plan.js';
export {type MeasuredOutage, type MeasureOptions, measureOutage} from './measure/measure-outage.js';
export {type Probing, type ProbingOptions, startProbing} from './measure/probing.js';
export {CommandError, type CommandResult, type RunningProcess, type RunOptions, run} from './process.js';
export type {ReportData} from './report/data.js';
export type {ReportPart} from './report/part.js';
export {reportData, reportPart} from './report/report.js';
export type {ProbeSource} from './session/event-intake.js';
export {runSession, type SessionOptions} from './session/run-session.js';
export {type Script, Session} from './session/session.js';
export type {SessionPlace} from './session/supervision.js';
export type {SentAnnouncement} from './trial/announcements.js';
export type {Baseline} from './trial/baseline.js';
export type {BudgetPart} from './trial/budget.js';
export type {Criteria, Limited, OutageLimit} from './trial/criteria.js';
export type {Bench, Driver, Requirement} from './trial/driver.js';
export type {DriverKind} from './trial/drivers/driver-kind.js';
export {type ExecOptions, execDriver} from './trial/drivers/exec.js';
export {type FrrOptions, frrDriver} from './trial/drivers/frr.js';
export {type AuditedNode, type KeepalivedOptions, keepalivedDriver} from './trial/drivers/keepalived.js';
export {DRIVERS, type DriverOptions} from './trial/drivers/registry.js';
export {ucarpDriver} from './trial/drivers/ucarp.js';
export {type VipDriverOptions, vipDriver} from './trial/drivers/vip.js';
export type {EchoArrivals} from './trial/echoes.js';
export {type Fault, faultOf, type OwnFault} from './trial/fault.js';
export type {FaultKind, Strike} from './trial/faults/fault-kind.js';
export {FAULTS} from './trial/faults/registry.js';
export type {FigureName, Figures} from './trial/figures.js';
export type {FindingCode, TrialFinding} from './trial/finding.js';
export type {AddressOutcome, ForecastOutcome} from './trial/forecast-outcome.js';
export type {LastWords} from './trial/last-words.js';
export type {NewConnections} from './trial/new-connections.js';
export type {ObserverOutage, TrialObserverReport} from './trial/observer-report.js';
export type {TrialOptions} from './trial/options.js';
export type {PredictedFault} from './trial/predicted-fault.js';
export type {Part} from './trial/processes-under-test.js';
export type {Order, Programs, ProgramWatch} from './trial/programs.js';
export type {RequestClass} from './trial/requests-report.js';
export type {SessionClass} from './trial/session-classes.js';
export type {ObserverSessions, SessionsReport} from './trial/sessions-report.js';
export type {Showing} from './trial/showing.js';
export type {Threshold, ThresholdFigure} from './trial/thresholds.js';
export {runTrial} from './trial/trial.js';
export {type MachineClock, reportTrial, type TrialReport, trialOf} from './trial/trial-report.js';
export type {CutDirection, CutFrom, GarpLoss, Wire} from './trial/wire.js';
export {formatSummary} from './views/summary.js';
export {formatTrial} from './views/trial-lines.js';

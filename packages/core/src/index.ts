/// <reference types="node" preserve="true" />
/**
 * The lab: network namespaces that live as long as a pipe, what runs and is observed in them, trials of failover software, and reports.
 * What is documented here is for programs of your own; the rest serves the command line, and changes with it.
 *
 * @module
 */

export {Outbox} from './agent/outbox.js';
export {type FrameSender, type RoundsOptions, type SentFrame, sendRounds} from './announcer.js';
export {benchConfig} from './audit/bench-config.js';
export {benchNodes} from './audit/bench-nodes.js';
export {type ConfigLab, configLab} from './audit/config-lab.js';
export {type PlannedProof, type Proof, planProofs, prove} from './audit/prove.js';
export {openFileCapture} from './capture/file.js';
export {ARP_FILTER} from './capture/filter.js';
export {openLiveCapture} from './capture/live.js';
export type {CaptureCounts, CaptureNotices, CaptureSource} from './capture/source.js';
export {DEFAULTS} from './defaults.js';
export {type DetectOptions, detectOwners, type Owner, type ProbingLink} from './detector.js';
export {runFailover} from './experiment/failover.js';
export {type LiveLabOptions, runLiveLab} from './experiment/live-lab.js';
export type {FailoverOptions} from './experiment/options.js';
export {
  type Expectation,
  type FailoverReport,
  type ObserverReport,
  reportFailover,
  runOf,
} from './experiment/verdict.js';
export type {Key} from './grade/checks/check.js';
export {CHECKS} from './grade/checks/registry.js';
export type {Check, Course, Exercise, NodeCommand} from './grade/course.js';
export {gradeCourse} from './grade/grade-course.js';
export type {CheckMark, ExerciseMarks, StudentMarks} from './grade/marks.js';
export {STATION_WORDS, settingsOf, variablesOf} from './grade/parameters.js';
export {accountOf} from './host/account.js';
export {type Claim, claim, type Holder, holders} from './host/claim.js';
export type {CommandLimits} from './host/command-limits.js';
export type {Account} from './host/in-our-place.js';
export type {ProcessAttributes} from './host/process-attributes.js';
export type {End} from './host/spawn.js';
export {
  leaveUserDirectory,
  openUserDirectory,
  userDirectories,
  userDirectoryBases,
  userDirectoryName,
} from './host/user-directory.js';
export {addressFacing, globalAddressFacing, holdsAddress, interfaceMac, ipv4Addresses} from './interfaces.js';
export {cabledPlan, type Drawing, type Plug} from './lab/cabled-plan.js';
export type {Confinement} from './lab/confinement.js';
export {commandIn, findLab} from './lab/find.js';
export {buildPlan, type Lab, type LabOptions} from './lab/lab.js';
export {LAB_PREFIX, type StandingLab, standingLabs} from './lab/lab-name.js';
export {macvlanTopology} from './lab/macvlan-topology.js';
export {arrangedFor, namedTopology} from './lab/named-topology.js';
export {openLab} from './lab/open-lab.js';
export {parentTopology} from './lab/parent-topology.js';
export {
  addNodes,
  HOST,
  type IpCommand,
  type LabPlan,
  type NodeWork,
  type Stage,
  type Sysctls,
} from './lab/plan.js';
export {wiredTopology} from './lab/wired-plan.js';
export {formFrame, GARP_FORMS, type GarpForm, type Parties} from './lesson/garp-forms/forms.js';
export {type Prediction, predict} from './lesson/garp-forms/rules.js';
export {
  type ClientSettings,
  ENTRY_STATES,
  type EntryState,
  LINUX_DEFAULTS,
} from './lesson/garp-forms/states.js';
export type {Lesson, LessonOptions} from './lesson/lesson.js';
export {type LessonReport, reportLesson} from './lesson/lesson-report.js';
export {type Predictions, parsePredictions} from './lesson/predictions.js';
export type {Question} from './lesson/question.js';
export {LESSONS} from './lesson/registry.js';
export {type RunLessonOptions, runLesson} from './lesson/run-lesson.js';
export {isFullWalk, keepsTime, type TimedStep, timedWalk} from './lesson/stale-cache/timed-walk.js';
export {connectGivesUpMs, givesUpMs, type Retransmission, rungs, syns} from './lesson/tcp/ladder.js';
export {
  formatMeasured,
  formatPrediction,
  isAsPredicted,
  type MeasuredSession,
} from './lesson/tcp/measured.js';
export {
  type PredictedOutage as SessionOutage,
  predictSessions,
  type SessionPrediction,
} from './lesson/tcp/predictions.js';
export {Workshop} from './lesson/workshop.js';
export {type MeasuredOutage, type MeasureOptions, measureOutage} from './measure/measure-outage.js';
export {type Probing, type ProbingOptions, startProbing} from './measure/probing.js';
export {inNamespace} from './netns.js';
export {NodeAgent} from './node-agent.js';
export {parseMonitorLine, parseNeighbourJson, parseProtodown} from './observe/neighbour-text.js';
export {isBegun} from './observe/sparse.js';
export {openSessions} from './observe/tcp-client.js';
export {WithheldAddresses} from './observe/withheld-addresses.js';
export {
  CommandError,
  type CommandResult,
  type RunningProcess,
  type RunOptions,
  run,
  runAs,
  runInOurPlace,
} from './process.js';
export type {ReportData} from './report/data.js';
export {type ExplainedCapture, explanationPart} from './report/explanation-part.js';
export {FrameRecorder} from './report/frame-recorder.js';
export {historyReport} from './report/history-report.js';
export type {ReportPart} from './report/part.js';
export {commandText} from './report/repeat.js';
export {reportData, reportPart} from './report/report.js';
export type * from './report.js';
export {AnswerStreak} from './session/answer-streak.js';
export {Backlog} from './session/backlog.js';
export type {ProbeSource} from './session/event-intake.js';
export {runSession, type Script, Session, type SessionOptions} from './session/session.js';
export {
  type ClockReading,
  type Clocks,
  clockStep,
  onSteadyClock,
  readClocks,
} from './session/steady-clock.js';
export type {SessionPlace} from './session/supervision.js';
export {tooBusy, unlessTooBusy, type Waiting} from './session/too-busy.js';
export {formatTurnHolder, type Turn, type TurnHolder, type TurnOptions, takeTurn} from './session/turn.js';
export type {SentAnnouncement} from './trial/announcements.js';
export {
  type Baseline,
  type Comparison,
  checkBaseline,
  compareWith,
  FEWEST_TO_COMPARE,
} from './trial/baseline.js';
export {BUDGET_PARTS, type BudgetPart} from './trial/budget.js';
export {checkClientSysctls} from './trial/client-sysctls.js';
export {
  type Criteria,
  type Limited,
  NO_CRITERIA,
  type OutageLimit,
  parseOutageLimit,
} from './trial/criteria.js';
export {type Distribution, distributions} from './trial/distribution.js';
export {type Bench, checkFamilies, type Driver, type Requirement} from './trial/driver.js';
export type {DriverKind} from './trial/drivers/driver-kind.js';
export {type ExecOptions, execDriver} from './trial/drivers/exec.js';
export {type FrrOptions, frrDriver} from './trial/drivers/frr.js';
export {type AuditedNode, type KeepalivedOptions, keepalivedDriver} from './trial/drivers/keepalived.js';
export {checkMessages} from './trial/drivers/keepalived-check.js';
export {
  allInFault,
  faultsOf,
  formatFaults,
  type Transition,
  transitionOf,
} from './trial/drivers/keepalived-log.js';
export {DRIVERS, type DriverName, type DriverOptions} from './trial/drivers/registry.js';
export {ucarpDriver} from './trial/drivers/ucarp.js';
export {type VipDriverOptions, vipDriver} from './trial/drivers/vip.js';
export {exitText} from './trial/exit-text.js';
export {FAILS_WITH_LIMIT, parseFailOn} from './trial/fail-on.js';
export {
  checkDriverIn,
  checkFaultIn,
  defaultFault,
  driverFor,
  type Fault,
  faultOf,
  formatFault,
  type OwnFault,
  parseFault,
  trialSettings,
} from './trial/fault.js';
export type {FaultKind, Strike} from './trial/faults/fault-kind.js';
export {FAULTS, type FaultName} from './trial/faults/registry.js';
export type {FigureName, Figures} from './trial/figures.js';
export {
  FINDINGS,
  type FindingCode,
  type FindingKind,
  type TrialFinding,
  trialFinding,
} from './trial/finding.js';
export {forecastsOf, trialForecasts} from './trial/forecast.js';
export type {AddressOutcome, ForecastOutcome} from './trial/forecast-outcome.js';
export {
  type FailedFinding,
  findViolations,
  type HungSessions,
  isHeld,
  type Judgement,
  judgeSeries,
  type Violation,
} from './trial/judgement.js';
export {formatViolations, judgementText} from './trial/judgement-words.js';
export {type LastWords, lastWords, tellingLine} from './trial/last-words.js';
export type {NewConnections} from './trial/new-connections.js';
export {
  describeJudgement,
  describeTrial,
  type FailedFindingObject,
  type JudgementObject,
  type TrialFindingObject,
  type TrialReportObject,
} from './trial/objects.js';
export type {ObserverOutage, TrialObserverReport} from './trial/observer-report.js';
export type {TrialOptions} from './trial/options.js';
export {checkForwardDelay, movingOf, planTrial} from './trial/options.js';
export {
  answerOf,
  judgedText,
  type ScenarioObject,
  type SeriesOutcome,
  scenarioObject,
  worstRun,
} from './trial/outcome.js';
export type {PredictedFault} from './trial/predicted-fault.js';
export type {Part} from './trial/processes-under-test.js';
export type {Order, Programs, ProgramWatch} from './trial/programs.js';
export type {RequestClass} from './trial/requests-report.js';
export {withoutSecrets} from './trial/secrets.js';
export {
  drawPhase,
  randomSeed,
} from './trial/series.js';
export type {SessionClass} from './trial/session-classes.js';
export {parseSettings} from './trial/session-settings.js';
export type {ObserverSessions, SessionsReport} from './trial/sessions-report.js';
export type {Showing} from './trial/showing.js';
export {unsteadiness} from './trial/steadiness.js';
export {
  DEFAULT_TCP_DEADLINE_MS,
  formatTcpGroup,
  LAB_GROUPS,
  parseTcpGroups,
  planTcp,
} from './trial/tcp-plan.js';
export {
  checkThresholds,
  type MissedThreshold,
  parseThreshold,
  type Threshold,
  type ThresholdFigure,
} from './trial/thresholds.js';
export {checkTools} from './trial/tools.js';
export {runTrial} from './trial/trial.js';
export {
  longestOutage,
  type MachineClock,
  ownersOf,
  reportTrial,
  type TrialReport,
  trialOf,
  worstObserver,
} from './trial/trial-report.js';
export type {CutDirection, CutFrom, GarpLoss, Wire} from './trial/wire.js';
export {describeSelected} from './views/capture-description.js';
export {
  type CaptureSelection,
  createCaptureView,
  formatSelected,
  type SelectedFrame,
} from './views/capture-lines.js';
export {captureFiles} from './views/captures.js';
export {containerlabTopology, type Images} from './views/containerlab.js';
export {formatForecastsOf, predictionText} from './views/forecast-lines.js';
export {formatHistory} from './views/history-lines.js';
export {junitReport} from './views/junit.js';
export {formatLabState, type LabState, LabStateTracker, type ObserverState} from './views/lab-state.js';
export {narrateLesson} from './views/lesson-lines.js';
export type {Canvas} from './views/live/canvas.js';
export {drawRun} from './views/live/frame.js';
export type {LiveRun} from './views/live/live-run.js';
export {liveFailover, liveLab, liveTrial} from './views/live/live-runs.js';
export {drawSeries, type SeriesState} from './views/live/series-line.js';
export {markdownSummary, type PicturedOutcome} from './views/markdown-summary.js';
export {marksCsv, marksLines, sheetLines} from './views/marks-lines.js';
export {createNarrator, formatPing} from './views/narration.js';
export {outagePicture} from './views/outage-picture.js';
export {planScript} from './views/plan-script.js';
export {formatProof} from './views/proof-lines.js';
export {formatScenario} from './views/scenario-lines.js';
export {
  formatComparisons,
  formatJudgement,
  formatSeries,
  judgementLines,
} from './views/series-lines.js';
export {formatBriefSummary, formatSummary} from './views/summary.js';
export {tapReport} from './views/tap.js';
export {formatTrial} from './views/trial-lines.js';
export {type Answers, type AskingLink, type AskOptions, askWho, whoFilter} from './who/ask-who.js';
export {kinshipOf, type NumberedAnswer} from './who/echo-numbers.js';
export {type Hosts, hostsOf, type Kinship} from './who/hosts.js';
export {type Answerer, MAX_ANSWERERS} from './who/tally.js';

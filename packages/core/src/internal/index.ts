/**
 * What the command line needs of the lab and no other program does: not documented, and it changes with the command line.
 *
 * @module
 */

export {Outbox} from '../agent/outbox.js';
export {benchConfig} from '../audit/bench-config.js';
export {benchNodes} from '../audit/bench-nodes.js';
export {type ConfigLab, configLab} from '../audit/config-lab.js';
export {type PlannedProof, type Proof, planProofs, prove} from '../audit/prove.js';
export {ARP_CAPTURE_FILTER} from '../capture/filter.js';
export {DEFAULTS} from '../defaults.js';
export type {Owner} from '../detector.js';
export {runLiveLab} from '../experiment/live-lab.js';
export {isRefuted} from '../experiment/verdict.js';
export type {Key} from '../grade/checks/check.js';
export {CHECKS} from '../grade/checks/registry.js';
export type {Course, CourseCheck, Exercise, NodeCommand} from '../grade/course.js';
export {gradeCourse} from '../grade/grade-course.js';
export type {CheckMark, ExerciseMarks, StudentMarks} from '../grade/marks.js';
export {STATION_WORDS, settingsOf, variablesOf} from '../grade/parameters.js';
export {userIdsOf} from '../host/account.js';
export {claim, holders, type NameClaim} from '../host/claim.js';
export {
  leaveUserDirectory,
  openUserDirectory,
  userDirectories,
  userDirectoryBases,
  userDirectoryName,
} from '../host/user-directory.js';
export {addressFacing, globalAddressFacing, holdsAddress, ipv4Addresses} from '../interfaces.js';
export {commandIn, findLab} from '../lab/find.js';
export {LAB_PREFIX, standingLabs} from '../lab/lab-name.js';
export {macvlanTopology} from '../lab/macvlan-topology.js';
export {arrangedFor, namedTopology} from '../lab/named-topology.js';
export {addNodes} from '../lab/plan.js';
export {formFrame, GARP_FORMS, type GarpForm} from '../lesson/garp-forms/forms.js';
export {predictCell} from '../lesson/garp-forms/rules.js';
export {
  type ClientSettings,
  ENTRY_STATES,
  type EntryState,
  LINUX_DEFAULTS,
} from '../lesson/garp-forms/states.js';
export type {Lesson} from '../lesson/lesson.js';
export {type LessonReport, reportLesson} from '../lesson/lesson-report.js';
export {type Predictions, parsePredictions} from '../lesson/predictions.js';
export type {LessonQuestion} from '../lesson/question.js';
export {LESSONS} from '../lesson/registry.js';
export {runLesson} from '../lesson/run-lesson.js';
export {isFullWalk, keepsTime, timedWalk} from '../lesson/stale-cache/timed-walk.js';
export {connectGivesUpMs, givesUpMs, type Retransmission, rungs, syns} from '../lesson/tcp/ladder.js';
export {formatMeasured, formatPrediction, isAsPredicted} from '../lesson/tcp/measured.js';
export {predictSessions, type SessionPrediction} from '../lesson/tcp/predictions.js';
export {NodeAgent} from '../node-agent.js';
export {parseMonitorLine, parseNeighbourJson, parseProtodown} from '../observe/neighbour-text.js';
export {isBegun} from '../observe/sparse.js';
export {openSessions} from '../observe/tcp-client.js';
export {WithheldAddresses} from '../observe/withheld-addresses.js';
export {runInOurPlace, runInOurPlaceAs} from '../process.js';
export {capturesReport} from '../report/captures-report.js';
export {type ExplainedCapture, explanationPart} from '../report/explanation-part.js';
export {FrameRecorder} from '../report/frame-recorder.js';
export {historyReport} from '../report/history-report.js';
export {commandText} from '../report/repeat.js';

export {AnswerStreak} from '../session/answer-streak.js';
export {Backlog} from '../session/backlog.js';
export {type ClockReading, clockStep, onSteadyClock, readClocks} from '../session/steady-clock.js';
export {unlessTooBusy} from '../session/too-busy.js';
export {formatTurnHolder, type Turn, type TurnHolder, takeTurn} from '../session/turn.js';
export {refuseDisturbed} from '../session/undisturbed.js';
export {type Comparison, checkBaseline, compareWith} from '../trial/baseline.js';
export {BUDGET_PARTS} from '../trial/budget.js';
export {checkClientSysctls} from '../trial/client-sysctls.js';
export type {Difference} from '../trial/conditions.js';
export {NO_CRITERIA, parseOutageLimit} from '../trial/criteria.js';
export {type Distribution, distributions} from '../trial/distribution.js';
export {checkFamilies} from '../trial/driver.js';
export {checkMessages} from '../trial/drivers/keepalived-check.js';
export {allInFault, faultsOf, formatFaults, transitionOf} from '../trial/drivers/keepalived-log.js';
export type {DriverName} from '../trial/drivers/registry.js';
export {exitText} from '../trial/exit-text.js';
export {FAILS_WITH_LIMIT, parseFailOn} from '../trial/fail-on.js';
export {
  checkDriverIn,
  checkFaultIn,
  defaultFault,
  driverFor,
  formatFault,
  parseFault,
  trialSettings,
} from '../trial/fault.js';
export type {FaultName} from '../trial/faults/registry.js';
export {FINDINGS, trialFinding} from '../trial/finding.js';
export {forecastsOf, trialForecasts} from '../trial/forecast.js';
export {findViolations, type HungSessions, isHeld, judgeSeries, type Violation} from '../trial/judgement.js';
export {judgementText} from '../trial/judgement-words.js';
export {tellingLine} from '../trial/last-words.js';
export {
  describeJudgement,
  describeTrial,
  type FailedFindingObject,
  type JudgementObject,
  type TrialFindingObject,
  type TrialReportObject,
} from '../trial/objects.js';
export {checkForwardDelay, movingOf, planTrial} from '../trial/options.js';
export {
  answerOf,
  judgedText,
  type ScenarioObject,
  type SeriesOutcome,
  scenarioObject,
  worstRun,
} from '../trial/outcome.js';
export {withoutSecrets} from '../trial/secrets.js';
export {drawPhase, randomSeed} from '../trial/series.js';
export {parseSettings} from '../trial/session-settings.js';
export {unsteadiness} from '../trial/steadiness.js';
export {
  DEFAULT_TCP_DEADLINE_MS,
  formatTcpGroup,
  LAB_GROUPS,
  parseTcpGroups,
  planTcp,
} from '../trial/tcp-plan.js';
export {checkThresholds, type MissedThreshold, parseThreshold} from '../trial/thresholds.js';
export {checkTools} from '../trial/tools.js';
export {longestOutage, ownersOf, worstObserver} from '../trial/trial-report.js';
export {captureFiles} from '../views/captures.js';
export {containerlabTopology} from '../views/containerlab.js';
export {formatForecastsOf, predictionText} from '../views/forecast-lines.js';
export {formatHistory} from '../views/history-lines.js';
export {junitReport} from '../views/junit.js';
export {formatLabState, type LabState, LabStateTracker, type ObserverState} from '../views/lab-state.js';
export {narrateLesson} from '../views/lesson-lines.js';
export type {Canvas} from '../views/live/canvas.js';
export {drawRun} from '../views/live/frame.js';
export type {LiveRun} from '../views/live/live-run.js';
export {liveFailover, liveLab, liveTrial} from '../views/live/live-runs.js';
export {drawSeries, type SeriesState} from '../views/live/series-line.js';
export {markdownSummary, type PicturedOutcome} from '../views/markdown-summary.js';
export {marksCsv, marksLines, sheetLines} from '../views/marks-lines.js';
export {createNarrator, formatPing} from '../views/narration.js';
export {outagePicture} from '../views/outage-picture.js';
export {planScript} from '../views/plan-script.js';
export {formatProof} from '../views/proof-lines.js';
export {formatScenario} from '../views/scenario-lines.js';
export {formatComparisons, formatJudgement, formatSeries, judgementLines} from '../views/series-lines.js';
export {formatBriefSummary} from '../views/summary.js';
export {tapReport} from '../views/tap.js';
export {type Answers, type AskingLink, askWho, whoFilter} from '../who/ask-who.js';
export {kinshipOf, type NumberedAnswer} from '../who/echo-numbers.js';
export {hostsOf} from '../who/hosts.js';
export {type Answerer, MAX_ANSWERERS} from '../who/tally.js';

// What the libraries have for other people's programs. The rest of @vip/core serves @vip/cli, and may change with it.

/** A lab of one's own, and what happens in it. */
const LAB = `openLab Lab LabOptions Confinement ProcessAttributes RunOptions CommandLimits RunningProcess run CommandResult CommandError End
  cabledPlan Drawing Plug buildPlan LabPlan Stage NodeWork IpCommand Sysctls HOST measureOutage MeasureOptions MeasuredOutage startProbing
  ProbingOptions Probing ProbeSource runSession Script Session SessionOptions SessionPlace`;

/** A trial, its drivers and faults. */
const TRIAL = `runTrial TrialOptions GarpLoss Driver Bench Programs Order Part ProgramWatch Wire CutDirection CutFrom Requirement DRIVERS DriverKind DriverOptions execDriver ExecOptions
  vipDriver VipDriverOptions keepalivedDriver KeepalivedOptions AuditedNode ucarpDriver frrDriver FrrOptions FAULTS FaultKind Strike
  Showing PredictedFault OwnFault Fault faultOf`;

/** What a run has shown. */
const REPORT = `trialOf reportTrial TrialReport TrialObserverReport BudgetPart TrialFinding FindingCode SentAnnouncement SessionsReport
  ObserverSessions SessionClass RequestClass NewConnections Figures ObserverOutage ForecastOutcome AddressOutcome LastWords MachineClock
  formatTrial reportPart ReportPart reportData ReportData Criteria OutageLimit Limited Threshold ThresholdFigure FigureName Baseline runFailover FailoverOptions runOf reportFailover FailoverReport ObserverReport
  Expectation formatSummary`;

/** Of @vip/analysis: what happened in a run, the addresses and stations of a lab, and what else the types of @vip/core have in them. */
const EVENTS = `Timeline TimelineEvent EventOfKind AddressEvent AnnouncedEvent AskedEvent CaptureEndEvent CellEvent CheckedEvent ClockEvent CommandEvent
  CountdownEvent ExpectedEvent FailedEvent FrameEvent HealedEvent LessonEvent LinkEvent NeighbourEvent ObservationEvent PingedEvent
  ProbeAnsweredEvent ProbeRefusedEvent ProbeSentEvent ProgramEndedEvent ProgressEvent RequestEvent RunEvent SaidEvent SessionEvent
  SessionSettingsEvent SightLostEvent StalledEvent StepEvent TableEvent ToldEvent TrialEvent TurnedOutEvent Announcing Belief Bounds Cause
  CauseKind ClusterMachine ClusterObserver ClusterSettings Forecast Healing LabSettings MovingAddress NeighbourState Observer Offer Phase
  PingStatistics Plug PredictedOutage PredictedTakeover ProbeFate Repeatable SeenAnnouncement SessionOutcome Station TcpPlan
  TrialSettings WiredStation Wiring`;

/**
 * What is passed on and not looked into: what the page of a report draws, the observers' processes, and the tables that kinds of findings
 * and of figures are listed in, which docs/findings.md and docs/ci.md have. Of @vip/analysis, what an audit makes of a configuration, and the
 * names of parts that are spelled out where they stand.
 */
export const OPAQUE = namesIn(
  'HistoryData MatrixData RepeatData RunData SeriesData StoryData TableData ReportVerdict',
  'Agents StartAgent FINDINGS FEWEST',
  'AuditNode KeepalivedConfig Kind ObservingStations Happening',
);

/** @param {string[]} texts */
function namesIn(...texts) {
  return texts.flatMap(text => text.split(/\s+/));
}

/**
 * The entry points of each library, and what of them: all, or these names.
 * @type {Readonly<Record<string, Readonly<Record<string, 'all' | readonly string[]>>>>}
 */
export const ENTRY_POINTS = {
  arp: {'.': 'all', './capture-file': 'all', './describe': 'all', './link': 'all', './ownership': 'all'},
  analysis: {'.': namesIn(EVENTS)},
  core: {'.': namesIn(LAB, TRIAL, REPORT)},
};

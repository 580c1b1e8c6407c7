// What of each entry point of the libraries is for other people's programs. The entry points of @vip/core below `internal` serve @vip/cli alone.

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
  core: {'.': 'all'},
};

/**
 * What happened to a virtual IP: pure functions on events and frames, for a browser, a test or a saved file.
 *
 * @module
 */

export {inSets} from './announcement-sets.js';
export {
  announcementOf,
  announcementsAt,
  announcementsHeard,
  formatForm,
  formatMessage,
  ownAnnouncements,
  type SeenAnnouncement,
} from './announcements.js';
export {ARP_RULES, type ArpClaim, type ArpRule, type ArpSettings, arpRule, isBelieved} from './arp-rules.js';
export {type Belief, Beliefs, beliefAt, beliefOf} from './beliefs.js';
export {CaptureClock} from './capture-clock.js';
export {CAUSE_WORDS, type CauseKind, causeWords} from './cause-words.js';
export type {Cause} from './causes.js';
export {nearest, notAmong, suggestion} from './choice.js';
export {advertOf} from './claims/advert.js';
export type * from './claims/router-facts.js';
export type * from './conversations/facts.js';
export {abridged, counted, listed, times} from './count-text.js';
export {DEFAULT_SETTINGS, FAMILY_SETTINGS} from './default-settings.js';
export {DELIVERED_WITHIN_NS, type Delivery, deliveriesOf} from './delivery.js';
export {
  DISCOVERY_RULES,
  type DiscoveryClaim,
  type DiscoveryRule,
  type DiscoverySettings,
  discoveryRule,
  isTakenOn,
} from './discovery-rules.js';
export {type Detection, detectionsOf, ownDetectionFrames} from './duplicate-detection.js';
export {durationWord, formatBounds, formatDuration, formatSpan} from './duration-text.js';
export {MONITOR_LATENESS_NS} from './entry-history.js';
export {decodeEvent, encodeEvent, jsonReplacer, jsonReviver} from './events/json.js';
export type * from './events.js';
export type * from './explain/claim-facts.js';
export {type Collector, type CollectorOptions, createCollector} from './explain/collect/collector.js';
export type {Explanation, JudgedHandover} from './explain/explanation.js';
export type * from './explain/facts.js';
export {nothingFoundText} from './explain/frames/encapsulated.js';
export {Mentioned, saysNothing} from './explain/frames/mentioned.js';
export type {FindingMeaning} from './explain/judge/finding-meaning.js';
export {type Group, groupsOf} from './explain/judge/groups.js';
export {type JudgeOptions, judge} from './explain/judge/judge.js';
export {VERDICT_MEANINGS} from './explain/judge/verdict-meaning.js';
export type {Note} from './explain/notes/note.js';
export {NOTE_MEANINGS, type NoteCode} from './explain/notes/note-meaning.js';
export {DEFAULT_THRESHOLD, type OutageThreshold} from './explain/rules/outage.js';
export {formatBrief} from './explain/tell/answer-line.js';
export {describeCapture, describeExplanation} from './explain/tell/explain-json.js';
export {explanationPieces, formatExplanation} from './explain/tell/explain-lines.js';
export type {Happening} from './explain/tell/story/happening.js';
export {storyOf} from './explain/tell/story.js';
export {exitCodeOf, VERDICTS, type VerdictName, worstFinding} from './explain/verdict.js';
export {frameText, type NamedFrame, type NameFrame, named} from './explain/words/frame-naming.js';
export {largest, smallest} from './extremes.js';
export {changeFamilySettings, FAMILIES, type FamilyChoice, familiesOfChanges} from './family-settings.js';
export {FrameColumns, type SeenFrames} from './frame-columns.js';
export {freeAddresses, freeMacs, hasFreeAddresses} from './free-addresses.js';
export {grouped} from './grouped.js';
export {findHealings, type Healing, healingOf} from './healing.js';
export {Holders, type Holding, holdingsOf, isHeldAfter, isHeldAt, isTentative} from './holders.js';
export type {Mark, Run} from './mark.js';
export {type MoveOutage, moveOutage} from './move-outage.js';
export {
  latestMs,
  type NeighbourTimers,
  parseNeighbourTimers,
  predictDarkMs,
  probingMs,
  type Spread,
  spreadOf,
} from './neighbour-timers.js';
export {neighbourWalk, STATE_RULES, type WalkStep} from './neighbour-walk.js';
export {hexOfOctets, octetsOfHex} from './octets.js';
export {stretch} from './ordered-events.js';
export {
  type Bounds,
  byMost,
  LATE_NS,
  type Outage,
  outageBounds,
  type ProbeFate,
  totalBounds,
  worstBy,
} from './outage.js';
export {OutageFold} from './outage-fold.js';
export {type DatedChange, ownershipChanges} from './ownership.js';
export {formatPingStatistics, type PingStatistics, pingStatistics} from './ping-statistics.js';
export {withRogue} from './placement.js';
export {printable} from './printable.js';
export {
  findOutages,
  isAnsweredSince,
  noOutageBounds,
  outageOfStream,
  probeFates,
  settledFates,
  wasAnswered,
  worstOutage,
} from './probe-fates.js';
export {type ProbeEvent, ProbeFold} from './probe-fold.js';
export {Queue} from './queue.js';
export {type ArpFrame, arpFrames, claimOf, type Echo, type Reading, readingOf} from './reading.js';
export {readEvent} from './schema/read-event.js';
export type {SeenFrame} from './seen-frame.js';
export {type ClientSession, clientSessions} from './sessions/client-sessions.js';
export type {SessionEnd, SessionFacts, Unacknowledged} from './sessions/facts.js';
export {type SessionFate, type SessionMove, type SessionOutcome, sessionFates} from './sessions/fates.js';
export {SessionFold} from './sessions/session-fold.js';
export {SESSION_USE_NAMES, SESSION_USES} from './sessions/uses.js';
export {
  changeSettings,
  isAddressSetting,
  parseSettingsFile,
  SETTING_NAMES,
  type SettingChange,
  settingTexts,
} from './settings.js';
export {
  type ClusterObserver,
  type ClusterSettings,
  claimants,
  contenders,
  HOST,
  heartbeatOf,
  ipv4Settings,
  isCluster,
  type LabSettings,
  type MovingAddress,
  type Station,
  type StationName,
  SWITCH,
  settingsFamily,
  type TrialSettings,
  UPLINK,
} from './stations.js';
export {FAILOVER_STEP, SESSION_STEP, STAGE, TRIAL_STEP} from './steps.js';
export {STREAM} from './streams.js';
export {type EventOfKind, Timeline} from './timeline.js';
export {
  BEHIND_ROUTER,
  expectedMac,
  FAR,
  familiesOf,
  hasUplink,
  isTopologyName,
  isWired,
  movingAddresses,
  type NamedObserverKind,
  NEAR,
  type Network,
  OBSERVER_KINDS,
  OBSERVING_STATIONS,
  type Observer,
  type ObserverKind,
  type ObserverPlace,
  type ObservingStation,
  type Offer,
  observerName,
  observersOf,
  type Picture,
  type Placed,
  type Plug,
  plugged,
  plugsOf,
  publicSwitches,
  stationOf,
  stationsOf,
  switchesOf,
  TOPOLOGIES,
  type Topology,
  type TopologyKind,
  type TopologyName,
  type TopologyRecord,
  type TopologyRole,
  topologiesWith,
  topologyNamed,
  topologyOf,
  topologyWith,
  USUAL_TOPOLOGY,
  type UsualStation,
  type WiredStation,
  type Wiring,
  withObservers,
} from './topology.js';
export {wrap, wrapped, wrapTo} from './wrapped-text.js';

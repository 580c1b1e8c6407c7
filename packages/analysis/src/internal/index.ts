/**
 * What only the command line, the lab and the report page need of the analysis: undocumented, and subject to
 * change with them.
 *
 * @module
 */

export {CaptureClock} from '../capture/capture-clock.js';
export {FrameColumns, type SeenFrames} from '../capture/frame-columns.js';
export type {Run} from '../capture/mark.js';
export type {SeenFrame} from '../capture/seen-frame.js';
export {advertOf} from '../claims/advert.js';
export {inSets} from '../claims/announcement-sets.js';
export type * from '../claims/router-facts.js';
export {largest, smallest} from '../collections/extremes.js';
export {grouped} from '../collections/grouped.js';
export {Queue} from '../collections/queue.js';
export type * from '../conversations/facts.js';
export {jsonReplacer, jsonReviver} from '../events/json.js';
export {stretch} from '../events/ordered-events.js';
export type * from '../explain/capture-facts.js';
export type * from '../explain/claim-facts.js';
export {createCollector} from '../explain/collect/frame-collector.js';
export type {Explanation} from '../explain/explanation.js';
export type * from '../explain/facts.js';
export type {FindingMeaning} from '../explain/finding-meaning.js';
export {nothingFoundText} from '../explain/frames/encapsulated.js';
export {Mentioned, saysNothing} from '../explain/frames/mentioned.js';
export {type Group, groupsOf} from '../explain/judge/groups.js';
export {judge} from '../explain/judge/judge.js';
export {VERDICT_MEANINGS} from '../explain/judge/verdict-meaning.js';
export type {Note} from '../explain/notes/note.js';
export {NOTE_MEANINGS} from '../explain/notes/note-meaning.js';
export {DEFAULT_THRESHOLD, type OutageThreshold} from '../explain/outages/outage-threshold.js';
export {formatBrief, formatBriefs} from '../explain/tell/answer-line.js';
export {describeCapture, describeExplanation} from '../explain/tell/explain-json.js';
export {explanationPieces, formatExplanation, formatNothing} from '../explain/tell/explain-lines.js';
export {storyOf} from '../explain/tell/story.js';
export {exitCodeOf, VERDICTS, type VerdictName, worstFinding} from '../explain/verdict.js';
export {frameText, type NameFrame, named} from '../explain/words/frame-naming.js';
export {DEFAULT_SETTINGS, FAMILY_SETTINGS} from '../lab/default-settings.js';
export {
  changeFamilySettings,
  FAMILIES,
  type FamilyChoice,
  familiesOfChanges,
} from '../lab/family-settings.js';
export {freeAddresses, freeMacs, hasFreeAddresses} from '../lab/free-addresses.js';
export {withRogue} from '../lab/placement.js';
export {
  changeSettings,
  parseSettingsFile,
  SETTING_NAMES,
  type SettingChange,
  settingTexts,
} from '../lab/settings.js';
export {
  claimants,
  contenders,
  HOST,
  heartbeatOf,
  ipv4Settings,
  isCluster,
  type StationName,
  SWITCH,
  settingsFamily,
  UPLINK,
} from '../lab/stations.js';
export {FAILOVER_STEP, SESSION_STEP, STAGE, TRIAL_STEP} from '../lab/steps.js';
export {
  ARP_RULES,
  type ArpRule,
  type ArpSettings,
  arpRule,
  isBelieved,
} from '../neighbour-cache/arp-rules.js';
export {Beliefs, beliefAt, beliefOf} from '../neighbour-cache/beliefs.js';
export {causeWords} from '../neighbour-cache/cause-words.js';
export {type Detection, detectionsOf, ownDetectionFrames} from '../neighbour-cache/duplicate-detection.js';
export {MONITOR_LATENESS_NS} from '../neighbour-cache/entry-history.js';
export {findHealings, healingOf} from '../neighbour-cache/healing.js';
export {
  latestMs,
  type NeighbourTimers,
  parseNeighbourTimers,
  predictDarkMs,
  probingMs,
  type Spread,
  spreadOf,
} from '../neighbour-cache/neighbour-timers.js';
export {neighbourWalk, STATE_RULES, type WalkStep} from '../neighbour-cache/neighbour-walk.js';
export {type MoveOutage, moveOutage} from '../outages/move-outage.js';
export {byMost, LATE_NS, totalBounds, worstBy} from '../outages/outage.js';
export {formatPingStatistics, pingStatistics} from '../outages/ping-statistics.js';
export {
  findOutages,
  isAnsweredSince,
  noOutageBounds,
  settledFates,
  wasAnswered,
  worstOutage,
} from '../outages/probe-fates.js';
export {type ProbeEvent, ProbeFold} from '../outages/probe-fold.js';
export {Holders, holdingsOf, isHeldAfter, isHeldAt, isTentative} from '../ownership/holders.js';
export {ownershipChanges} from '../ownership/ownership-changes.js';
export {
  announcementsAt,
  announcementsHeard,
  formatForm,
  formatMessage,
  ownAnnouncements,
} from '../readings/announcements.js';
export {deliveriesOf} from '../readings/delivery.js';
export {arpFrames, claimOf, type Echo, type Reading, readingOf} from '../readings/reading.js';
export {type Speaker, speakersOf} from '../readings/speakers.js';
export {readEvent} from '../schema/read-event.js';
export {type ClientSession, clientSessions} from '../sessions/client-sessions.js';
export type {SessionFacts, Unacknowledged} from '../sessions/facts.js';
export {type SessionFate, type SessionMove, sessionFates} from '../sessions/fates.js';
export {SessionFold} from '../sessions/session-fold.js';
export {Tickles} from '../sessions/tickles.js';
export {SESSION_USE_NAMES, SESSION_USES} from '../sessions/uses.js';
export {nearest, notAmong, suggestion} from '../text/choice.js';
export {abridged, counted, listed, times} from '../text/count-text.js';
export {durationWord, formatDuration, formatRange, formatSpan} from '../text/duration-text.js';
export {octetsOfHex} from '../text/octets.js';
export {printable} from '../text/printable.js';
export {shellWord} from '../text/shell-word.js';
export {wrap, wrapped, wrapTo} from '../text/wrapped-text.js';
export {FAR, NEAR, OBSERVER_KINDS, OBSERVING_STATIONS} from '../topology/observers/registry.js';
export {observerName} from '../topology/observers-in.js';
export {
  isTopologyName,
  TOPOLOGIES,
  type TopologyName,
  topologiesWith,
  topologyNamed,
  USUAL_TOPOLOGY,
} from '../topology/registry.js';
export {
  expectedMac,
  familiesOf,
  movingAddresses,
  observersOf,
  stationsOf,
  type TopologyRecord,
  topologyOf,
} from '../topology/run-topology.js';
export {stationOf} from '../topology/several-addresses.js';
export type {Network, Picture, Placed, Topology, TopologyKind, TopologyRole} from '../topology/topology.js';
export {hasUplink, plugged, plugsOf, publicSwitches, switchesOf} from '../topology/wiring.js';

/** All kinds: those with a fault, and those without, which must be called healthy. */

import {
  rejectedAuthentication,
  rejectedChecksums,
  rejectedClocks,
  rejectedGroupMac,
  rejectedHeldBack,
  rejectedHops,
  rejectedIntervals,
  rejectedKeys,
  rejectedLists,
  rejectedPasswords,
  rejectedVersions,
} from './cases/adverts-rejected.js';
import {anycast} from './cases/anycast.js';
import {asksOthersAlone, asksOthersDark} from './cases/asks-others.js';
import {headerDropped} from './cases/authentication-header.js';
import {
  bondBackup,
  bondBackupAtBond,
  bondBackupAtFailing,
  bondBackupAtOther,
  bondBackupNewMac,
} from './cases/bond-backup.js';
import {bondBalances, bondPortBack, bondPortFails} from './cases/bond-balances.js';
import {bondFailover} from './cases/bond-failover.js';
import {bondOnePort, bondOnePortDies} from './cases/bond-one-port.js';
import {briefClaim, briefClaimBelieved, briefClaimsRecur} from './cases/brief-claim.js';
import {briefDouble, lastingDouble} from './cases/brief-double.js';
import {carpBalances, carpHandover, carpOwnMacs, carpUnclaimed} from './cases/carp.js';
import {carpDemoted, carpDemotedAlone, carpGoodbye, carpTwoForAWhile} from './cases/carp-demoted.js';
import {claimDefended} from './cases/claim-defended.js';
import {moveUnclaimed, stayedUnclaimed} from './cases/claims-unseen.js';
import {clockForward, clockStep} from './cases/clock-step.js';
import {crowdDark, crowdMoves, crowdOneStale} from './cases/crowd.js';
import {darkAfterMove} from './cases/dark-after-move.js';
import {darkAgain} from './cases/dark-again.js';
import {darkAtEnd} from './cases/dark-at-end.js';
import {datagramsAnswered, datagramsDark} from './cases/datagrams.js';
import {directRouting, directRoutingSteady} from './cases/direct-routing.js';
import {oneFamilyMasterless} from './cases/dual-stack.js';
import {duplicateAddress} from './cases/duplicate-address.js';
import {encapsulated} from './cases/encapsulated.js';
import {endsBeforeTakeover, nobodyTakesOver} from './cases/ends-before-takeover.js';
import {excludedAddresses, someLeftBehind} from './cases/excluded-addresses.js';
import {failback, silentFailback} from './cases/failback.js';
import {
  cookedAtClient,
  damagedTail,
  halvesSwapped,
  otherLinkType,
  slightlyOutOfOrder,
} from './cases/files.js';
import {firstClaim} from './cases/first-claim.js';
import {firstRequest} from './cases/first-request.js';
import {flapping} from './cases/flapping.js';
import {flappingDark} from './cases/flapping-dark.js';
import {flicker, flickersBetweenTwo} from './cases/flicker.js';
import {freeze} from './cases/freeze.js';
import {
  gatewayDark,
  gatewayMoves,
  gatewayMute,
  gatewayOfRouter,
  gatewayReports,
  gatewayStale,
} from './cases/gateway.js';
import {givenUp} from './cases/given-up.js';
import {givenWay} from './cases/given-way.js';
import {
  answersElsewhere,
  datagramsMoveUnseen,
  halfSeenDies,
  oneDirectionRepeats,
  pingsMoveUnseen,
  questionsElsewhere,
} from './cases/half-seen.js';
import {handover} from './cases/handover.js';
import {hsrpChange, hsrpPreempts} from './cases/hot-standby.js';
import {hsrpOneWay, hsrpSplit} from './cases/hot-standby-split.js';
import {invalidAnnouncement, invalidBelieved, solicitedToAll} from './cases/invalid-announcement.js';
import {isolatedLoss} from './cases/isolated-loss.js';
import {keepAlivesAnswered, keepAlivesDie} from './cases/keep-alives.js';
import {
  keptConnectionsHang,
  keptConnectionsPoll,
  keptConnectionUnread,
  queueEmpty,
  replicaReads,
  windowUpdates,
} from './cases/kept-connections.js';
import {lateClients, lateClientsUnserved} from './cases/late-clients.js';
import {answersLate, inFlight, oldNodeResets} from './cases/late-old-owner.js';
import {
  groupMoved,
  leftBehind,
  leftBehindPinged,
  ownAddressPinged,
  severalLeftBehindPinged,
} from './cases/left-behind.js';
import {gatewayDies, loadSharing, twoGateways} from './cases/load-sharing.js';
import {downloadDead, longOutage, steady, uploadDead} from './cases/long-outage.js';
import {lossyThenDark} from './cases/lossy-then-dark.js';
import {manInTheMiddle, middleHole, middleOneWay, middleSink} from './cases/man-in-the-middle.js';
import {
  manyClientsAtOnce,
  manyClientsDark,
  manyClientsLeave,
  manyClientsMove,
  manyClientsServed,
} from './cases/many-clients.js';
import {manySources} from './cases/many-sources.js';
import {masterAway, masterPauses, masterUnreached} from './cases/master-away.js';
import {announcedFirstIgnored, midOutage, midOutageIgnored, midOutageOfSeveral} from './cases/mid-outage.js';
import {
  middleAtClient,
  middleAtClientBefore,
  ownerDeceivedAsked,
  routerFromNowhere,
} from './cases/middle-unseen.js';
import {migration} from './cases/migration.js';
import {mirrorTwice} from './cases/mirror-twice.js';
import {neverAnswered, neverAnsweredResolutionLost} from './cases/never-answered.js';
import {neverServed, portScan} from './cases/never-served.js';
import {claimedOnceMute, newOwnerMute} from './cases/new-owner-mute.js';
import {newOwnerRefuses} from './cases/new-owner-refuses.js';
import {announcedInVain, noAnnouncement, twoQuestions} from './cases/no-announcement.js';
import {daemonKilled, noMaster, noMasterUnasked} from './cases/no-master.js';
import {noOverride} from './cases/no-override.js';
import {callHeld, tunnelUploads} from './cases/one-end-streams.js';
import {oneNodeTwoMacs} from './cases/one-node-two-macs.js';
import {oneCutOff, oneCutOffBesideRare, oneIgnores, oneNeverServed} from './cases/one-of-several.js';
import {slowNames, tunnelOneWay} from './cases/one-way-datagrams.js';
import {onlyBroadcasts} from './cases/only-broadcasts.js';
import {onlyClientDirection, onlyQuestions} from './cases/only-client-direction.js';
import {openAtEnd} from './cases/open-at-end.js';
import {answersFromAnother, virtualMacFromPhysical, wrongSenderMac} from './cases/other-sender-mac.js';
import {overOutage} from './cases/over-outage.js';
import {ownErrors} from './cases/own-errors.js';
import {
  cableOut,
  floodedThenAsks,
  othersFlooded,
  ownerReached,
  pingsDropped,
  sightLost,
} from './cases/owner-alive.js';
import {ownerDeceived, ownerDeceivedBriefly, ownerDeceivedOfRouter} from './cases/owner-deceived.js';
import {ownerRedirected, routerImpersonated, routerRedirects} from './cases/owner-redirected.js';
import {portLate, portLateAnnounced} from './cases/port-late.js';
import {priorityFell, priorityFellLongBefore} from './cases/priority-fell.js';
import {probesCollide} from './cases/probes-collide.js';
import {
  proxyForIdle,
  proxyForMany,
  proxyForOneNamed,
  proxyOwnerDies,
  rivalInUse,
  rivalWithIdle,
} from './cases/proxy.js';
import {pushedThenSilent} from './cases/pushed.js';
import {randomLoss} from './cases/random-loss.js';
import {firewallsRejectVrrp, nobodyReadsVrrp, refused} from './cases/refused.js';
import {refusedInPassing} from './cases/refused-in-passing.js';
import {replacedByOldOwner} from './cases/replaced-by-old-owner.js';
import {logServer, oneRequestReset, requestsReset, requestsSilent} from './cases/requests-unanswered.js';
import {clientBalances, otherRouterReturns} from './cases/returned-elsewhere.js';
import {intervalsLearnt, listGrows, versionRaised} from './cases/returns.js';
import {reuse, reuseAsked, reusePingsStopped} from './cases/reuse.js';
import {fixedEntry, routerIgnores} from './cases/router-ignores.js';
import {routerReports, routerReportsOne} from './cases/router-reports.js';
import {
  routerSidesIgnores,
  routerSidesInOne,
  routerSidesMove,
  routerSidesOutage,
  routerSidesSevered,
  routerSidesStreams,
  routerSidesTranslated,
  routerSidesTwo,
} from './cases/router-sides.js';
import {routerSidesBlackholed, routerSidesHang, routerSidesStalled} from './cases/router-sides-sessions.js';
import {sameMacOutage} from './cases/same-mac-outage.js';
import {scatteredLoss} from './cases/scattered-loss.js';
import {segmentLost} from './cases/segment-lost.js';
import {servedByBoth} from './cases/served-by-both.js';
import {serviceAlone} from './cases/service-alone.js';
import {serviceDark} from './cases/service-dark.js';
import {sessionLate, sessionRecovers, sessionStalled} from './cases/session-stalled.js';
import {
  sessionOverSilence,
  sessionsBlackholed,
  sessionsGoOn,
  sessionsHung,
  sessionsReset,
  sessionsReturn,
} from './cases/sessions.js';
import {sharedGroupMac} from './cases/shared-group-mac.js';
import {signedAdvertisements} from './cases/signed.js';
import {snapHandover} from './cases/snap.js';
import {asksEachTime, sparse, sparseDark} from './cases/sparse.js';
import {strictMoves} from './cases/strict-moves.js';
import {staleSuppression} from './cases/suppression.js';
import {switchStale} from './cases/switch-stale.js';
import {synFlood, synFloodLossy} from './cases/syn-flood.js';
import {syncGroup} from './cases/sync-group.js';
import {syslogAfter} from './cases/syslog-after.js';
import {terminalsOddPorts} from './cases/terminals.js';
import {
  sessionsTickled,
  sessionsTickledAlive,
  sessionsTickledDropped,
  sessionsTickledInVain,
} from './cases/tickled.js';
import {atNewOwner, nothing, tooEarly} from './cases/too-early.js';
import {pingsAndResolution, virtualMacTrafficAlone} from './cases/traffic-alone.js';
import {tunnelHandedOver, tunnelOneSided, tunnelServed} from './cases/tunnel-endpoints.js';
import {tunnelMoves} from './cases/tunnel-moves.js';
import {
  turnsHang,
  turnsHangLong,
  turnsHangOver,
  turnsOfFewHang,
  turnsThenPolls,
  turnsThenQueries,
  turnsThenStreams,
  turnsThenUpdates,
} from './cases/turns.js';
import {oneMaster, twoMasters} from './cases/two-masters.js';
import {twoNetworks} from './cases/two-networks.js';
import {
  defended,
  inTurns,
  probeDefended,
  probeDefendedAlone,
  realServersAnswer,
  takenFirst,
  twoMastersAnnouncing,
} from './cases/two-owners.js';
import {unaskedLinkLocal} from './cases/unasked-link-local.js';
import {
  virtualMacAskedAgain,
  virtualMacHandover,
  virtualMacPause,
  virtualMacTaught,
  virtualMacUnadvertised,
} from './cases/virtual-mac.js';
import {virtualMacAnswered, virtualMacSolicits} from './cases/virtual-mac-strays.js';
import {vlanMismatch, vlanMismatchServed} from './cases/vlan-mismatch.js';
import {vlansInTurn, vlansLeftBehind, vlansOneSilent, vlansTogether} from './cases/vlans-together.js';
import {twoRouters, vridClash} from './cases/vrid-clash.js';
import {
  bothVersions,
  cardReplaced,
  checksumsWrong,
  followsEarly,
  followsEarlySilently,
  vrrpFailover,
} from './cases/vrrp.js';
import {zeroWindow} from './cases/zero-window.js';
import type {Kind} from './kind.js';

/** Nothing moves. */
const STEADY = [
  ...[segmentLost, sharedGroupMac],
  ...[
    steady,
    oneMaster,
    twoRouters,
    bothVersions,
    priorityFell,
    anycast,
    loadSharing,
    proxyForMany,
    proxyForOneNamed,
    proxyForIdle,
    questionsElsewhere,
    answersElsewhere,
    halfSeenDies,
    pingsMoveUnseen,
    oneDirectionRepeats,
    bondBalances,
    bondPortFails,
    bondPortBack,
    bondOnePort,
    bondOnePortDies,
  ],
  ...[
    routerReports,
    routerReportsOne,
    probesCollide,
    endsBeforeTakeover,
    nobodyTakesOver,
    longOutage,
    darkAtEnd,
    downloadDead,
    uploadDead,
    sameMacOutage,
    bondFailover,
    migration,
    mirrorTwice,
  ],
  ...[
    answersFromAnother,
    invalidAnnouncement,
    firstRequest,
    oneNodeTwoMacs,
    probeDefended,
    claimDefended,
    defended,
    firstClaim,
    nothing,
  ],
  ...[
    briefDouble,
    briefClaim,
    keepAlivesAnswered,
    keepAlivesDie,
    manyClientsDark,
    manyClientsAtOnce,
    encapsulated,
    onlyQuestions,
    onlyBroadcasts,
    pushedThenSilent,
    tunnelOneWay,
    slowNames,
    synFlood,
    synFloodLossy,
    zeroWindow,
  ],
  ...[refused, nobodyReadsVrrp, isolatedLoss, clockForward, oneCutOff, givenUp, scatteredLoss, lossyThenDark],
];

/** The address moves without a fault. */
const MOVED = [
  ...[
    handover,
    failback,
    givenWay,
    midOutage,
    groupMoved,
    ownAddressPinged,
    excludedAddresses,
    vrrpFailover,
    followsEarly,
    carpHandover,
    carpOwnMacs,
    unaskedLinkLocal,
    carpDemoted,
    carpDemotedAlone,
    cardReplaced,
    gatewayDies,
    hsrpChange,
    hsrpPreempts,
  ],
  ...[
    virtualMacHandover,
    virtualMacTaught,
    virtualMacFromPhysical,
    directRouting,
    directRoutingSteady,
    takenFirst,
  ],
  ...[
    oneNeverServed,
    inFlight,
    answersLate,
    oldNodeResets,
    syslogAfter,
    sparse,
    asksEachTime,
    reuse,
    reuseAsked,
    manySources,
    manyClientsServed,
    manyClientsMove,
    twoNetworks,
  ],
  ...[snapHandover, syncGroup, portLateAnnounced, clockStep, onlyClientDirection, atNewOwner],
  ...[sessionsGoOn, sessionsReset, sessionsReturn, sessionOverSilence],
  ...[cookedAtClient, slightlyOutOfOrder, halvesSwapped, otherLinkType, damagedTail],
];

/** The address moves with a fault. */
const WRONG = [
  ...[
    darkAgain,
    newOwnerMute,
    newOwnerRefuses,
    noAnnouncement,
    announcedInVain,
    twoQuestions,
    silentFailback,
    portLate,
    freeze,
    staleSuppression,
  ],
  ...[
    midOutageIgnored,
    announcedFirstIgnored,
    followsEarlySilently,
    noOverride,
    routerIgnores,
    oneIgnores,
    fixedEntry,
    replacedByOldOwner,
    wrongSenderMac,
  ],
  ...[
    invalidBelieved,
    solicitedToAll,
    tooEarly,
    vlanMismatch,
    switchStale,
    leftBehind,
    leftBehindPinged,
    severalLeftBehindPinged,
    someLeftBehind,
    flapping,
  ],
  ...[sessionsBlackholed, sessionsHung],
];

/** Two machines have the address, or none. */
const CONTESTED = [
  ...[lastingDouble, briefClaimBelieved, briefClaimsRecur],
  ...[servedByBoth, rejectedPasswords, rejectedHops, rejectedIntervals],
  ...[carpUnclaimed, carpGoodbye, carpTwoForAWhile],
  ...[
    twoMasters,
    twoMastersAnnouncing,
    rivalWithIdle,
    inTurns,
    realServersAnswer,
    headerDropped,
    manInTheMiddle,
    middleOneWay,
    middleHole,
    middleSink,
  ],
  ...[
    hsrpSplit,
    hsrpOneWay,
    twoGateways,
    noMaster,
    noMasterUnasked,
    oneFamilyMasterless,
    vridClash,
    rejectedLists,
    rejectedChecksums,
    rejectedVersions,
    rejectedAuthentication,
    rejectedKeys,
    rejectedClocks,
    rejectedGroupMac,
  ],
];

/** The address is healthy, but one of its ports is not. */
const SERVICES = [
  serviceDark,
  serviceAlone,
  sessionStalled,
  sessionRecovers,
  sessionLate,
  portScan,
  neverServed,
  requestsReset,
  requestsSilent,
  keptConnectionsHang,
  keptConnectionsPoll,
  logServer,
  oneRequestReset,
];

/** The owner is absent, or its advertisements are not accepted. */
const MASTERS = [
  priorityFellLongBefore,
  versionRaised,
  checksumsWrong,
  intervalsLearnt,
  listGrows,
  claimedOnceMute,
  daemonKilled,
  masterAway,
  masterPauses,
  masterUnreached,
  firewallsRejectVrrp,
  rejectedHeldBack,
];

/** Connections with more than one request. */
const KEPT = [keptConnectionUnread, replicaReads];

/** Another machine probes for the address. */
const PROBED = [probeDefendedAlone];

/** Where the answers go. */
const RETURNED = [
  ownerDeceived,
  ownerDeceivedOfRouter,
  ownerDeceivedBriefly,
  ownerRedirected,
  routerImpersonated,
  routerRedirects,
  clientBalances,
  otherRouterReturns,
];

/** Events around a move, or that look like one. */
const AROUND = [
  virtualMacUnadvertised,
  lateClients,
  lateClientsUnserved,
  overOutage,
  flicker,
  flickersBetweenTwo,
  windowUpdates,
];

/** Machines that answer for several addresses, and answers that are not captured. */
const ANSWERING = [rivalInUse, datagramsMoveUnseen];

/** Captured at the old owner. */
const LEFT = [manyClientsLeave];

/** Machines in between that cannot be distinguished from healthy ones. */
const BETWEEN = [middleAtClient, middleAtClientBefore, ownerDeceivedAsked, routerFromNowhere];

/** Clients that wait for what others send. */
const WAITING = [queueEmpty];

/** In several VLANs. */
const TRUNK = [vlansTogether, vlansInTurn, vlansLeftBehind, vlansOneSilent];

/** Owners that fail in turn. */
const IN_TURN = [flappingDark];

/** New owners that do not serve everything at once. */
const BEGINNING = [tunnelMoves, refusedInPassing];

/** Ports that never answered, beside requests for the MAC alone. */
const UNANSWERED = [neverAnswered, neverAnsweredResolutionLost];

/** Requests of differing lengths, answered in turn. */
const TURNS = [turnsHang, turnsOfFewHang, turnsThenPolls, turnsThenUpdates, turnsThenStreams];

/** The end of the capture. */
const ENDING = [openAtEnd];

/** Captures that lack whole protocols. */
const PARTIAL = [virtualMacTrafficAlone, pingsAndResolution];

/** Without ARP and neighbour discovery. */
const UNCLAIMED = [moveUnclaimed, stayedUnclaimed];

/** A bond in mode active-backup. */
const BACKUP = [bondBackup, bondBackupAtBond, bondBackupAtFailing, bondBackupAtOther, bondBackupNewMac];

/** A machine comes up with an address that another has. */
const DUPLICATE = [duplicateAddress];

/** A router that is captured on both sides. */
const SIDES = [routerSidesMove, routerSidesIgnores, routerSidesSevered, routerSidesOutage];
/** Programs over UDP. */
const DATAGRAMS = [datagramsAnswered, datagramsDark];

export const KINDS: readonly Kind[] = [
  ...[...STEADY, ...MOVED, ...WRONG, ...CONTESTED, ...SERVICES],
  ...[
    ...MASTERS,
    ...KEPT,
    ...PROBED,
    ...RETURNED,
    ...AROUND,
    ...ANSWERING,
    ...LEFT,
    ...BETWEEN,
    ...WAITING,
    ...TRUNK,
    ...IN_TURN,
    ...BEGINNING,
    ...BACKUP,
  ],
  ...[...UNANSWERED, ...PARTIAL, ...UNCLAIMED],
  virtualMacPause,
  ...[...TURNS, ...ENDING],
  ...DUPLICATE,
  strictMoves,
  ...[virtualMacAnswered, virtualMacSolicits],
  ...SIDES,
  ...DATAGRAMS,
  midOutageOfSeveral,
  ...[crowdMoves, crowdDark, crowdOneStale, carpBalances],
  ...[routerSidesTwo, oneCutOffBesideRare],
  ...[routerSidesTranslated, routerSidesStreams, routerSidesStalled, routerSidesHang, routerSidesBlackholed],
  ...[virtualMacAskedAgain, vlanMismatchServed],
  ...[proxyOwnerDies, sparseDark],
  ...[callHeld, tunnelUploads],
  darkAfterMove,
  ...[turnsHangLong, turnsHangOver, turnsThenQueries],
  terminalsOddPorts,
  ...[ownerReached, sightLost],
  ...[pingsDropped, cableOut, floodedThenAsks],
  ...[asksOthersAlone, asksOthersDark],
  ...[gatewayMoves, gatewayStale, gatewayMute, gatewayDark],
  ...[sessionsTickled, sessionsTickledInVain, sessionsTickledDropped, sessionsTickledAlive],
  ...[gatewayOfRouter, routerSidesInOne, othersFlooded, gatewayReports],
  ...[tunnelServed, tunnelOneSided, tunnelHandedOver],
  randomLoss,
  ownErrors,
  ...[reusePingsStopped, signedAdvertisements],
];

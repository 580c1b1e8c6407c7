/**
 * Every rule for keepalived, one object per file, in documentation order.
 *
 * @module
 */

import {advertIntDiffers} from './advert-int-differs.js';
import {advertIntDiffersV3} from './advert-int-differs-v3.js';
import {advertIntRounded} from './advert-int-rounded.js';
import {allFaultTogether} from './all-fault-together.js';
import {authMismatch} from './auth-mismatch.js';
import {braceUnbalanced} from './brace-unbalanced.js';
import {checksumDialect} from './checksum-dialect.js';
import {commentNotAComment} from './comment-not-a-comment.js';
import {detectionSlow} from './detection-slow.js';
import {downTimerShort} from './down-timer-short.js';
import {equalPriority} from './equal-priority.js';
import {excludedDiffers} from './excluded-differs.js';
import {familyMixed} from './family-mixed.js';
import {groupDiffers} from './group-differs.js';
import {groupNotLocal} from './group-not-local.js';
import {heartbeatOnly} from './heartbeat-only.js';
import {hmacMismatch} from './hmac-mismatch.js';
import {hmacNoActiveKey} from './hmac-no-active-key.js';
import {instanceIncomplete} from './instance-incomplete.js';
import {keywordObsolete} from './keyword-obsolete.js';
import {keywordTooNew} from './keyword-too-new.js';
import {nopreemptIneffective} from './nopreempt-ineffective.js';
import {nopreemptWithWeight} from './nopreempt-with-weight.js';
import {ownerBoth} from './owner-both.js';
import {ownerIgnoresTracking} from './owner-ignores-tracking.js';
import {preemptDelayIneffective} from './preempt-delay-ineffective.js';
import {priorityOutOfRange} from './priority-out-of-range.js';
import {protocol112Dropped} from './protocol-112-dropped.js';
import {roleInverted} from './role-inverted.js';
import {rtLimit} from './rt-limit.js';
import type {Rule} from './rule.js';
import {scriptFlaps} from './script-flaps.js';
import {scriptHangs} from './script-hangs.js';
import {scriptUndefined} from './script-undefined.js';
import {scriptUserMissing} from './script-user-missing.js';
import {scriptWeak} from './script-weak.js';
import {silentFailback} from './silent-failback.js';
import {srcIpNotMine} from './src-ip-not-mine.js';
import {stateUnknown} from './state-unknown.js';
import {strictDropsVip} from './strict-drops-vip.js';
import {syncGroupMissing} from './sync-group-missing.js';
import {syncGroupPriorities} from './sync-group-priorities.js';
import {syncGroupWeight} from './sync-group-weight.js';
import {unicastMixed} from './unicast-mixed.js';
import {unicastNotReciprocal} from './unicast-not-reciprocal.js';
import {unknownKeyword} from './unknown-keyword.js';
import {v3AuthIgnored} from './v3-auth-ignored.js';
import {valueRefused} from './value-refused.js';
import {versionDiffers} from './version-differs.js';
import {vipIsNodeAddress} from './vip-is-node-address.js';
import {vipListDiffers} from './vip-list-differs.js';
import {vipTwice} from './vip-twice.js';
import {vmacFiltered} from './vmac-filtered.js';
import {vridDiffers} from './vrid-differs.js';
import {vridShared} from './vrid-shared.js';
import {vridTwice} from './vrid-twice.js';
import {weightClamped} from './weight-clamped.js';
import {weightReversed} from './weight-reversed.js';
import {weightTooSmall} from './weight-too-small.js';
import {wireAddressesDiffer} from './wire-addresses-differ.js';
import {wireAuthDiffers} from './wire-auth-differs.js';
import {wireInconclusive} from './wire-inconclusive.js';
import {wireIntervalDiffers} from './wire-interval-differs.js';
import {wireNotAdvertised} from './wire-not-advertised.js';
import {wirePriorityDiffers} from './wire-priority-differs.js';
import {wireVersionDiffers} from './wire-version-differs.js';

export const RULES: readonly Rule[] = [
  strictDropsVip,
  vridDiffers,
  vridTwice,
  versionDiffers,
  familyMixed,
  vipListDiffers,
  excludedDiffers,
  vipIsNodeAddress,
  vipTwice,
  authMismatch,
  v3AuthIgnored,
  hmacMismatch,
  hmacNoActiveKey,
  checksumDialect,
  advertIntDiffers,
  advertIntDiffersV3,
  advertIntRounded,
  downTimerShort,
  unicastMixed,
  unicastNotReciprocal,
  srcIpNotMine,
  groupDiffers,
  groupNotLocal,
  priorityOutOfRange,
  equalPriority,
  roleInverted,
  stateUnknown,
  ownerBoth,
  ownerIgnoresTracking,
  nopreemptIneffective,
  preemptDelayIneffective,
  silentFailback,
  weightTooSmall,
  weightClamped,
  weightReversed,
  nopreemptWithWeight,
  allFaultTogether,
  scriptUndefined,
  scriptUserMissing,
  scriptWeak,
  scriptHangs,
  scriptFlaps,
  detectionSlow,
  syncGroupWeight,
  syncGroupMissing,
  syncGroupPriorities,
  heartbeatOnly,
  rtLimit,
  unknownKeyword,
  keywordTooNew,
  keywordObsolete,
  braceUnbalanced,
  commentNotAComment,
  instanceIncomplete,
  valueRefused,
  vridShared,
  protocol112Dropped,
  vmacFiltered,
  wireVersionDiffers,
  wireAddressesDiffer,
  wireAuthDiffers,
  wireIntervalDiffers,
  wirePriorityDiffers,
  wireNotAdvertised,
  wireInconclusive,
];

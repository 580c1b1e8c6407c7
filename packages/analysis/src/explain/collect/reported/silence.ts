/**
 * Whether an address fell silent, and the machine at which it did. Pure.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import type {QuestionFold} from '../../../conversations/gaps/question-fold.js';
import {type Asked, type Outage, outageBounds} from '../../../outages/outage.js';
import {LONG_NS, MANY} from '../../significance.js';
import type {AddressRecord} from '../address/address-record.js';

/** An address that is not followed may have fallen silent if frames still went to it this long after its last. Nanoseconds. */
const UNHEARD_NS = 1_000_000_000;

/** This many unanswered questions in a row make an otherwise unmentioned address stand out. */
const SILENT_QUESTIONS = 5;

/** Whether the address, or a service of it, stopped answering. */
export function fellSilent({settlement}: AddressRecord): boolean {
  if (settlement === undefined) return false;
  if (hasHole(settlement.outages) || wasMute(settlement.outages)) return true;
  for (const fold of settlement.services.folds) if (hasHole(fold)) return true;
  return false;
}

function hasHole(fold: QuestionFold): boolean {
  return fold.gaps().some(([gap]) => gap.lost >= SILENT_QUESTIONS && isAnsweredOtherwise(gap));
}

/** Whether it did not even answer requests for its MAC for long: fewer questions will do, however rarely it is asked. */
function wasMute(fold: QuestionFold): boolean {
  return fold
    .gaps()
    .some(
      ([gap, {resolved}]) =>
        gap.lost >= MANY &&
        resolved === 0 &&
        isAnsweredOtherwise(gap) &&
        outageBounds(gap).leastNs >= LONG_NS,
    );
}

function isAnsweredOtherwise({
  lastBefore,
  firstAfter,
}: Pick<Outage<Asked>, 'lastBefore' | 'firstAfter'>): boolean {
  return lastBefore !== undefined || firstAfter !== undefined;
}

/** The machine that answered last, with no router in between, if it no longer answers. */
export function silentAt(record: AddressRecord): MacAddress | undefined {
  const isSilent = record.isFollowed
    ? record.settlement?.outages.isOpen === true && hasHole(record.settlement.outages)
    : record.addressedNs - record.spokeNs >= UNHEARD_NS;
  if (!isSilent) return undefined;
  const last = record.spoken?.facts(record.clock).at(-1);
  return last?.isForwarded === true ? undefined : last?.mac;
}

/**
 * A move that no claim to the address shows: its questions go to one MAC, and later to another that answers them. A filter that leaves out ARP
 * and neighbour discovery makes such captures. Pure.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import type {Mark} from '../../capture/mark.js';
import type {AddressFacts} from '../facts.js';
import {earliest, isBefore, latest} from '../scope.js';

export interface UnclaimedMove {
  readonly from: MacAddress;
  readonly to: MacAddress;
  /** The first answer from the second MAC. */
  readonly at: Mark;
}

/** Only if all senders were answered at the one MAC first and then at the other: several paths are used at the same time. */
export function unclaimedMove({senders, answers, claimRuns}: AddressFacts): UnclaimedMove | undefined {
  const runs = senders.flatMap(sender => sender.runs).filter(({answered}) => answered > 0);
  const [from, to, ...others] = new Set(runs.map(run => run.to));
  if (from === undefined || to === undefined || others.length > 0) return undefined;
  const [one, other] = [from, to].map(mac => runs.filter(run => run.to === mac));
  const firstOf = (own: typeof one) => earliest((own ?? []).map(({firstAnswer}) => firstAnswer));
  const lastOf = (own: typeof one) => latest((own ?? []).map(({lastAnswer}) => lastAnswer));
  const isFirst = isInTurn(lastOf(one), firstOf(other));
  if (!isFirst && !isInTurn(lastOf(other), firstOf(one))) return undefined;
  const move = isFirst ? {from, to, at: firstOf(other)} : {from: to, to: from, at: firstOf(one)};
  const speaks = answers.some(run => run.mac === move.to && run.answers > 0);
  if (move.at === undefined || !speaks || claimRuns.some(({mac}) => mac === move.to)) return undefined;
  return {...move, at: move.at};
}

function isInTurn(before: Mark | undefined, after: Mark | undefined): boolean {
  return before !== undefined && after !== undefined && isBefore(before, after);
}

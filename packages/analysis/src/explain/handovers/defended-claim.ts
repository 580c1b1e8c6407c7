/**
 * An address that no router advertises, that another machine announces once by mistake, and that its owner defends at once (RFC 5227 §2.4): the
 * other machine never claims it again. Pure.
 *
 * @module
 */

import type {Tenure} from '../claim-facts.js';
import type {AddressFacts} from '../facts.js';
import {LONG_NS} from '../significance.js';
import type {BriefClaim} from './brief-claims.js';

/** A single claim of this kind is an accident; recurring ones are a fault. */
export function defendedClaim(facts: AddressFacts): BriefClaim | undefined {
  const [found, ...others] = facts.tenures.flatMap(
    (tenure, index) => claimOf(facts, tenure, facts.tenures[index + 1]) ?? [],
  );
  return others.length === 0 ? found : undefined;
}

function claimOf(
  {claimRuns, answers, senders}: AddressFacts,
  {mac, at, frame, by}: Tenure,
  next: Tenure | undefined,
): BriefClaim | undefined {
  const end = at + LONG_NS;
  if (by !== 'announcement' || next === undefined || next.at > end) return undefined;
  // A machine that claims it again, before the defence or after, contends for it.
  const [claim, ...others] = claimRuns.filter(run => run.mac === mac);
  if (claim === undefined || others.length > 0 || claim.first.at < at || claim.last.at > end)
    return undefined;
  // A machine that answers has the address, and the stations that asked it believed it.
  const isHeard = answers.some(run => run.mac === mac);
  const isAsked = senders.some(({runs}) => runs.some(({to}) => to === mac));
  const own = answers.filter(run => run.mac === next.mac);
  const hadIt = own.some(({firstAnswer}) => firstAnswer !== undefined && firstAnswer.at < at);
  const goesOn = own.some(({lastAnswer}) => lastAnswer !== undefined && lastAnswer.at > end);
  if (isHeard || isAsked || !hadIt || !goesOn) return undefined;
  return {yielded: mac, remained: next.mac, first: {at, frame}, last: claim.last, isBelieved: false};
}

/**
 * One MAC that claims both ends of a conversation while their owners are alive.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import type {Mark} from '../../mark.js';
import type {AddressFacts, CaptureFacts} from '../facts.js';
import {isBefore} from '../scope.js';
import {type Draft, finding} from '../verdict.js';

export function manInTheMiddle({claimedBy}: CaptureFacts, address: AddressFacts): Draft[] {
  const {claimRuns, answers, senders, network} = address;
  const spoken = [...claimRuns, ...answers];
  for (const {mac, first} of claimRuns) {
    const owner = ownerBeside(spoken, mac, first);
    if (owner === undefined) continue;
    const other = senders.find(
      sender =>
        claimedBy.has(network, mac, sender.ip) &&
        (sender.mac !== mac || claimedBy.hasBesides(network, mac, sender.ip)),
    );
    if (other === undefined) continue;
    const words = `${mac} claims it, owned by ${owner} (frame ${first.frame}), and also ${other.ip}, which communicates with it: both ends of a conversation`;
    return [finding('MAN_IN_THE_MIDDLE', `${words}.`, [first.frame])];
  }
  return [];
}

/** Another MAC, which claimed it before this and after. */
function ownerBeside(
  spoken: readonly {readonly mac: MacAddress; readonly first: Mark; readonly last: Mark}[],
  mac: MacAddress,
  mark: Mark,
): MacAddress | undefined {
  const others = spoken.filter(run => run.mac !== mac);
  const before = others.find(run => isBefore(run.first, mark))?.mac;
  return others.some(run => run.mac === before && isBefore(mark, run.last)) ? before : undefined;
}

/**
 * One MAC that claims both ends of a conversation while their owners live.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {AddressFacts} from '../facts.js';
import type {Subject} from '../judge.js';
import {type Finding, finding} from '../verdict.js';

interface Taking {
  readonly address: AddressFacts;
  readonly owner: MacAddress;
  readonly frame: number;
}

export function manInTheMiddle(subjects: readonly Subject[]): Map<AddressFacts, Finding> {
  const found = new Map<AddressFacts, Finding>();
  for (const [mac, takings] of takingsByMac(subjects)) {
    for (const one of takings) {
      const other = takings.find(
        ({address}) =>
          address !== one.address &&
          address.network === one.address.network &&
          speaks(one.address, address.ip),
      );
      if (other === undefined) continue;
      const words =
        `${mac} claims it, which ${one.owner} has (frame ${one.frame}), and ${other.address.ip}, which ${other.owner} has ` +
        `(frame ${other.frame}): both ends of a conversation`;
      const spoofed = finding('MAN_IN_THE_MIDDLE', `${words}.`, [one.frame, other.frame]);
      found.set(one.address, spoofed);
      if (!found.has(other.address)) found.set(other.address, spoofed);
    }
  }
  return found;
}

/** What a MAC claims that another had, and goes on to have. */
function takingsByMac(subjects: readonly Subject[]): Map<MacAddress, Taking[]> {
  const byMac = new Map<MacAddress, Taking[]>();
  for (const {address} of subjects) {
    for (const [index, run] of address.claimRuns.entries()) {
      const owner = address.claimRuns[index - 1]?.mac;
      if (owner === undefined || owner === run.mac || !livesOn(address, owner, run.first.at)) continue;
      const known = byMac.get(run.mac) ?? [];
      if (known.some(taking => taking.address === address)) continue;
      byMac.set(run.mac, [...known, {address, owner, frame: run.first.frame}]);
    }
  }
  return byMac;
}

/** The owner goes on to speak for it. */
function livesOn({claimRuns, answers}: AddressFacts, owner: MacAddress, at: bigint): boolean {
  const isLate = (run: {mac: MacAddress; last: {at: bigint}}) => run.mac === owner && run.last.at > at;
  return claimRuns.some(isLate) || answers.some(isLate);
}

function speaks({senders}: AddressFacts, ip: IpAddress): boolean {
  return senders.some(sender => sender.ip === ip);
}

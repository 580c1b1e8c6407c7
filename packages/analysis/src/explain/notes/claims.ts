/**
 * Notes about the claims to an address. Pure.
 *
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {missingForm} from '@vip/arp/describe';
import {counted, times} from '../../text/count-text.js';
import type {Announcement, ProbeSighting} from '../claim-facts.js';
import type {AddressFacts} from '../facts.js';
import {isBefore} from '../scope.js';
import {PROBE_WAIT_NS} from '../significance.js';
import {timesFrom} from '../words/frame-naming.js';
import {type Note, type NoteContext, note} from './note.js';

/** Requests went unanswered until the owner appeared: that machine booted, and did not take the address from another. */
export function firstClaim({address, changes: {handovers, first}}: NoteContext): Note[] {
  if (handovers.length > 0 || first === undefined || first.by === 'traffic') return [];
  const before = address.questions.filter(asked => isBefore(asked, first) && asked.answer === undefined);
  const [asked] = before;
  if (asked === undefined || first.at - asked.at < SECOND_NS) return [];
  const text = `${first.mac} is its first owner; earlier requests for it were not answered (${times(before.length)}).`;
  return note(address, 'FIRST_CLAIM', text, [asked.frame, first.frame]);
}

const SECOND_NS = 1_000_000_000n;

/** Solicited advertisements without Override: several nodes have the address by design (RFC 4861 §7.2.7). */
export function anycast({address}: NoteContext): Note[] {
  const [first] = address.doubleAnswers;
  if (first === undefined || !isOfIpv6(address.ip) || !address.isWithoutOverride) return [];
  return note(address, 'ANYCAST', `Several machines answer for it without Override: an anycast address.`, [
    first.question.frame,
    first.frame,
  ]);
}

/** RFC 5227: a node wants the address, and its owner defends it. */
export function probeDefended({address, changes: {first, handovers}}: NoteContext): Note[] {
  const collided = collision(address.probes);
  if (collided !== undefined && !isClaimedBy(address, collided)) return probesCollided(address, collided);
  const probers = [...new Set(address.probes.map(({mac}) => mac))].slice(0, 3);
  return probers.flatMap(mac => {
    const own = address.probes.filter(one => one.mac === mac);
    const probe = own[0] as ProbeSighting;
    const last = own.at(-1) as ProbeSighting;
    const owner = handovers.findLast(one => isBefore(one, probe))?.to ?? first?.mac;
    if (owner === undefined || owner === probe.mac) return [];
    const defence = address.claimRuns.find(
      run => run.mac === owner && !isBefore(run.last, probe) && run.first.at < last.at + PROBE_WAIT_NS,
    );
    // An address that another machine defends fails Linux's duplicate address detection.
    const failed = isOfIpv6(address.ip)
      ? `: on a Linux machine it stays dadfailed, unusable until it is added again`
      : '';
    const said =
      defence === undefined
        ? 'and no other machine objected'
        : `and ${owner}, which has it, objected${failed}`;
    return note(
      address,
      'PROBE_DEFENDED',
      `${mac} probed for it (${timesFrom(own.length, probe.frame)}), ${said}.`,
      [probe.frame],
    );
  });
}

type Collision = readonly [ProbeSighting, ProbeSighting];

/** Two machines that probe simultaneously. */
function collision(probes: readonly ProbeSighting[]): Collision | undefined {
  for (const [index, probe] of probes.entries()) {
    const next = probes[index + 1];
    if (next !== undefined && next.mac !== probe.mac && next.at - probe.at < PROBE_WAIT_NS)
      return [probe, next];
  }
  return undefined;
}

/** Whether one of them has the address nevertheless. */
function isClaimedBy({claimRuns}: AddressFacts, [one, other]: Collision): boolean {
  return claimRuns.some(({mac, last}) => (mac === one.mac || mac === other.mac) && isBefore(one, last));
}

function probesCollided(address: AddressFacts, [one, other]: Collision): Note[] {
  const isV6 = isOfIpv6(address.ip);
  const why = isV6 ? 'RFC 4862 §5.4.3' : 'RFC 5227 §2.1.1';
  const failed = isV6 ? ' (dadfailed on Linux, until it is added again)' : '';
  const text = `${one.mac} and ${other.mac} probed for it at once: each takes the other's probe for a conflict (${why}), so neither uses the address${failed}.`;
  return note(address, 'PROBE_DEFENDED', text, [one.frame, other.frame]);
}

export function invalid({address}: NoteContext): Note[] {
  const {invalid: all} = address;
  const [first] = all;
  if (first === undefined) return [];
  const told = all.length === 1 ? 'announces' : `and ${counted(all.length - 1, 'other frame')} announce`;
  const words = `Frame ${first.frame} ${told} it at ${first.mac}`;
  if (first.form === 'na-solicited') {
    const text = `${words}, with the Solicited flag, to all nodes, which discard it (RFC 4861 §7.1.2)`;
    return note(address, 'INVALID_ANNOUNCEMENT', text, [first.frame], {
      consequence: 'no neighbour learns of it',
    });
  }
  const text = `${words}, which is not the MAC of a single machine`;
  return note(address, 'INVALID_ANNOUNCEMENT', text, [first.frame]);
}

/** Some equipment accepts only requests, some only replies. */
export function requestsAlone({address}: NoteContext): Note[] {
  const {announcements} = address;
  const count = (form: string) =>
    announcements.filter((told: Announcement) => told.form.startsWith(form)).length;
  const missing = missingForm({requests: count('request'), replies: count('reply')});
  if (missing === undefined) return [];
  const [sent, other] = missing === 'reply' ? ['requests', 'replies'] : ['replies', 'requests'];
  const text = `It was announced with ${sent} only; some equipment, though rare, accepts only ${other}.`;
  return note(address, 'REQUESTS_ALONE', text, [announcements[0]?.frame]);
}

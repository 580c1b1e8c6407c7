/**
 * The meaning of each note.
 *
 * @module
 */

import type {FindingMeaning} from '../finding-meaning.js';

interface More extends Pick<FindingMeaning, 'audit' | 'doctor'> {
  readonly consequence?: string;
}

function note(title: string, {consequence = '', ...rules}: More = {}): FindingMeaning {
  return {severity: 'note', title, consequence, ...rules};
}

/** In the order of the report. */
export const NOTE_MEANINGS = {
  FIRST_CLAIM: note('the machine is the first owner: the address was asked for in vain before it appeared'),
  REUSED: note(
    'the address was silent for more than a minute before its new owner had it, and nobody missed it',
  ),
  NOT_ASKED: note('nothing was asked around a change of owner, so the length of the interruption is unknown'),
  GATEWAY_UNANSWERED: note(
    'what was sent through the address to another network was not answered for a while',
  ),
  NEVER_SERVED: note('a port that was asked never answered in the capture'),
  REQUESTS_UNANSWERED: note('connections were accepted, and requests over them had no answer'),
  UNANSWERED_AT_END: note('the capture ended before the last questions were answered, later than usual'),
  QUESTIONS_LOST: note('a share of the questions had no answer, a few at a time in many places'),
  PINGS_MISSING: note('pings of a client are missing from the capture, by their sequence numbers'),
  SESSIONS_RESET: note('the new owner reset TCP sessions from before the move, so that their clients know'),
  SESSIONS_BEYOND: note('more TCP sessions were open at once than are followed'),
  CLIENTS_SAMPLED: note('more clients asked than are followed, so the counts are those of a sample'),
  LATE_OLD_OWNER: note('the old owner claimed the address once more, in a frame that was already on its way'),
  BRIEF_DOUBLE_CLAIM: note('two machines claimed the address briefly, until one yielded by itself'),
  LOAD_SHARING: note(
    'the forwarders of one GLBP group, CARP hosts, or the ports of one machine, share the clients',
  ),
  PROXY: note('a machine answers for the address as it does for others', {
    doctor: ['DOCTOR_PROXY_ARP', 'DOCTOR_PROXY_NDP'],
  }),
  VIRTUAL_MACS_OF_ONE_NODE: note('one machine answers for the address with two virtual MACs', {
    doctor: ['DOCTOR_ARP_FLUX'],
  }),
  TAUGHT_OTHER_MAC: note("a client sends to a machine's own MAC instead of the virtual one", {
    consequence: 'this works only for as long as that machine has the address',
  }),
  ANYCAST: note('several machines answer for the address without Override, by design (RFC 4861 §7.2.7)'),
  PROBE_DEFENDED: note('a machine probed for the address before using it (RFC 5227, RFC 4862)'),
  ANSWERED_ELSEWHERE: note(
    'answers come from a machine that does not claim the address, as with direct routing',
  ),
  ANSWERS_GO_ELSEWHERE: note(
    'answers go to a MAC other than the one that asked, and the capture does not show why',
  ),
  INVALID_ANNOUNCEMENT: note('the address was announced with a MAC that is not that of a single machine', {
    consequence: 'a neighbour that believes it, as Linux does, sends to no owner',
  }),
  PRIORITY_FELL: note('the priority of the master fell, and no other node took over', {
    audit: ['WEIGHT_TOO_SMALL'],
  }),
  REQUESTS_ALONE: note('the address was announced in one form only, requests or replies'),
  MOVED_WITH_ITS_MAC: note('the machine that has the address moved with its MAC, as in a live migration'),
  ASKER_MOVED: note('a client of the address got another MAC', {
    consequence: 'until the answering machine learns of it, its answers go to the previous MAC',
  }),
  NOBODY_READS_VRRP: note(
    'ICMP says that a peer does not receive VRRP (IP protocol 112), that its firewall rejects it, or that it cannot be reached',
    {doctor: ['DOCTOR_VRRP_BLOCKED']},
  ),
  WRONG_CHECKSUM: note('advertisements of a router have a wrong checksum, and receivers discard them'),
  SIGNED: note('all advertisements of a router were signed with a key given with --key'),
  SIGNATURE_UNKNOWN: note('signatures of a router match none of the keys given with --key', {
    audit: ['HMAC_MISMATCH'],
  }),
  SIGNATURE_UNVERIFIED: note('advertisements of a router are signed, and no key was given with --key'),
  CLOCK_STEPPED: note('the clock of the capture was set, or machines paused'),
  OUT_OF_ORDER: note('frames were stored out of order, and were sorted by their time'),
} as const satisfies Readonly<Record<string, FindingMeaning>>;

export type NoteCode = keyof typeof NOTE_MEANINGS;

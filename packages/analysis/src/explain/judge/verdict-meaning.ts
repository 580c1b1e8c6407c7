/**
 * The meaning of each verdict: severity, consequence, and the rules that look for its cause.
 *
 * @module
 */

import type {FindingMeaning} from '../finding-meaning.js';
import type {VerdictName} from '../verdict.js';

export const VERDICT_MEANINGS: Readonly<Record<VerdictName, FindingMeaning>> = {
  ADVERTS_LOST: {
    severity: 'error',
    title: 'advertisements left one node and did not arrive at the other (several captures)',
    consequence: 'the other becomes master as well, although the first is alive',
    audit: ['GROUP_NOT_LOCAL', 'UNICAST_NOT_RECIPROCAL'],
    doctor: ['DOCTOR_VRRP_BLOCKED', 'DOCTOR_GROUP_NOT_JOINED'],
  },
  TWO_OWNERS: {
    severity: 'error',
    title: 'two machines hold the address at the same time',
    consequence:
      'each client reaches whichever of the two it heard last, and connections break when that changes',
    audit: ['VRID_DIFFERS', 'GROUP_DIFFERS', 'UNICAST_NOT_RECIPROCAL'],
    doctor: ['DOCTOR_VRRP_BLOCKED', 'DOCTOR_GROUP_NOT_JOINED', 'DOCTOR_MANAGER_FROZEN', 'DOCTOR_DUPLICATE'],
  },
  MAN_IN_THE_MIDDLE: {
    severity: 'error',
    title: 'a third machine claims both ends of a conversation',
    consequence: 'it can read and change the traffic between them',
  },
  VRID_CLASH: {
    severity: 'error',
    title: 'two virtual routers use the same VRID',
    consequence: 'a router yields to a stranger, or discards what it hears and stays master beside it',
    audit: ['VRID_TWICE'],
  },
  ADVERTS_REJECTED: {
    severity: 'error',
    title: "two routers discard each other's advertisements",
    consequence: 'both become master and hold the address',
    audit: [
      'VIP_LIST_DIFFERS',
      'VERSION_DIFFERS',
      'AUTH_MISMATCH',
      'HMAC_MISMATCH',
      'ADVERT_INT_DIFFERS',
      'CHECKSUM_DIALECT',
    ],
    doctor: ['DOCTOR_CLOCK'],
  },
  LEFT_BEHIND: {
    severity: 'error',
    title: 'the other addresses of the node moved, and this one did not',
    consequence: 'no machine answers for it until the old owner is back',
    audit: ['VIP_LIST_DIFFERS', 'EXCLUDED_DIFFERS', 'SYNC_GROUP_MISSING'],
  },
  NO_MASTER: {
    severity: 'error',
    title: 'the master is gone, and no other node took over',
    consequence: 'the address is dark until a node takes it',
    audit: ['ALL_FAULT_TOGETHER', 'WEIGHT_TOO_SMALL', 'INSTANCE_INCOMPLETE'],
    doctor: ['DOCTOR_CAPS', 'DOCTOR_MANAGER_FROZEN', 'DOCTOR_NO_CARRIER'],
  },
  REPLACED_BY_OLD_OWNER: {
    severity: 'error',
    title: 'the old owner claimed the address again, and does not serve it',
    consequence:
      'clients send to it without an answer until the new owner announces again, or their entries time out',
    doctor: ['DOCTOR_TWO_MANAGERS', 'DOCTOR_PROXY_ARP', 'DOCTOR_ARP_ANNOUNCE'],
  },
  WRONG_SENDER_MAC: {
    severity: 'error',
    title: 'the announcement names a MAC that never answers',
    consequence: 'clients send to a MAC that does not serve the address',
  },
  VLAN_MISMATCH: {
    severity: 'error',
    title: 'the address was announced in a VLAN that its clients are not in',
    consequence: 'clients keep sending to the old owner until their entries time out',
    doctor: ['DOCTOR_PORT_VLAN'],
  },
  FLAPPING: {
    severity: 'warning',
    title: 'the address moves again and again',
    consequence: 'each move can cost an outage, and the open connections',
    audit: ['SCRIPT_FLAPS', 'DOWN_TIMER_SHORT', 'EQUAL_PRIORITY'],
    doctor: ['DOCTOR_STALL'],
  },
  SILENT_FAILBACK: {
    severity: 'warning',
    title: 'the address came back to a node that did not announce it',
    consequence:
      'clients keep sending to the other node until their entries time out, 24 to 50 s with the defaults of Linux',
    audit: ['SILENT_FAILBACK'],
  },
  NO_ANNOUNCEMENT: {
    severity: 'warning',
    title: 'the new owner did not announce the address',
    consequence:
      'clients keep sending to the old owner until their entries time out, 24 to 50 s with the defaults of Linux',
    doctor: ['DOCTOR_V6_NO_NOTIFY', 'DOCTOR_BOND'],
  },
  ANNOUNCED_TOO_EARLY: {
    severity: 'warning',
    title: 'the address was announced before any neighbour could accept it',
    consequence: 'clients follow only after the next announcement, or when their entries time out',
    doctor: ['DOCTOR_STP_DELAY'],
  },
  ANNOUNCEMENT_LOST: {
    severity: 'warning',
    title: 'the announcement did not arrive at a client (several captures)',
    consequence: 'it keeps sending to the old owner until its entry times out',
    doctor: ['DOCTOR_STP_DELAY', 'DOCTOR_PORT_SUPPRESS', 'DOCTOR_ARP_FILTERED'],
  },
  ANNOUNCED_BUT_IGNORED: {
    severity: 'warning',
    title: 'a neighbour did not act on the announcement',
    consequence: 'it keeps sending to the old owner until its entry times out',
    doctor: [
      'DOCTOR_CLIENT_IGNORES',
      'DOCTOR_NEIGH_PERMANENT',
      'DOCTOR_ARP_FILTERED',
      'DOCTOR_PORT_SUPPRESS',
    ],
  },
  SWITCH_STALE: {
    severity: 'error',
    title: 'questions go to the right MAC, and no answer arrives',
    consequence: 'the address stays dark for everything behind that switch until it learns the MAC again',
    doctor: ['DOCTOR_FDB_STICKY', 'DOCTOR_PORT_LOCKED', 'DOCTOR_PORT_LEARNING', 'DOCTOR_VIP_DROPPED'],
  },
  REPLIES_LOST: {
    severity: 'error',
    title: 'the owner answered, and the answers did not arrive at the client (several captures)',
    consequence: 'the address is dark for that client, and no failover ends it',
    doctor: ['DOCTOR_NO_ROUTE_BACK', 'DOCTOR_RP_FILTER', 'DOCTOR_BRIDGE_NF'],
  },
  REQUESTS_LOST: {
    severity: 'error',
    title: 'questions did not arrive at the owner (several captures)',
    consequence: 'the address is dark for that client, and no failover ends it',
    doctor: ['DOCTOR_PORT_LOCKED', 'DOCTOR_PORT_VLAN'],
  },
  OUTAGE: {
    severity: 'error',
    title: 'nothing was answered, and no change of owner explains it',
    consequence:
      'the address stays dark until its owner, or the path to it, works again, or another machine takes over',
    doctor: [
      'DOCTOR_VIP_DROPPED',
      'DOCTOR_ARP_IGNORE',
      'DOCTOR_POLICY_ROUTE',
      'DOCTOR_RP_FILTER',
      'DOCTOR_NO_ROUTE_BACK',
      'DOCTOR_BRIDGE_NF',
    ],
  },
  SESSIONS_BLACKHOLED: {
    severity: 'error',
    title: 'old TCP sessions get no answer from the new owner',
    consequence: 'clients that write wait until their kernel gives up: 939 s with the defaults of Linux',
    doctor: ['DOCTOR_STATE_DROP'],
  },
  SESSIONS_HUNG: {
    severity: 'warning',
    title: 'the clients were never told that their TCP sessions are gone',
    consequence: 'clients that only read, or are idle, wait forever',
  },
  REFUSED: {
    severity: 'error',
    title: 'the owner rejects the traffic',
    consequence: 'clients are refused at once',
    doctor: ['DOCTOR_NONLOCAL_BIND', 'DOCTOR_VRF'],
  },
  CANNOT_TELL: {severity: 'note', title: 'the capture does not show it', consequence: ''},
  HEALTHY: {severity: 'note', title: 'nothing is wrong', consequence: ''},
};

/**
 * What a trial can show other than the length of the outage: each kind has a code, for text, JSON and JUnit, and for
 * `--fail-on`. Pure.
 *
 * @module
 */

import type {Finding, Severity} from '@vip/analysis/internal/findings';

/** Description of a code. */
export interface FindingKind {
  readonly severity: Severity;
  /** The problem, in one line. */
  readonly title: string;
  /** What follows from it, as a clause; empty if nothing does. */
  readonly consequence: string;
  /** The remedy, in words; empty if there is nothing to do. */
  readonly remedy: string;
}

/** Information that needs no action. */
function note(title: string): FindingKind {
  return {severity: 'note', title, consequence: '', remedy: ''};
}

/** Every kind of finding by its code. */
export const FINDINGS = {
  'two-owners': {
    severity: 'error',
    title: 'two or more nodes hold the address at the end',
    consequence: 'each observer reaches whichever of them it heard last',
    remedy:
      'find out why each assumes the other is gone: vip audit (VRID_DIFFERS, GROUP_DIFFERS, UNICAST_NOT_RECIPROCAL), and on the nodes vip doctor (DOCTOR_VRRP_BLOCKED, DOCTOR_MANAGER_FROZEN)',
  },
  'no-owner': {
    severity: 'error',
    title: 'no node holds the address at the end',
    consequence: 'no node answers for it',
    remedy:
      'find out why no node took it: vip audit (ALL_FAULT_TOGETHER, WEIGHT_TOO_SMALL), and what the software logged last',
  },
  'idle-owner': {
    severity: 'warning',
    title: 'a node holds the address at the end behind a link that is down',
    consequence: 'two nodes hold the address as soon as that link is up',
    remedy:
      'let the software release the address when its interface goes down, or announce it again when the link is back',
  },
  'dad-failed': {
    severity: 'error',
    title: 'a node was given the address, and duplicate address detection keeps it from using it',
    consequence:
      'the kernel does not retry: the node answers for the address only once it is removed and added again',
    remedy:
      'release the address on the old node first, or add it with nodad as keepalived does; on the node: vip doctor (DOCTOR_V6_DADFAILED)',
  },
  'wrong-answerer': {
    severity: 'error',
    title: 'the rogue machine answered probes',
    consequence: 'its answers count as service: the outage of the real owner was longer than the figures say',
    remedy:
      'let the owner announce periodically (keepalived: garp_master_refresh), and inspect ARP on the switch',
  },
  'silent-failback': {
    severity: 'warning',
    title: 'the address returned to a node without an announcement that arrived',
    consequence:
      'neighbours that follow announcements keep sending to the other node until their entries time out',
    remedy:
      'make the owner announce periodically (keepalived: garp_master_refresh), or make the other node trigger it (vrrp_higher_prio_send_advert): vip audit (SILENT_FAILBACK)',
  },
  'dark-after-failback': note('an observer was in the dark after a silent failback, and what ended it'),
  'wrong-belief': {
    severity: 'warning',
    title: 'at the end an observer sends to a node that does not hold the address',
    consequence: 'it is in the dark, or served by a node that should not serve it',
    remedy: 'announce after every takeover, and let the old owner release the address',
  },
  'divided-belief': note(
    'with several owners, which observer sends to which of them, if not all to the same',
  ),
  'alive-after-kill': note('the daemon was killed, but its node kept the address and kept answering'),
  'no-way-back': {
    severity: 'error',
    title: 'requests arrived, but the node that holds the address had no route for the replies',
    consequence: 'clients beyond the gateway get no answer, and no failover ends it',
    remedy:
      'have the route added with the address (keepalived: virtual_routes), and check the node with vip doctor (DOCTOR_NO_ROUTE_BACK)',
  },
  'service-not-followed': {
    severity: 'error',
    title: 'the service is down on a node that holds the address at the end',
    consequence: 'the address answers and the service does not, for as long as the node is up',
    remedy:
      'have the software check the service, and let a failure put it below the other node: vip audit (WEIGHT_TOO_SMALL)',
  },
  'switch-stale': {
    severity: 'error',
    title: "the switch has the virtual MAC on the port of a node that does not answer, not on the owner's",
    consequence:
      'frames for the address go to that port until the switch learns the MAC from the owner, or its entry ages out (usually after 300 s), or forever',
    remedy:
      'allow the virtual MAC to move on the switch (no port security, sticky MAC or static entry for it), and find out why another node sends from it: vip audit',
  },
  'clients-unwatched': {
    severity: 'error',
    title: 'the active node lost the network of its clients, and kept the address',
    consequence: 'the address stays where no client reaches it, for as long as the nodes hear each other',
    remedy:
      'advertise on the network of the clients: vip audit (HEARTBEAT_ONLY); or let a check that asks its gateway decide (keepalived: track_script), and leave out no_track, so that a lost carrier is noticed',
  },
  'split-service': {
    severity: 'warning',
    title: 'each half of a divided network was served by a different node',
    consequence: 'both nodes accepted work at the same address, and neither has the work of the other',
    remedy:
      'connect the switches over two links, or let a third party decide who may have the address (a quorum, fencing)',
  },
  'address-left-behind': {
    severity: 'error',
    title: 'one of two addresses stayed on a node that it no longer reaches',
    consequence: 'its clients are in the dark for as long as the other address works',
    remedy:
      'have the software check each address from outside the node (keepalived: a track_script that asks the gateway of its family)',
  },
  'group-divided': {
    severity: 'error',
    title: 'at the end the two addresses are not on the same nodes',
    consequence: 'clients reach one node at one address and the other node at the other',
    remedy:
      'put both into one group (keepalived: vrrp_sync_group), and find out why they were separated: vip audit (SYNC_GROUP_MISSING)',
  },
  'permanent-entry': {
    severity: 'warning',
    title: 'a neighbour has a permanent entry for the address, which no announcement changes',
    consequence: 'it keeps sending to the old owner until the entry is removed',
    remedy: 'remove the entry, and on the neighbour: vip doctor --role client (DOCTOR_NEIGH_PERMANENT)',
  },
  'conflict-on-wire': {
    severity: 'error',
    title: 'two machines claimed the address on the wire',
    consequence: 'caches change with every claim',
    remedy: 'take the address from one of them',
  },
  'lost-sight': note('the connection to a machine of the cluster ended: what it did from then on is unknown'),
  'frames-dropped': note('a capture lost frames, so conclusions from it may be incomplete'),
  configuration: {
    severity: 'warning',
    title: "the software's own check reported problems with its configuration",
    consequence: 'what ran may not be what was intended',
    remedy: 'run vip audit to see what follows from the configuration, and which line to change',
  },
  'instance-in-fault': {
    severity: 'error',
    title: 'an instance of the passive node is in FAULT at the end, and could not have taken over',
    consequence: 'the next failure leaves no node to take the address',
    remedy: 'find out what the instance tracks, and why that fails: vip audit (ALL_FAULT_TOGETHER)',
  },
  'program-ended': {
    severity: 'warning',
    title: 'a program of the software ended, and not because of the fault',
    consequence: 'its node takes no part in the next failover',
    remedy: 'have it restarted (systemd: Restart=always), and find out why it ended',
  },
} as const satisfies Readonly<Record<string, FindingKind>>;

/** Names a kind of finding, in text, JSON, JUnit and `--fail-on`. */
export type FindingCode = keyof typeof FINDINGS;

/** Something that a trial has shown, with its evidence. */
export type TrialFinding = Finding<FindingCode>;

/**
 * @param subject what it is about: the address, a node, an observer
 * @param text a sentence, which may begin with the name of a node or a program
 */
export function trialFinding(code: FindingCode, subject: string, text: string): TrialFinding {
  const {severity, consequence, remedy} = FINDINGS[code];
  const evidence = text.endsWith('.') ? text : `${text}.`;
  const reference = `docs/trials.md#${code}`;
  return {code, severity, subject, where: [], evidence, consequence, remedy, commands: [], reference};
}

/**
 * Claims to an address by ARP, neighbour discovery and the virtual routers' protocols, collected as they arrive.
 *
 * @module
 */

import {type AddressKey, isVirtualRouterMac, type MacAddress} from '@vip/arp';
import type {Claim, OwnershipChange} from '@vip/arp/ownership';
import type {Mark} from '../../../capture/mark.js';
import {SET_GAP_NS} from '../../../claims/announcement-sets.js';
import type {Open} from '../../../collections/open.js';
import type {Announcement, ProbeSighting, Tenure} from '../../claim-facts.js';
import type {AddressFacts, Beyond, Interest} from '../../facts.js';
import {REMEMBERED} from '../../frames/control-copies.js';
import {PROBE_WAIT_NS} from '../../significance.js';
import type {Capacity} from './capacity.js';
import {Claimants} from './claimants.js';
import type {Hearing} from './sayings.js';
import {WhoHas} from './who-has.js';

const MAX_ANNOUNCEMENTS = 512;
/** Announcements kept in addition, if their MAC differs from that of the announcement before. */
const MAX_CHANGES = 512;
const MAX_INVALID = 32;
const MAX_TENURES = 128;
const MAX_PROBES = 64;
const MAX_PROXIES = 16;

/** What each address may keep, however much other addresses have: enough tenures to tell that it flaps (`FLAP_CHANGES`). */
const RESERVED = {announcements: 6, tenures: 5} as const;

/** Number of sets of a tenure whose effects are tracked separately. */
const MAX_SETS_APART = 4;

export class ControlFacts {
  readonly interests = new Set<Interest>();
  readonly proxies = new Set<MacAddress>();
  readonly claimants: Claimants;
  readonly whoHas: WhoHas;
  readonly #tenures: Tenure[] = [];
  readonly #announcements: Open<Announcement>[] = [];
  readonly #probes: ProbeSighting[] = [];
  readonly #invalid: Announcement[] = [];
  readonly #beyond = {announcements: 0, tenures: 0, probes: 0};
  readonly #capacity: Capacity;
  #announcedAt = 0n;
  #announcer: MacAddress | undefined;
  /** The last probe. */
  #prober: ProbeSighting | undefined;
  /** How many announcements in a row were its own. */
  #inARow = 0;
  #setsOfTenure = 0;
  last: Mark | undefined;
  isWithoutOverride = false;

  constructor(capacity: Capacity) {
    this.#capacity = capacity;
    this.claimants = new Claimants(capacity);
    this.whoHas = new WhoHas(capacity);
  }

  /** Returns whether the situation changed. */
  claimed(claim: Claim, change: OwnershipChange | undefined, mark: Mark, hearing?: Hearing): boolean {
    const {mac, what} = claim;
    this.last = mark;
    this.claimants.claimed(claim, mark, hearing);
    if (what === 'answer') this.whoHas.answered(claim, mark);
    if (change?.kind === 'proxy') {
      if (this.proxies.size < MAX_PROXIES) this.proxies.add(change.proxy);
      return false;
    }
    this.#meetsProbe(mac, mark);
    if (change === undefined) {
      if (this.#tenures.length > 0) return what === 'advertisement' && this.#changesMaster();
      return this.#begin({at: mark.at, frame: mark.frame, mac, how: 'first', by: what});
    }
    this.interests.add(change.kind === 'conflict' ? 'conflict' : 'moved');
    const from = change.kind === 'conflict' ? change.other : change.from;
    // Spreading properties at the end of an object makes V8 create a hidden class for each object.
    const tenure: Open<Tenure> = {at: mark.at, frame: mark.frame, mac, how: change.kind, by: what, from};
    if (change.kind === 'conflict') tenure.evidence = change.evidence;
    return this.#begin(tenure);
  }

  /** Returns whether it begins one of the first sets of a tenure, whose effects are tracked separately. */
  announced(announcement: Announcement): boolean {
    this.interests.add('announced');
    const isNewSet = announcement.at - this.#announcedAt > SET_GAP_NS;
    this.#announcedAt = announcement.at;
    this.#keep(announcement);
    if (!isNewSet || this.#setsOfTenure >= MAX_SETS_APART) return false;
    this.#setsOfTenure++;
    return true;
  }

  /** The announcement in this frame, one of the last few, was seen again and left out. */
  announcedAgain(frame: number): void {
    const told = this.#announcements.slice(-REMEMBERED).find(one => one.frame === frame);
    if (told !== undefined) told.seen = (told.seen ?? 1) + 1;
  }

  /** An announcement that is invalid. */
  announcedInvalid(announcement: Announcement): void {
    this.interests.add('announced');
    if (this.#invalid.length < MAX_INVALID && this.#capacity.takeNote()) this.#invalid.push(announcement);
  }

  /** @param asker the address of the station with this MAC that asked */
  asked(mark: Mark, mac: MacAddress, asker: AddressKey): void {
    this.last = mark;
    this.whoHas.asked(mark, mac, asker);
  }

  probed(probe: ProbeSighting): void {
    this.last = probe;
    if (this.owner !== undefined && this.owner !== probe.mac) this.interests.add('probed');
    this.#meetsProbe(probe.mac, probe);
    this.#prober = probe;
    if (this.#probes.length < MAX_PROBES && this.#capacity.takeNote()) this.#probes.push(probe);
    else this.#beyond.probes++;
  }

  /** Whoever says that it has the address, or wants it as well, while another machine's probe waits for that (RFC 5227 §2.1.1). */
  #meetsProbe(mac: MacAddress, {at}: Mark): void {
    const probe = this.#prober;
    if (probe === undefined || probe.mac === mac || isVirtualRouterMac(mac)) return;
    if (at - probe.at < PROBE_WAIT_NS) this.interests.add('probed');
  }

  /** Grows whenever something is kept. */
  get changes(): number {
    const {runs} = this.claimants;
    const asked = this.whoHas.doubleAnswers.length;
    return this.#tenures.length + this.#announcements.length + this.#probes.length + runs.length + asked;
  }

  /** Whether the address has been claimed so far. */
  get isOwned(): boolean {
    return this.#tenures.length > 0;
  }

  /** The last claimant, except for those not kept for lack of room. */
  get owner(): MacAddress | undefined {
    return this.#tenures.at(-1)?.mac;
  }

  get beyond(): Omit<Beyond, 'senders' | 'runs' | 'sessions'> {
    return {...this.#beyond, questions: this.whoHas.beyond};
  }

  facts() {
    return {
      tenures: this.#tenures,
      announcements: this.#announcements,
      claimants: this.claimants.facts(),
      claimRuns: this.claimants.runs,
      questions: this.whoHas.questions,
      probes: this.#probes,
      proxies: [...this.proxies],
      doubleAnswers: this.whoHas.doubleAnswers,
      invalid: this.#invalid,
      isWithoutOverride: this.isWithoutOverride,
    } satisfies Partial<AddressFacts>;
  }

  /**
   * Keeps an announcement. However often one machine repeats it, there is room for the first ones of the next
   * machine, which may be a change of owner.
   */
  #keep(announcement: Announcement): void {
    const {length} = this.#announcements;
    const isOther = this.#announcer !== announcement.mac;
    this.#announcer = announcement.mac;
    this.#inARow = isOther ? 1 : this.#inARow + 1;
    const most = MAX_ANNOUNCEMENTS + (this.#inARow <= RESERVED.announcements ? MAX_CHANGES : 0);
    if (length < most && this.#capacity.takeNote(length, RESERVED.announcements))
      this.#announcements.push(announcement);
    else this.#beyond.announcements++;
  }

  /** A new master of a virtual router changes the situation, though the MAC stays: what is asked from now on is asked of another machine. */
  #changesMaster(): true {
    this.#setsOfTenure = 0;
    return true;
  }

  #begin(tenure: Tenure): boolean {
    this.#setsOfTenure = 0;
    const {length} = this.#tenures;
    if (length < MAX_TENURES && this.#capacity.takeNote(length, RESERVED.tenures)) this.#tenures.push(tenure);
    else this.#beyond.tenures++;
    return true;
  }
}

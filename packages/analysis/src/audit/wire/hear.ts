/**
 * Assigns the advertisements in a capture to the virtual routers of the files, or to strangers with the same VRID.
 *
 * A file does not always give its node's source address, nor does a capture show the network of the nodes: ambiguous advertisements are
 * attributed to the nodes.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {RouterFacts, Speaker} from '../../claims/router-facts.js';
import {grouped} from '../../collections/grouped.js';
import type {CaptureFacts} from '../../explain/capture-facts.js';
import type {AddressFacts} from '../../explain/facts.js';
import type {ConfiguredCluster, Member, Router} from '../cluster.js';
import {familyOf} from '../keepalived/model/address.js';
import type {Instance} from '../keepalived/model/instance.js';

/** The input from a capture. */
export type Capture = Pick<CaptureFacts, 'routers' | 'first' | 'last' | 'addresses'>;

/** The advertisements of one sender for one VRID. */
export interface Voice {
  readonly speaker: Speaker;
  readonly version: 2 | 3;
  readonly vrid: number;
  readonly network: string;
  readonly intervalMs: number;
  /** The password in clear text, if known. */
  readonly password: string | undefined;
}

/** A voice that belongs to one of the nodes. */
export interface OwnVoice extends Voice {
  /** The members it may belong to; one if the source address is known. */
  readonly candidates: readonly Member[];
  /** Whether the files identify it as one of the nodes by its address, not only by its advertisements. */
  readonly isKnown: boolean;
}

export interface Stranger extends Voice {
  /**
   * Whether it also advertises addresses from the files, so that it may be a node whose file was not given.
   */
  readonly isAlike: boolean;
}

/** The advertisements for one router of the files. */
export interface RouterVoices {
  readonly router: Router;
  readonly own: readonly OwnVoice[];
  readonly strangers: readonly Stranger[];
}

export interface HeardAdverts {
  /** From the first frame to the last. Milliseconds. */
  readonly lengthMs: number;
  /** The number of VRRP virtual routers in the capture, including strangers. */
  readonly advertised: number;
  /** In cluster order. */
  readonly routers: readonly RouterVoices[];
  /** All voices in the capture, including strangers. */
  readonly records: readonly RouterFacts[];
  readonly addresses: readonly AddressFacts[];
}

/** The input of an audit: the files, and the capture of their advertisements, if there is one. */
export interface AuditInput extends ConfiguredCluster {
  readonly wire?: HeardAdverts;
}

/** @param routers every router of the cluster */
export function hear(
  routers: readonly Router[],
  {routers: records, first, last, addresses}: Capture,
): HeardAdverts {
  const spoken = records.filter(({protocol}) => protocol.startsWith('VRRP'));
  const voices = grouped(spoken.flatMap(voicesOf), ({vrid, speaker}) => key(vrid, speaker.router));
  const members = routers.flatMap(router => router.members);
  const sharing = grouped(members, ({instance}) => `${instance.vrid} ${instance.family}`);
  const hasOneNetwork = new Set(spoken.map(({network}) => network)).size === 1;
  return {
    lengthMs: first === undefined || last === undefined ? 0 : Number(last.at - first.at) / 1e6,
    advertised: spoken.length,
    records: spoken,
    addresses,
    routers: routers.map(router => {
      const keys = new Set(router.members.map(({instance}) => `${instance.vrid} ${instance.family}`));
      const near = [...keys].flatMap(each => voices.get(each) ?? []);
      return heardOf(
        router,
        near,
        [...keys].flatMap(each => sharing.get(each) ?? []),
        hasOneNetwork,
      );
    }),
  };
}

function key(vrid: number, source: IpAddress): string {
  return `${vrid} ${familyOf(source)}`;
}

function voicesOf({protocol, id, network, speakers, password}: RouterFacts): Voice[] {
  const holder = speakers.find(({authentication}) => authentication === 'a password');
  return speakers.map(speaker => ({
    ...{speaker, vrid: id, network, version: protocol === 'VRRPv2' ? 2 : 3},
    intervalMs: Number(speaker.intervalNs) / 1e6,
    password: speaker === holder ? password : undefined,
  }));
}

/** @param sharing every member, of any router, with such a VRID */
function heardOf(
  router: Router,
  near: readonly Voice[],
  sharing: readonly Member[],
  hasOneNetwork: boolean,
): RouterVoices {
  const own: OwnVoice[] = [];
  const others: Stranger[] = [];
  const areAllKnown = router.members.every(member => sourceOf(member, router) !== undefined);
  for (const voice of near) {
    const candidates = candidatesFor(voice, router);
    const those = sharing.filter(({instance}) => isAbout(voice, instance));
    const isAlike = those.some(member => router.members.includes(member));
    // Another router of the files has the same VRID, on another interface.
    if (those.length > 0 && !isAlike) continue;
    const [first] = candidates;
    if (first !== undefined) own.push({...voice, candidates, isKnown: sourceOf(first, router) !== undefined});
    else if (!isAlike || areAllKnown) others.push({...voice, isAlike});
  }
  // The same VRID in another network belongs to another router.
  const networks = new Set(own.map(({network}) => network));
  const isNear = ({network}: Voice) => (networks.size === 0 ? hasOneNetwork : networks.has(network));
  return {router, own, strangers: others.filter(isNear)};
}

/** The member with this source address; otherwise each with an unknown one that shares an address. */
function candidatesFor(voice: Voice, router: Router): Member[] {
  const able = router.members.filter(
    ({instance: {vrid, family}}) => vrid === voice.vrid && family === familyOf(voice.speaker.router),
  );
  const known = able.filter(member => sourceOf(member, router) === voice.speaker.router);
  if (known.length > 0) return known;
  const unknown = able.filter(member => sourceOf(member, router) === undefined);
  return unknown.some(({instance}) => isAbout(voice, instance)) ? unknown : [];
}

/** The source address, from its own file or from its only peer's. */
function sourceOf(member: Member, {members}: Router): IpAddress | undefined {
  const own = member.instance.source?.value;
  if (own !== undefined || members.length !== 2) return own;
  const [peer, ...more] = members.find(other => other !== member)?.instance.peers ?? [];
  return more.length === 0 ? peer?.value : undefined;
}

/** Whether they share an address, or one of the two has none. */
function isAbout({speaker: {lists}}: Voice, {vips}: Instance): boolean {
  const advertised = new Set(lists.flat());
  return advertised.size === 0 || vips.length === 0 || vips.some(({ip}) => advertised.has(ip));
}

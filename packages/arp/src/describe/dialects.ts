/**
 * Which software announces in which form, and which ignores it: data, each row with its source.
 *
 * `MEASURED` rows were measured with this project's own lessons (`vip lesson garp-forms`), on Linux with its default
 * `locktime` of one second.
 *
 * @module
 */

import {ZERO_MAC} from '../wire/address/mac.js';
import type {ArpPacket} from '../wire/arp/arp-packet.js';
import {type AnnouncementTarget, classifyArp} from '../wire/arp/classify.js';
import type {LinkFrame} from '../wire/frame/link-frame.js';
import type {NeighbourAdvertisement} from '../wire/icmp/neighbour-discovery.js';

/** A program that sends a form. */
export interface Speaker {
  readonly name: string;
  /** Project and file, or thread. */
  readonly source: string;
}

/** A receiver that ignores a form. */
export interface Ignorer {
  readonly name: string;
  readonly when: string;
  readonly source: string;
}

/** A form of announcement, and the software that uses it. */
export interface DialectRow {
  /** `request-broadcast`, `reply-self`, ...: form and target; `probe-zero`, `probe-broadcast` */
  readonly id: string;
  readonly speakers: readonly Speaker[];
  readonly ignoredBy: readonly Ignorer[];
}

/** A property of a packet that makes it fail where its form would not. */
export type DialectWarning =
  /** A reply whose target is not the sender: Linux ignores it within a second of an update. */
  | 'reply-not-to-self'
  /** The switch learns one MAC, the caches another. */
  | 'sender-is-not-source'
  /** Caches would learn 00:00:00:00:00:00; Linux drops the packet. */
  | 'sender-mac-zero'
  /** A request from another address: it says nothing about the target address. */
  | 'no-announcement'
  /** A probe whose target MAC is not zero, as RFC 5227 §2.1.1 recommends; it is a probe nevertheless. */
  | 'probe-target-not-zero';

/** The dialect of a packet. */
export interface Dialect extends DialectRow {
  readonly warnings: readonly DialectWarning[];
}

const LINUX: Ignorer = {
  name: 'Linux',
  when: 'within 1 s of an update of its entry (locktime)',
  source: 'Linux, net/ipv4/arp.c, arp_is_garp(); MEASURED',
};
const SRX: Ignorer = {
  name: 'Juniper SRX',
  when: 'by default: it ignores gratuitous replies',
  source: 'Juniper KB24349; Junos, no-gratuitous-arp-reply, the default of its other lines as well',
};
const REPLY_ONLY: Ignorer = {
  name: 'some switches',
  when: 'always: they accept only replies',
  source: 'github.com/ClusterLabs/resource-agents/pull/977',
};
const ZERO_TARGET: Ignorer = {
  name: 'some devices',
  when: 'always, when the target MAC is zero',
  source: 'github.com/ThomasHabets/arping/pull/11',
};

/** The table, in the order of the help texts. */
export const DIALECTS: readonly DialectRow[] = [
  {
    id: 'request-broadcast',
    speakers: [
      {name: 'keepalived', source: 'keepalived 2.2.7; test/vectors/keepalived.hex'},
      {name: 'arping -U', source: 'iputils 20221126; test/vectors/arping.hex'},
      {name: 'FRR', source: 'FRR 1967e6eb, vrrpd/vrrp_arp.c, vrrp_build_garp()'},
      {name: 'MetalLB (1st)', source: 'MetalLB 7938d3f8, internal/layer2/arp.go, Gratuitous()'},
      {
        name: 'kube-vip (odd)',
        source: 'kube-vip bee5cfe, pkg/vip/arp.go, gratuitousARP(): in turn, this first',
      },
      {name: 'Cilium', source: 'Cilium 48f86b31, pkg/datapath/gneigh/gneigh.go, Send()'},
      {name: 'Habets arping -U', source: 'ThomasHabets/arping 69fbb78, src/arping.c, line 1456'},
      {name: 'IPaddr2', source: 'resource-agents 1a0256c4, tools/send_arp.linux.c, send_pack()'},
      {name: 'netvip', source: 'hnakamur/netvip 647de448, garp.go, SendGARP()'},
    ],
    ignoredBy: [REPLY_ONLY],
  },
  {
    id: 'request-zero',
    speakers: [
      {name: 'Linux arp_notify', source: 'Linux, net/ipv4/devinet.c, inetdev_send_gratuitous_arp()'},
      {name: 'RFC 5227', source: 'RFC 5227 §2.3'},
      {name: 'CTDB (1st)', source: 'Samba 028fdc12, ctdb/common/system_socket.c, arp_build()'},
      {
        name: 'IPaddr2, libnet (1st)',
        source: 'resource-agents 1eea8a6c, tools/send_arp.libnet.c, send_arp()',
      },
    ],
    ignoredBy: [ZERO_TARGET, REPLY_ONLY],
  },
  {
    id: 'request-self',
    speakers: [
      {name: 'ucarp', source: 'UCarp 1a9aaf7, src/garp.c, gratuitous_arp(); test/vectors/ucarp.hex'},
    ],
    ignoredBy: [REPLY_ONLY],
  },
  {id: 'request-other', speakers: [], ignoredBy: [REPLY_ONLY]},
  {
    id: 'reply-self',
    speakers: [
      {name: 'arping -A', source: 'iputils 20221126; test/vectors/arping.hex'},
      {name: 'kube-vip (even)', source: 'kube-vip bee5cfe, pkg/vip/arp.go, gratuitousARP()'},
      {name: 'CTDB (2nd)', source: 'Samba 028fdc12, ctdb/common/system_socket.c, arp_build()'},
      {
        name: 'vip-manager',
        source: 'vip-manager a6dab16, ipmanager/basicConfigurer.go, createGratuitousARP()',
      },
      {
        name: 'IPaddr2, libnet (2nd)',
        source: 'resource-agents 1eea8a6c, tools/send_arp.libnet.c, send_arp()',
      },
    ],
    ignoredBy: [SRX],
  },
  {
    id: 'reply-broadcast',
    speakers: [
      {name: 'MetalLB (2nd)', source: 'MetalLB 7938d3f8, internal/layer2/arp.go, Gratuitous()'},
      {name: 'Habets arping -U -P', source: 'ThomasHabets/arping 69fbb78, src/arping.c, line 1456'},
    ],
    ignoredBy: [LINUX, SRX],
  },
  {
    id: 'reply-zero',
    speakers: [
      {
        name: 'OVN-Kubernetes',
        source: 'openshift/ovn-kubernetes 6ade191b, go-controller/pkg/kubevirt/arp.go, sendGARP()',
      },
    ],
    ignoredBy: [LINUX, SRX],
  },
  {id: 'reply-other', speakers: [], ignoredBy: [LINUX, SRX]},
  {id: 'probe-zero', speakers: [{name: 'RFC 5227', source: 'RFC 5227 §2.1.1'}], ignoredBy: []},
  {
    id: 'probe-broadcast',
    speakers: [{name: 'arping -D', source: 'iputils 20221126; test/vectors/arping.hex'}],
    ignoredBy: [],
  },
  {
    id: 'ordinary',
    speakers: [
      {
        name: 'Cilium (2023)',
        source: 'Cilium 18cde1cf, pkg/datapath/garp/garp.go, send(): from the node to ask for the address',
      },
    ],
    ignoredBy: [],
  },
];

const BY_ID: ReadonlyMap<string, DialectRow> = new Map(DIALECTS.map(row => [row.id, row]));

/** The dialect of a packet; `ordinary` for an ordinary request or reply. */
export function dialectOf(packet: ArpPacket, frame: Pick<LinkFrame, 'source'>): Dialect {
  const id = dialectId(packet);
  const row = BY_ID.get(id) ?? {id, speakers: [], ignoredBy: []};
  return {...row, warnings: warningsOf(packet, frame)};
}

function dialectId(packet: ArpPacket): string {
  const purpose = classifyArp(packet);
  if (purpose.kind === 'announcement') return `${purpose.form}-${purpose.target}`;
  if (purpose.kind === 'probe') return `probe-${targetOf(packet)}`;
  return 'ordinary';
}

/** The dialect of a probe, whose target is not that of an announcement. */
function targetOf(packet: ArpPacket): AnnouncementTarget {
  const asAnnounced = classifyArp({...packet, operation: 'reply', senderIp: packet.targetIp});
  return asAnnounced.kind === 'announcement' ? asAnnounced.target : 'other';
}

function warningsOf(packet: ArpPacket, frame: Pick<LinkFrame, 'source'>): DialectWarning[] {
  const purpose = classifyArp(packet);
  const warnings: DialectWarning[] = [];
  if (purpose.kind === 'announcement' && purpose.form === 'reply' && purpose.target !== 'self')
    warnings.push('reply-not-to-self');
  if (frame.source !== undefined && frame.source !== packet.senderMac) warnings.push('sender-is-not-source');
  if (packet.senderMac === ZERO_MAC) warnings.push('sender-mac-zero');
  if (purpose.kind === 'request') warnings.push('no-announcement');
  if (purpose.kind === 'probe' && packet.targetMac !== ZERO_MAC) warnings.push('probe-target-not-zero');
  return warnings;
}

/** Which operations announced an address during the observation. */
export interface FormCounts {
  readonly requests: number;
  readonly replies: number;
}

/** The form that is missing if an address was announced in only one: equipment that accepts only the other heard nothing. */
export function missingForm({requests, replies}: FormCounts): 'request' | 'reply' | undefined {
  if (requests > 0 && replies === 0) return 'reply';
  return replies > 0 && requests === 0 ? 'request' : undefined;
}

/**
 * Whether an unsolicited advertisement lacks what makes a neighbour replace its entry (RFC 4861 §7.2.5): without
 * Override an entry keeps its MAC.
 */
export function isWithoutOverride({
  override,
  solicited,
}: Pick<NeighbourAdvertisement, 'override' | 'solicited'>): boolean {
  return !override && !solicited;
}

const WARNING_WORDS: Readonly<Record<DialectWarning, string>> = {
  'reply-not-to-self': `Linux ignores it ${LINUX.when}`,
  'sender-is-not-source': "sender MAC is not the frame's: switch and caches differ",
  'sender-mac-zero': 'sender MAC is zero',
  'no-announcement': 'no announcement: the sender IP is another',
  'probe-target-not-zero': 'target MAC not zero',
};

const MAX_COLUMNS = 76;
/** Width of the list of speakers, which leaves room for the receivers that ignore the form. */
const MAX_SPEAKER_COLUMNS = 50;

/** Lines within 76 columns: which software uses the form, which ignores it, and what is odd. */
export function formatDialect({speakers, ignoredBy, warnings}: Dialect): string[] {
  const spoken =
    speakers.length === 0 ? 'a form not known to be sent by any software' : `as ${speakersOf(speakers)}`;
  const ignored = ignoredBy.length === 0 ? [] : [`ignored by ${namesOf(ignoredBy)}`];
  const both = [spoken, ...ignored].join('; ');
  const lines = both.length <= MAX_COLUMNS ? [both] : [spoken, ...ignored];
  for (const warning of warnings) lines.push(`warning: ${WARNING_WORDS[warning]}`);
  return lines;
}

function namesOf(all: readonly {readonly name: string}[]): string {
  return all.map(({name}) => name).join(', ');
}

/** The first of them, and how many more, on one line. */
function speakersOf(speakers: readonly Speaker[]): string {
  const all = namesOf(speakers);
  if (all.length <= MAX_SPEAKER_COLUMNS) return all;
  let shown = speakers.length - 1;
  const shortened = () => `${namesOf(speakers.slice(0, shown))} and ${speakers.length - shown} more`;
  while (shown > 1 && shortened().length > MAX_SPEAKER_COLUMNS) shown -= 1;
  return shortened();
}

/**
 * Further attempts for neighbours that ignore an announcement, from the mildest onwards. Pure.
 *
 * @module
 */

import {
  type AnnouncementForm,
  type AnnouncementOptions,
  addressAnnouncement,
  DEFAULT_ROUND_INTERVAL_MS,
  ETHER_TYPE_ARP,
  encodeArpPacket,
  encodeEthernetFrame,
  encodeNeighbourMessage,
  type IpAddress,
  type Ipv4Address,
  isOfIpv6,
  type MacAddress,
  type VlanTag,
  ZERO_MAC,
} from '@vip/arp';
import type {NeighbourBelief} from './belief.js';
import {ipv6Frame} from './question.js';

export type EscalationStepName = 'other-form' | 'past-locktime' | 'unicast';

export interface EscalationStep {
  readonly name: EscalationStepName;
  /** Before its frames, in milliseconds. */
  readonly waitMs: number;
  /** What is sent for one neighbour; none if the step has nothing for it. */
  readonly framesFor: (belief: NeighbourBelief) => Uint8Array[];
}

export interface EscalationOptions {
  readonly mac: MacAddress;
  readonly tags: readonly VlanTag[];
  /** The ineffective announcement. */
  readonly form: AnnouncementForm;
}

const DISCOVERY_HOP_LIMIT = 255;

/** The other form of each, which receivers that ignored the first may accept. */
const OTHER: Readonly<Record<AnnouncementForm, Pick<AnnouncementOptions, 'form' | 'targetMac'>>> = {
  request: {form: 'reply', targetMac: 'self'},
  reply: {form: 'request', targetMac: 'broadcast'},
  both: {form: 'request', targetMac: 'zero'},
};

/**
 * The other form, which helps at once if the neighbour does not accept the first; both forms after the `locktime`, which begins
 * anew with the question (see question.ts); a frame to the neighbour alone.
 */
export function escalationSteps({mac, tags, form}: EscalationOptions): EscalationStep[] {
  const inForm = (ip: IpAddress, how: Pick<AnnouncementOptions, 'form' | 'targetMac'>) =>
    addressAnnouncement({ip, mac, tags, ...how});
  return [
    // An advertisement has only one form.
    {
      name: 'other-form',
      waitMs: 0,
      framesFor: ({vip}) => (isOfIpv6(vip) ? [] : inForm(vip, OTHER[form])),
    },
    {
      name: 'past-locktime',
      waitMs: DEFAULT_ROUND_INTERVAL_MS,
      framesFor: ({vip}) => inForm(vip, {form: 'both'}),
    },
    {name: 'unicast', waitMs: 0, framesFor: belief => unicastQuestion(belief, mac, tags)},
  ];
}

/**
 * A question from the VIP to the neighbour, about its own address: a machine that answers enters the asker into its cache, within
 * `locktime` and with `drop_gratuitous_arp` or `drop_unsolicited_na` as well (`arp_process()`, `ndisc_recv_ns()`). Not
 * a unicast reply: one that is ignored confirms the old MAC for as long again.
 */
function unicastQuestion(
  {vip, neighbour, neighbourMac}: NeighbourBelief,
  mac: MacAddress,
  tags: readonly VlanTag[],
): Uint8Array[] {
  if (neighbourMac === undefined) return [];
  const between = {source: mac, destination: neighbourMac, tags};
  if (!isOfIpv6(vip) && !isOfIpv6(neighbour)) return [arpQuestion(between, vip, neighbour)];
  if (!isOfIpv6(vip) || !isOfIpv6(neighbour)) return [];
  const path = {source: vip, destination: neighbour};
  const options = [{type: 'source-link-layer', mac} as const];
  const message = encodeNeighbourMessage({type: 'solicitation', target: neighbour, options}, path);
  return [ipv6Frame(between, path, DISCOVERY_HOP_LIMIT, message)];
}

function arpQuestion(
  between: {readonly source: MacAddress; readonly destination: MacAddress; readonly tags: readonly VlanTag[]},
  senderIp: Ipv4Address,
  targetIp: Ipv4Address,
): Uint8Array {
  const sender = {senderMac: between.source, senderIp};
  const payload = encodeArpPacket({operation: 'request', ...sender, targetMac: ZERO_MAC, targetIp});
  return encodeEthernetFrame({...between, etherType: ETHER_TYPE_ARP, payload});
}

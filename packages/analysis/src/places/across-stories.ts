/**
 * Findings from several captures whose clocks cannot be compared: a MAC that claims one end of a conversation in one of them and the other
 * end in another is in the middle, even if the captures were made at different times. Frames that it does not pass on cannot link captures. Pure.
 *
 * @module
 */

import {type IpAddress, isVirtualRouterMac, type MacAddress} from '@vip/arp';
import type {Explanation} from '../explain/explanation.js';
import type {AddressFacts} from '../explain/facts.js';
import {findingOf} from '../explain/judge/finding-of.js';
import {type Draft, finding, type VerdictName, worstFinding} from '../explain/verdict.js';
import {namedFinding} from '../explain/words/frame-naming.js';
import type {Finding} from '../findings/finding.js';
import {withoutAbsent} from './apart.js';
import {placesTitle} from './places-lines.js';
import type {PlacesStory} from './tell.js';

/** A network of a story. */
interface Where {
  readonly of: PlacesStory;
  readonly network: string;
}

/** A MAC that claims both ends, unasked. */
interface Middle {
  readonly mac: MacAddress;
  /** The end that it claims towards the other: the address. */
  readonly ip: IpAddress;
  /** The other end, and its own MAC. */
  readonly other: IpAddress;
  readonly otherMac: MacAddress;
  /** The networks in which it claims the address, and the other end. */
  readonly near: Where;
  readonly far: Where;
}

/** The same stories, with the findings that only several of them together show. */
export function acrossStories(apart: readonly PlacesStory[]): PlacesStory[] {
  const stories = withoutAbsent(apart);
  const found = stories.flatMap(near =>
    near.capture.addresses.flatMap(address => middlesOf(address, near, stories)),
  );
  if (found.length === 0) return stories;
  return stories.map(story => ({
    ...story,
    explanations: story.explanations.map(explanation => {
      const own = found.find(
        ({ip, near, far}) => ip === explanation.address.ip && (near.of === story || far.of === story),
      );
      return own === undefined ? explanation : withFinding(explanation, own, story);
    }),
  }));
}

function middlesOf(address: AddressFacts, of: PlacesStory, stories: readonly PlacesStory[]): Middle[] {
  const {ip, network, claimRuns, senders} = address;
  const near = {of, network};
  const suspects = [...new Set(claimRuns.map(({mac}) => mac))].filter(mac =>
    of.capture.claimedBy.isUnasked(network, mac, ip),
  );
  return suspects.flatMap(mac =>
    senders.flatMap(({ip: other, mac: otherMac}) => {
      if (otherMac === undefined || otherMac === mac) return [];
      const far = claimedAt(mac, other, stories).find(
        there => (there.of !== of || there.network !== network) && areOne(near, there, {mac, ip, other}),
      );
      return far === undefined ? [] : [{mac, ip, other, otherMac, near, far}];
    }),
  );
}

/** The networks in which a MAC claims an address, unasked. */
function claimedAt(mac: MacAddress, ip: IpAddress, stories: readonly PlacesStory[]): Where[] {
  return stories.flatMap(of => {
    const {claimedBy} = of.capture;
    const networks = claimedBy.networksOf(mac, ip).filter(network => claimedBy.isUnasked(network, mac, ip));
    return networks.map(network => ({of, network}));
  });
}

/**
 * Whether two networks are the same, whatever their names: this end is told of the claim to the other end, or both claims are made only to single
 * stations, or the same station has the same address in both. A trunk shows a VLAN with its number, an access port without; and two networks with
 * the same name may be different ones.
 */
function areOne(near: Where, far: Where, {mac, ip, other}: Pick<Middle, 'mac' | 'ip' | 'other'>): boolean {
  // The MAC of a virtual router is the same in every network with that number.
  if (isVirtualRouterMac(mac)) return false;
  const [here, there] = [near.of.capture.claimedBy, far.of.capture.claimedBy];
  if (there.hasTold(far.network, mac, other, ip)) return true;
  // No host announces itself only to single stations.
  if (here.isOnlyTold(near.network, mac, ip) && there.isOnlyTold(far.network, mac, other)) return true;
  for (const station of here.stations(near.network)) {
    if (station.mac === mac || isVirtualRouterMac(station.mac)) continue;
    if (there.has(far.network, station.mac, station.ip)) return true;
  }
  return false;
}

const NOTHING: ReadonlySet<VerdictName> = new Set(['HEALTHY', 'CANNOT_TELL']);

function withFinding(explanation: Explanation, middle: Middle, {capture}: PlacesStory): Explanation {
  const {address, handovers, findings} = explanation;
  const all = [...handovers.map(({finding: own}) => own), ...findings];
  if (all.some(({code}) => code === 'MAN_IN_THE_MIDDLE')) return explanation;
  const added: Finding<VerdictName> = findingOf(address, draftOf(address, middle));
  const named = capture.nameOf === undefined ? added : namedFinding(added, capture.nameOf);
  const kept = findings.filter(({code}) => !NOTHING.has(code));
  return {
    ...explanation,
    findings: [named, ...kept],
    finding: worstFinding([...handovers.map(({finding: own}) => own), named, ...kept]) ?? named,
  };
}

function draftOf({claimRuns, senders}: AddressFacts, {mac, other, otherMac, ip, near, far}: Middle): Draft {
  const mark =
    claimRuns.find(run => run.mac === mac)?.first ?? senders.find(one => one.ip === other)?.runs[0]?.first;
  const [here, there] =
    near.of === far.of
      ? [labelOf(near), labelOf(far)]
      : [`in the capture of ${placesTitle(near.of)}`, `in that of ${placesTitle(far.of)}`];
  const evidence = `${mac} claims ${ip} ${here}, and ${other}, which communicates with it there from ${otherMac}, ${there}, each unasked: both ends of a conversation.`;
  return {...finding('MAN_IN_THE_MIDDLE', evidence, [mark]), brief: `${mac} in between`};
}

/** The place of a claim, by the network's name in that story. */
function labelOf({network}: Where): string {
  return network === '' ? 'in frames without a tag' : `in frames of ${network}`;
}

/**
 * What captures show together although their clocks cannot be compared: a MAC that claims one end of a conversation in one of them and the
 * other end in another is in the middle, whenever that was. Frames to it that it does not pass on are in neither. Pure.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Explanation} from '../explain/explanation.js';
import type {AddressFacts} from '../explain/facts.js';
import {findingOf} from '../explain/judge/finding-of.js';
import {type Draft, finding, type VerdictName, worstFinding} from '../explain/verdict.js';
import {namedFinding} from '../explain/words/frame-naming.js';
import type {Finding} from '../findings/finding.js';
import {placesTitle} from './places-lines.js';
import type {PlacesStory} from './tell.js';

/** A MAC that claims both ends, unasked. */
interface Middle {
  readonly mac: MacAddress;
  /** The end that it claims where the other one sends to it: the address. */
  readonly ip: IpAddress;
  /** The other end, and its own MAC. */
  readonly other: IpAddress;
  readonly otherMac: MacAddress;
  /** Where it claims the address, and where the other end. */
  readonly near: PlacesStory;
  readonly far: PlacesStory;
}

/** The same stories, with what only several of them together show. */
export function acrossStories(stories: readonly PlacesStory[]): PlacesStory[] {
  if (stories.length < 2) return [...stories];
  const found = stories.flatMap(near =>
    near.capture.addresses.flatMap(address => middlesOf(address, near, stories)),
  );
  if (found.length === 0) return [...stories];
  return stories.map(story => ({
    ...story,
    explanations: story.explanations.map(explanation => {
      const own = found.find(
        ({ip, near, far}) => ip === explanation.address.ip && (near === story || far === story),
      );
      return own === undefined ? explanation : withFinding(explanation, own, story);
    }),
  }));
}

function middlesOf(address: AddressFacts, near: PlacesStory, stories: readonly PlacesStory[]): Middle[] {
  const {ip, network, claimRuns, senders} = address;
  const suspects = [...new Set(claimRuns.map(({mac}) => mac))].filter(mac =>
    near.capture.claimedBy.isUnasked(network, mac, ip),
  );
  return suspects.flatMap(mac =>
    senders.flatMap(({ip: other, mac: otherMac}) => {
      const far = stories.find(
        story => story !== near && story.capture.claimedBy.isUnasked(network, mac, other),
      );
      if (far === undefined || otherMac === undefined || otherMac === mac) return [];
      return [{mac, ip, other, otherMac, near, far}];
    }),
  );
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
  const evidence = `${mac} claims ${ip} in the capture of ${placesTitle(near)}, and ${other}, which communicates with it there from ${otherMac}, in that of ${placesTitle(far)}, each unasked: both ends of a conversation.`;
  return finding('MAN_IN_THE_MIDDLE', evidence, mark === undefined ? [] : [mark.frame]);
}

/** Two masters that discard each other's advertisements, for a reason that the capture shows. */

import {parseMac} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import {type Kind, kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';
import type {SpeakerOptions, VrrpSpeaker} from '../sim/vrrp.js';
import type {AddressTruth} from '../truth.js';
import {KEY} from '../wire/advert.js';

/** The difference between the nodes, the family it needs, and a word that the report must contain. */
interface Disagreement {
  readonly family?: 4;
  readonly common?: Partial<SpeakerOptions>;
  readonly one: Partial<SpeakerOptions>;
  readonly other: Partial<SpeakerOptions>;
  readonly word: RegExp;
  readonly keys?: readonly Uint8Array[];
}

function rejected(name: string, disagree: (random: Random) => Disagreement): Kind {
  return kind(name, (random, addresses) => {
    const {family, common, one: ones, other: others, word, keys} = disagree(random);
    const late = between(random, 1, 4);
    const stage = new Stage(random, addresses, {
      ...{whole: true, at: 'mirror', length: late + between(random, 10, 20)},
      ...(family && {family}),
    });
    const {a, b, vip} = stage;
    const router = {virtualRouterId: 1 + random.below(255), interval: SECOND, version: 3 as const};
    const sources = [stage.sourceOf(a), stage.sourceOf(b)] as const;
    const one = stage.speaker(a, {...router, ...common, ...ones, source: sources[0], priority: 150});
    const other = stage.speaker(b, {...router, ...common, ...others, source: sources[1], priority: 100});
    a.hold(vip);
    stage.talk(4, {sort: 'ping'});
    stage.at(0.1, () => one.start());
    stage.at(0.101, () => a.announce(vip, stage.anyAnnouncement()));
    stage.at(late - 0.001, () => other.start());
    stage.take(late, b);
    const made = stage.tell(() => {
      const {outages: _, ...truth} = stage.about('ADVERTS_REJECTED', {alsoFine: ['TWO_OWNERS']});
      const told: AddressTruth[] = [truth];
      const sentences = sources.map(source => new RegExp(source.replaceAll('.', '\\.')));
      return {
        exit: 1,
        addresses: told,
        present: [word, since(stage, other), ...sentences],
        absent: [/HEALTHY/],
      };
    });
    return {...made, ...(keys && {keys})};
  });
}

/**
 * The first rejected advertisement is the second router's first, because until then there was no other
 * router.
 */
function since({network}: Stage, {sent: [first]}: VrrpSpeaker): RegExp {
  const frame = first === undefined ? 0 : network.captured.indexOf(first) + 1;
  return new RegExp(
    `^(?!.*: ADVERTS_REJECTED(?:, hence TWO_OWNERS,)? since (?!.*, frame ${frame} capture:))`,
  );
}

/** One checksum has RFC 5798's pseudo-header, and the other, as in RFC 9568, does not. */
export const rejectedChecksums = rejected('rejected-checksums', () => ({
  ...{family: 4, one: {sum: 'pseudo-header'}, other: {sum: 'plain'}},
  word: /checksum|pseudo-header/i,
}));

export const rejectedVersions = rejected('rejected-versions', () => ({
  ...{family: 4, one: {version: 2}, other: {version: 3}},
  word: /version|VRRPv2/i,
}));

export const rejectedAuthentication = rejected('rejected-authentication', random => ({
  ...{family: 4, common: {version: 2}, one: {authentication: 'none'}},
  other: {authentication: random.pick(['password', 'header', 'trailer'])},
  word: /authenticat|password/i,
}));

export const rejectedPasswords = rejected('rejected-passwords', random => ({
  ...{family: 4, common: {version: 2, authentication: 'password'}, one: {}},
  other: {password: random.pick(['Secret', 'secret2', 'another'])},
  word: /their passwords differ/,
}));

/** One node's advertisements have crossed a router. */
export const rejectedHops = rejected('rejected-hops', random => ({
  one: {},
  other: {ttl: random.pick([1, 64, 254])},
  word: /time to live of (?:1|64|254) instead of 255/,
}));

/** The nodes have different intervals. */
export const rejectedIntervals = rejected('rejected-intervals', random => ({
  ...{common: {version: 2}, family: 4, one: {}},
  other: {interval: random.pick([2, 3, 5]) * SECOND},
  word: /their intervals differ .* is master of VRRPv2 \d+: priority 150, every 1000 ms,|every 1000 ms, .* their intervals differ/,
}));

/** Both sign, with different keys, one of which is known. */
export const rejectedKeys = rejected('rejected-keys', random => ({
  ...{common: {authentication: 'trailer'}, one: {}, keys: [KEY]},
  other: {key: Uint8Array.from({length: 32 + random.below(33)}, () => random.below(256))},
  word: /different keys/,
}));

/** Both sign, but their clocks differ, so each takes the other's advertisements for replays. */
export const rejectedClocks = rejected('rejected-clocks', random => ({
  ...{common: {authentication: 'trailer'}, one: {}},
  other: {clockAhead: (random.below(2) === 0 ? 1n : -1n) * BigInt(6 + random.below(3600)) * 1_000_000_000n},
  word: /clocks for signing are/,
}));

/** One node's advertisements go to the MAC of another group, or to an unused MAC. */
export const rejectedGroupMac = rejected('rejected-group-mac', random => ({
  one: {},
  other: {groupMac: parseMac(random.pick(['01:00:5e:00:00:13', '33:33:00:00:00:13', '02:00:00:00:00:99']))},
  word: /instead of (?:01:00:5e:00:00:12|33:33:00:00:00:12)/,
}));

/**
 * A router that rejects an advertisement waits a whole interval before sending its own, so only the first one
 * of one router is ever heard. Its announcements, with silence in between, do not show that it has
 * yielded.
 */
export const rejectedHeldBack = kind('rejected-held-back', (random, addresses) => {
  const late = between(random, 1, 4);
  const stage = new Stage(random, addresses, {...{whole: true, at: 'mirror'}, length: late + 12});
  const {a, b, client, vip, family} = stage;
  const router = {virtualRouterId: 1 + random.below(255), interval: SECOND, version: 3 as const};
  const all = [vip, stage.places.ip(family)];
  const one = stage.speaker(a, {...router, priority: 150});
  const other = stage.speaker(b, {...router, priority: 100, addresses: all});
  const plan = {...stage.anyAnnouncement(), count: 3};
  a.hold(vip);
  stage.at(0.1, () => one.start());
  stage.at(0.101, () => a.announce(vip, plan));
  stage.at(late - 0.001, () => other.start());
  stage.at(late + 0.5, () => other.stop());
  for (const ip of all) stage.take(late, b, {ip, plan});
  stage.at(late + 5, () => b.announce(vip, plan));
  // The address is asked repeatedly, and both answer each time.
  for (const after of [6, 7, 8, 9]) stage.at(late + after, () => client.ask(vip));
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('ADVERTS_REJECTED', {alsoFine: ['TWO_OWNERS']});
    return {
      exit: 1,
      addresses: [truth],
      others: all,
      present: [/lists of addresses differ/],
      absent: [/yielded by itself/, /already on its way/],
    };
  });
});

/** One of the two lists an additional address, which has one owner. */
export const rejectedLists = kind('rejected-lists', (random, addresses) => {
  const late = between(random, 1, 4);
  const stage = new Stage(random, addresses, {
    whole: true,
    at: 'mirror',
    length: late + between(random, 10, 20),
  });
  const {a, b, family} = stage;
  const router = stage.anyRouter();
  const all = stage.places.row(family, 2 + random.below(3));
  const sources = [stage.sourceOf(a), stage.sourceOf(b)] as const;
  const common = all.slice(0, -1);
  const one = stage.speaker(a, {...router, source: sources[0], priority: 150, addresses: common});
  const other = stage.speaker(b, {...router, source: sources[1], priority: 100, addresses: all});
  for (const ip of common) a.hold(ip);
  stage.talk(4, {ip: common[0] ?? stage.vip, sort: 'ping'});
  stage.at(0.1, () => one.start());
  stage.at(0.101, () => {
    for (const ip of common) a.announce(ip, stage.anyAnnouncement());
  });
  stage.at(late - 0.001, () => other.start());
  for (const ip of all) stage.take(late, b, {ip});
  return stage.tell(() => ({
    exit: 1,
    addresses: all.map(ip => {
      const {outages: _, ...truth} = common.includes(ip)
        ? stage.about('ADVERTS_REJECTED', {ip, alsoFine: ['TWO_OWNERS']})
        : stage.about('HEALTHY', {ip, alsoFine: ['CANNOT_TELL', 'ADVERTS_REJECTED'], changes: 0});
      return truth;
    }),
    present: [
      ...sources.map(source => new RegExp(source.replaceAll('.', '\\.'))),
      new RegExp(`both become master, and ${all.at(-1)} is advertised by ${sources[1]} alone`),
    ],
  }));
});

/** Some of the addresses of a machine that dies move to the other, and some do not. */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';

interface Group {
  /** The number of addresses that stay. */
  readonly stay: number;
  /** Whether those that stay are only pinged, never claimed. */
  readonly isUnclaimed?: boolean;
  /** Whether the machines advertise, from their own addresses. */
  readonly advertises?: boolean;
}

function group(random: Random, addresses: Random, {stay, isUnclaimed = false, advertises = false}: Group) {
  const at = between(random, 3, 8);
  const dark = random.pick([between(random, 0.001, 0.4), between(random, 0.4, 4)]);
  const stage = new Stage(random, addresses, {whole: true, length: at + dark + between(random, 6, 15)});
  const {a, b} = stage;
  const all = stage.places.row(stage.family, whole(random, 2, 4) + stay);
  const left = new Set(Array.from({length: stay}, (_, index) => all[all.length - 1 - index * 2]));
  for (const ip of all) {
    a.hold(ip);
    if (!isUnclaimed || !left.has(ip)) a.announce(ip, {...stage.anyAnnouncement(), count: 2});
    stage.talk(4, {ip, sort: 'ping'});
  }
  if (advertises) {
    // Slow enough for an outage of any length here to be a takeover.
    const router = {version: 3 as const, virtualRouterId: whole(random, 1, 255), interval: 2 * SECOND};
    const moving = all.filter(ip => !left.has(ip));
    const [one, other] = [a, b].map(node => stage.speaker(node, {...router, addresses: moving}));
    stage.at(0.02, () => one?.start());
    stage.at(at, () => one?.stop());
    stage.at(at + dark, () => other?.start());
  }
  stage.at(at, () => a.crash());
  const announcement = {...stage.anyAnnouncement(), count: 3};
  stage.at(at + dark, () => {
    for (const ip of all) {
      if (left.has(ip)) continue;
      b.hold(ip);
      b.announce(ip, announcement);
    }
  });
  return {stage, all, left};
}

export const leftBehind = kind('left-behind', (random, addresses) => {
  const {stage, all, left} = group(random, addresses, {stay: random.pick([1, 1, 2])});
  return stage.tell(() => ({
    exit: 1,
    addresses: all.map(ip =>
      left.has(ip) ? stage.about('LEFT_BEHIND', {ip, changes: 0}) : stage.about('HEALTHY', {ip, changes: 1}),
    ),
  }));
});

/** An unclaimed address that is only pinged may be the machine's own, unless that is known. */
export const leftBehindPinged = kind('left-behind-pinged', (random, addresses) => {
  const advertises = random.oneIn(2);
  const {stage, all, left} = group(random, addresses, {stay: 1, isUnclaimed: true, advertises});
  // Naming the address means that it should move.
  const isKnown = stage.linkLocals.size > 0 || (advertises && stage.family === 4);
  const verdict = isKnown ? 'LEFT_BEHIND' : 'CANNOT_TELL';
  return stage.tell(() => ({
    exit: isKnown ? 1 : 3,
    addresses: all.map(ip =>
      left.has(ip) ? stage.about(verdict, {ip, changes: 0}) : stage.about('HEALTHY', {ip, changes: 1}),
    ),
    present: [/\(frame \d+\), but \S+ did not; /],
    absent: isKnown ? [/own address/] : [/LEFT_BEHIND/],
  }));
});

/** Of several unclaimed addresses, hardly all are the machine's own, although with IPv6 they may be. */
export const severalLeftBehindPinged = kind('several-left-behind-pinged', (random, addresses) => {
  const {stage, all, left} = group(random, addresses, {stay: random.pick([2, 3]), isUnclaimed: true});
  const isKnown = stage.family === 4;
  return stage.tell(() => ({
    exit: isKnown ? 1 : 3,
    addresses: all.map(ip =>
      left.has(ip)
        ? stage.about(isKnown ? 'LEFT_BEHIND' : 'CANNOT_TELL', {ip, changes: 0})
        : stage.about('HEALTHY', {ip, changes: 1}),
    ),
    present: isKnown ? [/rarely has more than one address of its own/] : [/own address/],
  }));
});

/** The address of the machine itself, from which it advertises, does not move, and is not left behind. */
export const ownAddressPinged = kind('own-address-pinged', (random, addresses) => {
  const {stage, all} = group(random, addresses, {stay: 0, advertises: true});
  const {a} = stage;
  const ip = stage.sourceOf(a);
  a.hold(ip);
  stage.talk(4, {ip, sort: 'ping'});
  return stage.tell(() => ({
    exit: 0,
    addresses: all.map(one => stage.about('HEALTHY', {ip: one, changes: 1})),
    absent: [/LEFT_BEHIND/, /did not move/],
  }));
});

export const groupMoved = kind('group-moved', (random, addresses) => {
  const {stage, all} = group(random, addresses, {stay: 0});
  return stage.tell(() => ({
    exit: 0,
    addresses: all.map(ip => stage.about('HEALTHY', {ip, changes: 1})),
    groups: [all],
  }));
});

/** One client is not answered while the others are, which is reported for that client only. */

import type {IpAddress} from '@vip/arp';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {HEEDS_ALL} from '../sim/neighbours.js';
import {Stage} from '../sim/stage.js';

const literally = (ip: IpAddress) => ip.replaceAll('.', '\\.');

/** The first line must not claim an outage as long as the time between two answers to another client. */
export const oneIgnores = kind('one-ignores', (random, addresses) => {
  const at = between(random, 3, 8);
  const patience = between(random, 4, 9);
  const stage = new Stage(random, addresses, {at: 'mirror', length: at + patience + between(random, 5, 9)});
  const {a, b, vip} = stage;
  const deaf = stage.newClient('deaf');
  deaf.habits = {...HEEDS_ALL, heeds: () => false, patience: patience * SECOND, unicast: random.below(4)};
  a.hold(vip);
  for (const client of [stage.client, deaf])
    stage.talk(2, {asker: stage.asker(client), sort: 'ping', every: between(random, 0.1, 0.3) * SECOND});
  stage.hand(at, a, b);
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('ANNOUNCED_BUT_IGNORED', {
      changes: 1,
      clients: [{ip: deaf.ip, outages: stage.outages(vip, deaf.ip)}],
    });
    return {
      exit: 1,
      addresses: [truth],
      present: [new RegExp(`ANNOUNCED_BUT_IGNORED, .{20,140}, dark for ${literally(deaf.ip)} for `)],
      absent: [/dark for less than/],
    };
  });
});

/** Nothing moves, but the owner's firewall drops one client's packets. */
export const oneCutOff = kind('one-cut-off', (random, addresses) => {
  const at = between(random, 3, 8);
  const dark = between(random, 2, 10);
  const stage = new Stage(random, addresses, {at: 'mirror', length: at + dark + between(random, 3, 8)});
  const {a, vip, network} = stage;
  const victim = stage.newClient('victim');
  const isCut = () => network.clock.now >= at * SECOND && network.clock.now < (at + dark) * SECOND;
  a.hold(vip, {ignores: asker => asker === victim.ip && isCut()});
  for (const client of [stage.client, victim])
    stage.talk(2, {asker: stage.asker(client), sort: 'ping', every: between(random, 0.1, 0.3) * SECOND});
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('OUTAGE', {
      changes: 0,
      clients: [{ip: victim.ip, outages: stage.outages(vip, victim.ip)}],
    });
    const present = [new RegExp(`For ${literally(victim.ip)} only, there was no answer`)];
    return {exit: 1, addresses: [truth], present, ask: [vip]};
  });
});

/** Between two of its rare questions, another client does not show that the address serves it; whoever is cut off was already, and that is told once. */
export const oneCutOffBesideRare = kind('one-cut-off-beside-rare', (random, addresses) => {
  const at = between(random, 3, 8);
  const dark = between(random, 6, 16);
  const stage = new Stage(random, addresses, {at: 'mirror', length: at + dark + between(random, 3, 8)});
  const {a, vip, network, client} = stage;
  const victim = stage.newClient('victim');
  const isCut = () => network.clock.now >= at * SECOND && network.clock.now < (at + dark) * SECOND;
  a.hold(vip, {ignores: asker => asker === victim.ip && isCut()});
  const rare = random.pick([between(random, 0.8, 2), (dark / 2) * between(random, 0.5, 0.95)]);
  stage.talk(2, {asker: stage.asker(client), sort: 'ping', every: rare * SECOND});
  stage.talk(2, {asker: stage.asker(victim), sort: 'ping', every: between(random, 0.1, 0.3) * SECOND});
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('OUTAGE', {
      changes: 0,
      clients: [{ip: victim.ip, outages: stage.outages(vip, victim.ip)}],
    });
    const present = [new RegExp(`For ${literally(victim.ip)} only, there was no answer`)];
    const ofAddress = /\d+-\d+ no answer for /;
    return {exit: 1, addresses: [truth], present, absent: [ofAddress], ask: [vip]};
  });
});

/**
 * The address moves without a fault. One client asks, before and after, for something that neither owner
 * answers.
 */
export const oneNeverServed = kind('one-never-served', (random, addresses) => {
  const at = between(random, 3, 8);
  const stage = new Stage(random, addresses, {at: 'mirror', length: at + between(random, 5, 9)});
  const {a, b, vip} = stage;
  const stranger = stage.newClient('stranger');
  const holding = {ignores: (asker: IpAddress) => asker === stranger.ip};
  a.hold(vip, holding);
  for (const client of [stage.client, stranger])
    stage.talk(2, {asker: stage.asker(client), sort: 'ping', every: between(random, 0.1, 0.3) * SECOND});
  stage.hand(at, a, b, {holding});
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('HEALTHY', {changes: 1});
    const who = literally(stranger.ip);
    const apart = `except those from ${who}, which were never answered, not even before the change`;
    // The same, if the other client lost a question.
    const beside = `Questions from ${who} were never answered, not even before the change`;
    const present = [new RegExp(`${apart}|${beside}`)];
    return {exit: 0, addresses: [truth], present, absent: [/OUTAGE/, /SWITCH_STALE/]};
  });
});

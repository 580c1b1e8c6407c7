/** Two machines have the address at once, and the capture shows both. */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';

/** Two masters that do not hear each other. Both advertise, announce repeatedly, and answer. */
export const twoMastersAnnouncing = kind('two-masters-announcing', (random, addresses) => {
  const splits = between(random, 3, 8);
  const stage = new Stage(random, addresses, {at: 'mirror', length: splits + between(random, 12, 25)});
  const {a, b, client, vip, network} = stage;
  const router = stage.anyRouter();
  const [one, other] = [a, b].map((node, index) =>
    stage.speaker(node, {...router, priority: 150 - 50 * index}),
  );
  const refresh = between(random, 3, 6) * SECOND;
  const plan = {...stage.anyAnnouncement(), count: 1};
  a.hold(vip);
  stage.talk(3, {sort: 'ping'});
  stage.at(0.05, () => one?.start());
  stage.take(splits, b, {plan: {...plan, count: 2}});
  stage.at(splits, () => other?.start());
  for (const [node, from] of [
    [a, splits + 1.5],
    [b, splits + 3],
  ] as const) {
    stage.at(from, () =>
      network.clock.repeat(
        () => refresh,
        () => {
          node.announce(vip, plan);
          return network.clock.now < stage.length;
        },
      ),
    );
  }
  stage.at(splits + 2, () => client.ask(vip));
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('TWO_OWNERS');
    return {exit: 1, addresses: [truth], absent: [/HEALTHY/]};
  });
});

/**
 * Two machines announce in turn for a long time, and both answer. That is one finding, not one for each turn.
 */
export const inTurns = kind('in-turns', (random, addresses) => {
  const stage = new Stage(random, addresses, {at: 'mirror', length: between(random, 20, 60)});
  const {a, b, vip, network} = stage;
  const every = between(random, 2, 5);
  const offset = every * between(random, 0.3, 0.7);
  const plan = {...stage.anyAnnouncement(), count: 1};
  for (const [node, from] of [
    [a, 0.1],
    [b, 0.1 + offset],
  ] as const) {
    node.hold(vip);
    stage.at(from, () =>
      network.clock.repeat(
        () => every * SECOND,
        () => {
          node.announce(vip, plan);
          return network.clock.now < stage.length;
        },
      ),
    );
  }
  stage.talk(3, {from: 0.5, sort: 'ping'});
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('TWO_OWNERS', {alsoFine: ['FLAPPING']});
    return {exit: 1, addresses: [truth], absent: [/HEALTHY/]};
  });
});

/**
 * Real servers answer ARP for the director's address (the ARP problem of LVS). Each request has several
 * answers, and nothing is lost.
 */
export const realServersAnswer = kind('real-servers-answer', (random, addresses) => {
  const stage = new Stage(random, addresses, {whole: true, length: between(random, 6, 15)});
  const {a, b, client, vip} = stage;
  const nodes = [a, b, ...(random.oneIn(2) ? [stage.node('third')] : [])];
  for (const node of nodes) node.hold(vip);
  const questions = whole(random, 3, 6);
  for (let turn = 0; turn < questions; turn++) stage.at(0.2 + turn * 0.9, () => client.ask(vip));
  stage.talk(2, {sort: 'ping'});
  return stage.tell(() => {
    const truth = stage.about('TWO_OWNERS', {outages: []});
    return {exit: 1, addresses: [truth], present: nodes.map(({mac}) => new RegExp(mac)), ask: [vip]};
  });
});

/**
 * Make before break: the new owner takes the address before the old one releases it. Nothing is lost, and the
 * last announcement counts.
 */
export const takenFirst = kind('taken-first', (random, addresses) => {
  const at = between(random, 3, 8);
  const both = between(random, 0.5, 4);
  const stage = new Stage(random, addresses, {length: at + both + between(random, 5, 10)});
  const {a, b, vip} = stage;
  a.hold(vip);
  stage.talk(3, {sort: 'ping'});
  stage.take(at, b);
  stage.at(at + both, () => a.release(vip));
  return stage.tell(() => ({exit: 0, addresses: [stage.about('HEALTHY', {changes: 1, outages: []})]}));
});

/**
 * The same with duplicate address detection: the old owner defends the address, so the new one never gets it,
 * and then releases it.
 */
export const defended = kind('defended-then-gone', (random: Random, addresses) => {
  const at = between(random, 3, 8);
  const gone = at + between(random, 2, 5);
  const stage = new Stage(random, addresses, {family: 6, length: gone + between(random, 6, 15)});
  const {a, b, vip} = stage;
  a.hold(vip);
  stage.talk(5, {sort: 'ping'});
  stage.at(at, () => b.probe(vip));
  stage.at(gone, () => a.release(vip));
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('OUTAGE', {changes: 0, notes: ['PROBE_DEFENDED']})],
    absent: [/HEALTHY/],
    ask: [vip],
  }));
});

/**
 * A machine probes whether the address is free (RFC 5227, RFC 4862 §5.4). The owner objects, which ends the
 * matter.
 */
export const probeDefended = kind('probe-defended', (random, addresses) => {
  const at = between(random, 3, 8);
  const stage = new Stage(random, addresses, {at: 'mirror', length: at + between(random, 4, 12)});
  const {a, b, vip, family} = stage;
  a.hold(vip);
  stage.talk(3);
  const probes = family === 6 ? 1 : whole(random, 1, 3);
  for (let turn = 0; turn < probes; turn++) stage.at(at + turn * 1.1, () => b.probe(vip));
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0, notes: ['PROBE_DEFENDED']})],
    absent: [/TWO_OWNERS/],
  }));
});

/** The same with nothing else heard of the address, so the owner is known only by its objection. */
export const probeDefendedAlone = kind('probe-defended-alone', (random, addresses) => {
  const at = between(random, 1, 4);
  const stage = new Stage(random, addresses, {
    whole: true,
    at: 'mirror',
    length: at + between(random, 4, 12),
  });
  const {a, b, vip} = stage;
  a.hold(vip);
  stage.at(at, () => b.probe(vip));
  return stage.tell(() => ({
    ...{exit: 3, alsoExit: [0]},
    addresses: [stage.about('CANNOT_TELL', {alsoFine: ['HEALTHY'], changes: 0, notes: ['PROBE_DEFENDED']})],
    present: [new RegExp(`${b.mac} probed for it .*, and ${a.mac}, which has it, objected`)],
    absent: [/TWO_OWNERS/],
  }));
});

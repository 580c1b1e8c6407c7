/**
 * Captures at a place that not all traffic passes, such as one port of a bond. Silence there is no evidence
 * unless everything falls silent.
 */

import {type IpAddress, isGroupMac} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import {type Kind, kind} from '../kind.js';
import {between} from '../sim/chance.js';
import type {Client} from '../sim/client.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';
import type {Sort} from '../traffic/talk.js';

/** Whether a client's packets to the address are seen here, and whether those from it are. */
interface Ways {
  readonly questions: (asker: IpAddress) => boolean;
  readonly answers: (asker: IpAddress) => boolean;
}

function seenBy(stage: Stage, {questions, answers}: Ways): void {
  stage.network.vantage = (from, _, {destination, body}) => {
    if (isGroupMac(destination)) return true;
    if (!('ends' in body)) return from === stage.a;
    return from === stage.a ? answers(body.ends.destination) : questions(body.ends.source);
  };
}

interface Cast {
  readonly stage: Stage;
  /** A client of which both directions are seen at first. */
  readonly whole: Client;
  /** A client of which one direction is seen. */
  readonly half: Client;
}

function cast(random: Random, addresses: Random, length: number): Cast {
  const stage = new Stage(random, addresses, {at: 'mirror', whole: true, length});
  stage.a.hold(stage.vip);
  const half = stage.newClient('half');
  for (const one of [stage.client, half]) one.knows(stage.vip, stage.a.mac);
  return {stage, whole: stage.client, half};
}

/**
 * From some moment on, the bond sends to one client from its other port; another client's answers are seen
 * here without its questions.
 */
const answersMove = (name: string, unseen: keyof Ways): Kind =>
  kind(name, (random, addresses) => {
    const at = between(random, 3, 8);
    const {stage, whole, half} = cast(random, addresses, at + between(random, 8, 20));
    const {vip, network} = stage;
    const hasMoved = () => network.clock.now >= at * SECOND;
    // Or the client is given the other port only then, while it keeps asking.
    const moves = random.oneIn(2);
    seenBy(stage, {
      questions: asker => asker === whole.ip || unseen === 'answers' || (moves && !hasMoved()),
      answers: asker => (asker === whole.ip ? !hasMoved() : unseen === 'questions'),
    });
    const every = () => between(random, 0.2, 0.6) * SECOND;
    stage.talk(2, {asker: stage.asker(whole), sort: 'ping', every: every()});
    const sort = unseen === 'answers' ? random.pick(['requests', 'download'] as const) : undefined;
    // For UDP, it is known only if the pair had answers.
    const sorts = moves ? (['ping', 'requests', 'dns'] as const) : (['ping', 'requests'] as const);
    stage.talk(2, {
      asker: stage.asker(half),
      sort: sort ?? random.pick<Sort>(sorts),
      every: every(),
    });
    stage.at(0.005, () => stage.a.announce(vip, stage.anyAnnouncement()));
    return stage.tell(() => ({
      exit: 3,
      addresses: [stage.about('CANNOT_TELL', {changes: 0, outages: []})],
      present: [/only half of some conversations/, /no evidence/],
      absent: [/OUTAGE/, /SWITCH_STALE/, /HEALTHY/],
      ask: [vip],
    }));
  });

export const questionsElsewhere = answersMove('questions-elsewhere', 'questions');
export const answersElsewhere = answersMove('answers-elsewhere', 'answers');

/** The same place, with no more packets from the address to any client. */
export const halfSeenDies = kind('half-seen-dies', (random, addresses) => {
  const at = between(random, 4, 9);
  const {stage, whole, half} = cast(random, addresses, at + between(random, 6, 15));
  const {a, vip} = stage;
  seenBy(stage, {questions: asker => asker === whole.ip, answers: () => true});
  for (const one of [whole, half])
    stage.talk(2, {asker: stage.asker(one), sort: 'ping', every: between(random, 0.2, 0.5) * SECOND});
  stage.at(0.005, () => a.announce(vip, stage.anyAnnouncement()));
  stage.at(at, () => a.crash());
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('OUTAGE', {changes: 0})],
    absent: [/HEALTHY/, /no evidence/],
    ask: [vip],
  }));
});

/**
 * The client's questions do not reveal whether it is answered. From some moment on, answers take another
 * path, or stop, and nothing here shows which.
 */
const movesUnseen = (name: string, sort: 'ping' | 'dns', alone: RegExp): Kind =>
  kind(name, (random, addresses) => {
    const at = between(random, 3, 8);
    const {stage, whole, half} = cast(random, addresses, at + between(random, 8, 20));
    const {vip, network} = stage;
    seenBy(stage, {
      questions: () => true,
      answers: asker => asker !== whole.ip || network.clock.now < at * SECOND,
    });
    for (const one of [whole, half])
      stage.talk(2, {asker: stage.asker(one), sort, every: between(random, 0.2, 0.6) * SECOND});
    stage.at(0.005, () => stage.a.announce(vip, stage.anyAnnouncement()));
    return stage.tell(() => {
      const {outages: _, ...truth} = stage.about('OUTAGE', {changes: 0});
      return {
        exit: 1,
        addresses: [truth],
        present: [new RegExp(`For ${whole.ip} only`), alone, /capture at all of them/],
        absent: [/SWITCH_STALE/],
        ask: [vip],
      };
    });
  });

export const pingsMoveUnseen = movesUnseen(
  'pings-move-unseen',
  'ping',
  /pings alone do not show whether their answers bypassed this capture/,
);
export const datagramsMoveUnseen = movesUnseen(
  'datagrams-move-unseen',
  'dns',
  /datagrams alone do not show whether their answers bypassed this capture/,
);

/**
 * Only one direction is mirrored, and one segment is retransmitted. That the others are not acknowledged here
 * is no evidence.
 */
export const oneDirectionRepeats = kind('one-direction-repeats', (random, addresses) => {
  const length = between(random, 10, 20);
  const {stage, whole} = cast(random, addresses, length);
  const {a, vip, network} = stage;
  seenBy(stage, {questions: () => true, answers: () => false});
  stage.talk(2, {
    asker: stage.asker(whole),
    sort: random.pick(['upload', 'requests']),
    every: between(random, 0.2, 0.6) * SECOND,
  });
  stage.at(0.005, () => a.announce(vip, stage.anyAnnouncement()));
  const at = between(random, 2, 4);
  let isDone = false;
  network.loses = (_, to, {body}) => {
    if (isDone || to !== a || network.clock.now < at * SECOND || body.type !== 'segment') return false;
    isDone = body.segment.length > 0;
    return isDone;
  };
  return stage.tell(() => ({
    exit: 3,
    addresses: [stage.about('CANNOT_TELL', {changes: 0, outages: []})],
    absent: [/OUTAGE/, /SWITCH_STALE/, /HEALTHY/],
    ask: [vip],
  }));
});

/**
 * After the handover, the old owner is heard once more, with an answer that was on its way or a reset of a
 * session that it remembers.
 */

import type {IpAddress} from '@vip/arp';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import type {Client} from '../sim/client.js';
import {MS} from '../sim/clock.js';
import type {Node} from '../sim/node.js';
import {Stage} from '../sim/stage.js';
import type {Outage, OutageBounds} from '../truth.js';
import {isAt} from '../wire/neighbour.js';
import {segmentMessage} from '../wire/transport.js';

/** A neighbour asked the old owner, whose answer arrives after the new owner's announcement. */
export const inFlight = kind('in-flight', (random, addresses) => {
  const at = between(random, 4, 10);
  const stage = new Stage(random, addresses, {at: 'mirror', length: at + between(random, 5, 12)});
  const {a, b, vip} = stage;
  const other = stage.newClient('other');
  a.hold(vip);
  stage.talk(3);
  stage.at(at - 0.0001, () => other.ask(vip));
  stage.at(at - 0.00005, () => a.release(vip));
  stage.take(at, b, {plan: {...stage.anyAnnouncement(), gap: 0.1 * MS}});
  stage.at(at + between(random, 0.0006, 0.005), () => answerLate(a, vip, other));
  stage.at(at + between(random, 1.2, 3), () => other.ask(vip));
  return stage.tell(() => ({
    exit: 0,
    addresses: [
      stage.about('HEALTHY', {
        ...{changes: 1, notes: ['LATE_OLD_OWNER']},
        // The neighbour's previous answered question may also be the last before the move.
        outages: stage.outages(vip, stage.client.ip).map(outage => ({
          ...outage,
          also: [...outage.also, ...afterQuestionsOf(stage, other.ip, outage)],
        })),
      }),
    ],
    absent: [/TWO_OWNERS/],
  }));
});

/**
 * The old owner answers the client itself, some milliseconds late, so a few frames go astray until the next
 * set.
 */
export const answersLate = kind('answers-late', (random, addresses) => {
  const at = between(random, 4, 10);
  const late = between(random, 0.008, 0.04);
  const stage = new Stage(random, addresses, {length: at + between(random, 5, 12)});
  const {a, b, client, vip} = stage;
  a.hold(vip);
  const plan = {...stage.anyAnnouncement(), gap: 0.1 * MS};
  stage.talk(1.5, {sort: 'ping'});
  // The client asked the old owner, and has followed the announcement by the time the answer comes.
  stage.at(at - 0.001, () => client.ask(vip));
  stage.at(at - 0.00099, () => a.release(vip));
  stage.take(at, b, {plan});
  stage.at(at + late, () => answerLate(a, vip, client));
  stage.at(at + late + between(random, 0.2, 0.7), () => b.announce(vip, plan));
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {notes: ['LATE_OLD_OWNER']})],
    absent: [/TWO_OWNERS/],
  }));
});

/** A reset from the old node, long after the move, is no sign of service. */
export const oldNodeResets = kind('old-node-resets', (random, addresses) => {
  const at = between(random, 3, 8);
  const dark = between(random, 1.5, 4);
  const stage = new Stage(random, addresses, {length: at + dark + between(random, 4, 10)});
  const {a, b, client, vip} = stage;
  a.hold(vip);
  stage.talk(dark, {sort: 'ping'});
  stage.at(at, () => a.release(vip));
  stage.take(at + dark, b);
  const resets = () => {
    const ports = {sourcePort: 80, destinationPort: 40_000 + random.below(20_000)};
    const numbers = {sequence: random.below(2 ** 32), acknowledgment: 0};
    const segment = {...ports, ...numbers, flags: 'R', length: 0};
    const ends = {source: vip, destination: client.ip};
    a.transmit(ends, client.mac, segmentMessage(ends, segment), {type: 'segment', ends, segment}, a.mac);
  };
  // During the outage, the reset does not end it, and afterwards it does not return the address.
  for (const when of [at + between(random, 0.3, dark - 0.3), at + dark + between(random, 0.5, 2)]) {
    if (!random.oneIn(3)) stage.at(when, resets);
  }
  return stage.tell(() => ({
    exit: 0,
    addresses: [
      stage.about('HEALTHY', {
        changes: 1,
        owners: stage.owners({mac: a.mac, since: 0}, {mac: b.mac, since: at + dark}),
      }),
    ],
    absent: [/TWO_OWNERS/, /REPLACED_BY_OLD_OWNER/],
  }));
});

function answerLate(old: Node, vip: Stage['vip'], to: Client): void {
  old.tell(isAt(vip, old.mac, to), {type: 'is-at', ip: vip, mac: old.mac});
}

function afterQuestionsOf({ledger, vip}: Stage, asker: IpAddress, outage: Outage): OutageBounds[] {
  const {lastAnswered = 0, firstUnanswered} = outage;
  return ledger
    .seen(vip, asker)
    .filter(({record: {number}}) => number > lastAnswered && number < firstUnanswered)
    .flatMap(({record: {number}}) => [outage, ...outage.also].map(one => ({...one, lastAnswered: number})));
}

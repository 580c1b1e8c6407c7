/**
 * Poisoning: one MAC claims the ends of a conversation, repeatedly and unasked, and forwards what it
 * receives, or does not.
 */

import {type Kind, kind, type Made} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Middle, type MiddleOptions} from '../sim/middle.js';
import {Stage} from '../sim/stage.js';
import type {AddressTruth} from '../truth.js';

interface Poisoning extends MiddleOptions {
  /** Who is deceived. If the owner is, its answers go to the machine in the middle. */
  readonly deceives: 'client' | 'owner' | 'both';
  /** Whether the capture begins during the attack, so that its first frames are the claims. */
  readonly isUnderWay: boolean;
}

const WORDS = ['replies', 'questions', 'announcements'] as const;

/** The number of claims that a capture beginning during the attack must contain. */
const CLAIMS = 3;

function poisoned(
  ...[random, addresses, {deceives, isUnderWay, ...options}]: [
    ...Parameters<Parameters<typeof kind>[1]>,
    Poisoning,
  ]
): Omit<Made, 'name'> {
  const at = between(random, 3, 6);
  const every = between(random, 1, 3);
  const length = at + between(random, 12, 25);
  const stage = new Stage(random, addresses, {at: 'mirror', length});
  const {a, client, vip, network} = stage;
  const middle = new Middle(stage, options);
  const isDeceived = () => deceives !== 'client' && network.clock.now > at * SECOND;
  a.hold(vip, {trusts: ip => (ip === client.ip && isDeceived() ? middle.mac : undefined)});
  stage.talk(3, {sort: 'ping'});
  stage.at(at, () =>
    network.clock.repeat(
      () => every * SECOND,
      () => {
        if (deceives !== 'owner') middle.claim(vip, client);
        if (deceives !== 'client') middle.claim(client.ip, {mac: a.mac, ip: vip});
        return network.clock.now < stage.length;
      },
    ),
  );
  if (isUnderWay) {
    network.begin = Math.min(at + between(random, -0.1, 1), length - CLAIMS * every) * SECOND;
    stage.needsFrom(0);
  }
  return stage.tell(() => {
    const {outages: _, ...truth}: AddressTruth = stage.about('MAN_IN_THE_MIDDLE');
    return {
      exit: 1,
      addresses: [truth],
      others: [client.ip],
      present: [new RegExp(middle.mac)],
      absent: [/HEALTHY/, /NO_ANNOUNCEMENT/, /IGNORED/],
      ask: [vip],
    };
  });
}

export const manInTheMiddle: Kind = kind('man-in-the-middle', (random, addresses) =>
  poisoned(random, addresses, {
    deceives: 'both',
    passesOn: !random.oneIn(4),
    countsHops: random.oneIn(2),
    says: random.pick(WORDS),
    isUnderWay: random.oneIn(3),
  }),
);

/** Only traffic to the owner is diverted; its answers reach the client directly. */
export const middleOneWay: Kind = kind('man-in-the-middle-one-way', (random, addresses) =>
  poisoned(random, addresses, {
    deceives: 'client',
    passesOn: true,
    countsHops: random.oneIn(2),
    says: random.pick(WORDS),
    isUnderWay: random.oneIn(3),
  }),
);

/** Nothing is forwarded, and the capture shows nothing from before the attack. */
export const middleHole: Kind = kind('man-in-the-middle-hole', (random, addresses) =>
  poisoned(random, addresses, {
    deceives: 'both',
    passesOn: false,
    countsHops: false,
    says: random.pick(WORDS),
    isUnderWay: true,
  }),
);

/**
 * Only the client is deceived, about an owner that was heard before. Its questions go to the attacker and no
 * further.
 */
export const middleSink: Kind = kind('man-in-the-middle-sink', (random, addresses) =>
  poisoned(random, addresses, {
    deceives: 'client',
    passesOn: false,
    countsHops: false,
    says: random.pick(WORDS),
    isUnderWay: false,
  }),
);

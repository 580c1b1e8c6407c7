/** Poisoning: one MAC claims the ends of a conversation, repeatedly and unasked, and passes on what it gets, or does not. */

import {type Kind, kind, type Made} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Middle, type MiddleOptions} from '../sim/middle.js';
import {Stage} from '../sim/stage.js';
import type {AddressTruth} from '../truth.js';

interface Poisoning extends MiddleOptions {
  /** If the owner is, what it answers goes to the one in the middle. */
  readonly deceives: 'client' | 'owner' | 'both';
  /** Who begins to capture when it is under way sees its claims first. */
  readonly isUnderWay: boolean;
}

const WORDS = ['replies', 'questions', 'announcements'] as const;

/** Whoever captures in its midst has to see this many of its claims. */
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

/** The owner answers the client itself: only what is said to it goes there. */
export const middleOneWay: Kind = kind('man-in-the-middle-one-way', (random, addresses) =>
  poisoned(random, addresses, {
    deceives: 'client',
    passesOn: true,
    countsHops: random.oneIn(2),
    says: random.pick(WORDS),
    isUnderWay: random.oneIn(3),
  }),
);

/** Nothing is passed on, and nothing of the time before is seen. */
export const middleHole: Kind = kind('man-in-the-middle-hole', (random, addresses) =>
  poisoned(random, addresses, {
    deceives: 'both',
    passesOn: false,
    countsHops: false,
    says: random.pick(WORDS),
    isUnderWay: true,
  }),
);

/** Only the client is deceived, of an owner that was heard before: what it asks goes there, and no further. */
export const middleSink: Kind = kind('man-in-the-middle-sink', (random, addresses) =>
  poisoned(random, addresses, {
    deceives: 'client',
    passesOn: false,
    countsHops: false,
    says: random.pick(WORDS),
    isUnderWay: false,
  }),
);

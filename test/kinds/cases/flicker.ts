/**
 * An address that is removed and added again within a second, several times, as by a script that conflicts
 * with the address's manager, or a link that flaps.
 */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {exitOf, verdictOf} from '../sim/judge.js';
import {Stage} from '../sim/stage.js';

interface Story {
  readonly times: number;
  /** Seconds from one disappearance to the next; `gone` is how long each lasts. */
  readonly every: number;
  readonly gone: number;
}

function anyStory(random: Random): Story {
  const every = between(random, 0.3, 0.95);
  return {times: whole(random, 3, 8), every, gone: every * between(random, 0.1, 0.7)};
}

const FROM = 4;

function begin(random: Random, addresses: Random, {times, every, gone}: Story): Stage {
  const length = FROM + times * every + between(random, 5, 10);
  const stage = new Stage(random, addresses, {at: 'mirror', length});
  stage.a.hold(stage.vip);
  stage.a.announce(stage.vip, stage.anyAnnouncement());
  // Often enough for a question during each absence and each presence.
  const least = Math.min(gone, every - gone);
  stage.talk(1, {sort: 'ping', every: Math.max(0.005, between(random, 0.1, 0.4) * least) * SECOND});
  return stage;
}

/** On one machine: no other has the address, which returns with the same MAC each time. */
export const flicker = kind('flicker', (random, addresses) => {
  const story = anyStory(random);
  const stage = begin(random, addresses, story);
  const {a, vip} = stage;
  for (let turn = 0; turn < story.times; turn++) {
    const at = FROM + turn * story.every;
    stage.at(at, () => a.release(vip));
    stage.at(at + story.gone, () => {
      a.hold(vip);
      a.announce(vip, {...stage.anyAnnouncement(), count: 1});
    });
  }
  return stage.tell(() => {
    const outages = stage.outages();
    const {length: times} = outages;
    const lost = outages.reduce((sum, {questions}) => sum + questions, 0);
    // Three times or more are one fault, however short each is; fewer are separate outages, or none.
    const verdict = times >= 3 && lost >= 5 ? 'OUTAGE' : verdictOf(outages);
    return {
      exit: exitOf(verdict),
      addresses: [stage.about(verdict, {changes: 0})],
      absent: [/TWO_OWNERS/, /FLAPPING/, /FAILBACK/],
      ask: [vip],
    };
  });
});

/** A second machine has the address each time for less than a second, while the first has released it. */
export const flickersBetweenTwo = kind('flickers-between-two', (random, addresses) => {
  const story = {...anyStory(random), times: whole(random, 5, 9)};
  const stage = begin(random, addresses, story);
  const {a, b, vip} = stage;
  for (let turn = 0; turn < story.times; turn++) {
    const at = FROM + turn * story.every;
    const plan = {...stage.anyAnnouncement(), count: 1};
    stage.hand(at, a, b, {plan});
    stage.hand(at + story.gone, b, a, {plan});
  }
  return stage.tell(() => ({
    exit: 1,
    // Whether the first released it does not show in so short a time.
    addresses: [stage.about('FLAPPING', {alsoFine: ['TWO_OWNERS']})],
    absent: [/SILENT_FAILBACK/, /NO_ANNOUNCEMENT/],
    ask: [vip],
  }));
});

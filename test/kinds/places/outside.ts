/** An address that moves while a client's machine captures, or does not. */

import {type Kind, kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {MS} from '../sim/clock.js';
import {HEEDS_ALL} from '../sim/neighbours.js';
import {Stage} from '../sim/stage.js';

/** Length of the story in seconds, with frames from the beginning to the end. */
export const STORY_S = 14;
export const MOVES_AT_S = 7;

export const moveAlone: Kind = kind('move-alone', (random, addresses) => {
  const stage = new Stage(random, addresses, {
    length: STORY_S,
    whole: true,
    tagged: false,
    noise: false,
    family: 4,
  });
  const {a, b, vip, client} = stage;
  a.hold(vip);
  client.habits = HEEDS_ALL;
  stage.talk(1, {sort: 'ping', every: between(random, 5, 40) * MS});
  const router = {...stage.anyRouter(), interval: 200 * MS, version: 3} as const;
  const [one, other] = [a, b].map((node, index) =>
    stage.speaker(node, {...router, priority: 150 - 50 * index}),
  );
  stage.at(0.02, () => one?.start());
  stage.at(MOVES_AT_S - 0.001, () => one?.resign());
  stage.at(MOVES_AT_S, () => other?.start());
  stage.hand(MOVES_AT_S, a, b);
  return stage.tell(() => ({exit: 0, addresses: [stage.about('HEALTHY', {changes: 1})]}));
});

/**
 * The capturing machine's clock is set back between a failover and the failback, or forward during an outage.
 * That is reported, but neither creates a conflict nor lengthens an outage.
 */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {MS, SECOND} from '../sim/clock.js';
import {exitOf, verdictOf} from '../sim/judge.js';
import {Stage} from '../sim/stage.js';

export const clockStep = kind('clock-step', (random, addresses) => {
  const there = between(random, 3, 6);
  const step = there + between(random, 3, 6);
  const back = step + between(random, 3, 6);
  const by = BigInt(Math.round(between(random, 20, 120) * SECOND));
  const stage = new Stage(random, addresses, {length: back + between(random, 3, 8)});
  const {a, b, vip, network} = stage;
  a.hold(vip);
  stage.talk(1, {sort: 'ping'});
  stage.hand(there, a, b);
  stage.hand(back, b, a);
  const made = stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 2, notes: ['CLOCK_STEPPED']})],
    absent: [/TWO_OWNERS/, /-\d+(\.\d+)? m?s\b/],
  }));
  const first = network.captured.findIndex(({at}) => at >= step * SECOND);
  return {
    ...made,
    unordered: true,
    frames: made.frames.map(({at, bytes}, index) => ({at: index < first ? at : at - by, bytes})),
  };
});

/**
 * The clock is set forward in the middle of an outage, or while all is well. Questions and answers are the
 * same.
 */
export const clockForward = kind('clock-forward', (random, addresses) => {
  const at = between(random, 4, 8);
  const dark = random.pick([0, between(random, 2, 8)]);
  const by = BigInt(Math.round(between(random, 5, 7200) * SECOND));
  const every = between(random, 50, 400) * MS;
  const step = at + between(random, 0.3, 0.7) * Math.max(dark, 1);
  const stage = new Stage(random, addresses, {noise: false, length: at + dark + between(random, 4, 10)});
  const {a, vip, network} = stage;
  a.hold(vip);
  stage.talk(1, {sort: 'ping', every});
  stage.at(at, () => dark > 0 && network.blocked.add(a));
  stage.at(at + dark, () => network.blocked.delete(a));
  const made = stage.tell(() => {
    const verdict = verdictOf(stage.outages());
    return {
      exit: exitOf(verdict),
      addresses: [stage.about(verdict, {changes: 0, notes: ['CLOCK_STEPPED']})],
      ask: [vip],
    };
  });
  const seconds = network.captured.map(frame => frame.at / SECOND);
  const first = seconds.findIndex(second => second >= step);
  // From the first unanswered question to the last, by the clock before it was set.
  const most = Math.ceil(dark + (2 * every) / SECOND);
  return {
    ...made,
    unordered: true,
    frames: made.frames.map(({at: time, bytes}, index) => ({at: index < first ? time : time + by, bytes})),
    truth: {
      ...made.truth,
      absent: [new RegExp(`no answer for (?:at least )?(?!(?:${upTo(most)})(?:\\.|\\s))\\d+(?:\\.\\d+)? s`)],
    },
  };
});

const upTo = (most: number) => Array.from({length: most + 1}, (_, second) => second).join('|');

/** How long all observers have been answered, by the nodes' own time. */

import {STREAM, type TimelineEvent} from '@vip/analysis';
import {AnswerStreak} from '@vip/core/internal';
import test from 'ava';
import {MS} from '../../helpers/events.js';

const INTERVAL_MS = 10;

/**
 * Consecutive probes of ext from this time on, each with the delay of its answer, if there is one.
 * Milliseconds.
 */
function probes(fromMs: number, answers: readonly (number | undefined)[]): TimelineEvent[] {
  return answers.flatMap((answeredAfter, index): TimelineEvent[] => {
    const at = BigInt(fromMs + index * INTERVAL_MS) * MS;
    const probe = {node: 'ext', stream: 'probe', sequence: fromMs / INTERVAL_MS + index} as const;
    const sent: TimelineEvent = {...probe, at, kind: 'probe-sent'};
    if (answeredAfter === undefined) return [sent];
    const answer = {from: '10.3.2.200' as never, size: 64, sentAt: at};
    return [sent, {...probe, ...answer, at: at + BigInt(answeredAfter) * MS, kind: 'probe-answered'}];
  });
}

function streakOf(...events: TimelineEvent[]): AnswerStreak {
  const streak = new AnswerStreak('ext', STREAM.measure, INTERVAL_MS);
  for (const event of events) streak.take(event);
  return streak;
}

const answered = (count: number, after = 1) => Array.from({length: count}, () => after);
const lost = (count: number) => Array.from({length: count}, () => undefined);

test('it is steady if all probes of the period were answered, whenever that becomes known', t => {
  t.true(streakOf(...probes(1000, answered(11))).steadyFor(100, 1000n * MS)());
  t.false(streakOf(...probes(1000, answered(10))).steadyFor(100, 1000n * MS)());
  t.false(streakOf(...probes(1000, answered(20))).steadyFor(100, 1150n * MS)());
  t.false(streakOf(...probes(1000, [...answered(5), undefined, ...answered(9)])).steadyFor(100, 0n)());
});

test('it is not steady if the period ends with losses, however long it was steady before', t => {
  t.true(streakOf(...probes(1000, [...answered(50), ...lost(10)])).steadyFor(100, 0n)());
  t.false(streakOf(...probes(1000, [...answered(50), ...lost(20)])).steadyFor(100, 0n)());
});

test('if answers are only late, the machine is too busy, which is no outage', t => {
  t.true(streakOf(...probes(1000, answered(50, 300))).isLate);
  t.false(streakOf(...probes(1000, answered(50))).isLate);
  t.false(streakOf(...probes(1000, [...answered(50, 300), ...lost(200)])).isLate);
  t.false(streakOf(...probes(1000, [...answered(5, 300), ...answered(5)])).isLate);
});

test('answers to other nodes and streams do not count', t => {
  const others = probes(1000, answered(20)).map(event => ({...event, node: 'router'}));
  const readings = probes(1000, answered(20)).map(event => ({...event, stream: 'ping'}) as TimelineEvent);
  t.false(streakOf(...others, ...readings).steadyFor(50, 0n)());
});

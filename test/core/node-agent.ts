/** A compromised agent can report only about its own node, and only the kinds of event that agents report. */

import {encodeEvent, type TimelineEvent} from '@vip/analysis';
import type {Lab} from '@vip/core';
import {NodeAgent} from '@vip/core/internal';
import test from 'ava';

const SEEN: TimelineEvent = {at: 1n, node: 'ext', kind: 'probe-sent', stream: 'probe', sequence: 1};

/**
 * Runs an agent in `ext` that prints these lines. Returns the events that were accepted, and the error that
 * ended it.
 */
async function agentThatSays(...lines: readonly string[]) {
  const running = {
    lines: (async function* () {
      yield* lines;
    })(),
    pid: 1,
    writeLine() {},
    endInput() {},
    kill() {},
    abandon() {},
    ended: Promise.resolve({argv: [], stdout: '', stderr: '', exitCode: 0, signal: null, durationMs: 0}),
  };
  const believed: TimelineEvent[] = [];
  const agent = new NodeAgent({start: () => running} as unknown as Lab, 'ext', event => {
    believed.push(event);
  });
  const failure = await agent.ended;
  return {believed, message: failure?.message ?? ''};
}

test('events from its own node are accepted', async t => {
  const {believed} = await agentThatSays(encodeEvent(SEEN), encodeEvent(SEEN));
  t.deepEqual(believed, [SEEN, SEEN]);
});

for (const [title, event] of [
  ['another node, with a name that would be the path of a file', {...SEEN, node: '../../etc/cron.d/x'}],
  ['an event that only we record', {at: 1n, node: 'ext', kind: 'said', program: 'keepalived', text: 'x'}],
  ['something that is no event', {at: 1n, node: 'ext', kind: '__proto__'}],
] as const) {
  test(`an agent that reports ${title} ends the run`, async t => {
    const {believed, message} = await agentThatSays(encodeEvent(event as unknown as TimelineEvent));
    t.deepEqual(believed, []);
    t.regex(message, /^node ext: expected its observer to report what it saw there, got \{"node":/);
  });
}

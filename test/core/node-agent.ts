/** An agent that is no longer its own master tells of nothing but its own node, in the events of an agent. */

import {encodeEvent, type TimelineEvent} from '@vip/analysis';
import type {Lab} from '@vip/core';
import {NodeAgent} from '@vip/core/internal';
import test from 'ava';

const SEEN: TimelineEvent = {at: 1n, node: 'ext', kind: 'probe-sent', stream: 'probe', sequence: 1};

/** An agent in `ext` that says these lines. Returns what became of it, and what it was believed. */
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

test('what it saw in its node is believed', async t => {
  const {believed} = await agentThatSays(encodeEvent(SEEN), encodeEvent(SEEN));
  t.deepEqual(believed, [SEEN, SEEN]);
});

for (const [title, event] of [
  ['another node, whose name would be that of a file', {...SEEN, node: '../../etc/cron.d/x'}],
  ['what only we do ourselves', {at: 1n, node: 'ext', kind: 'said', program: 'keepalived', text: 'x'}],
  ['no event at all', {at: 1n, node: 'ext', kind: '__proto__'}],
] as const) {
  test(`an agent that tells of ${title} ends the run`, async t => {
    const {believed, message} = await agentThatSays(encodeEvent(event as unknown as TimelineEvent));
    t.deepEqual(believed, []);
    t.regex(message, /^node ext: expected its observer to report what it saw there, got \{"node":/);
  });
}

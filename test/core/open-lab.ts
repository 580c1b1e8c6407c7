import {openLab} from '@vip/core';
import test from 'ava';

/** Simulates a machine without unshare(1), on which no lab can be opened. */
function withoutPrograms(t: {teardown(undo: () => void): void}): void {
  const {PATH} = process.env;
  process.env.PATH = '/nowhere';
  t.teardown(() => {
    process.env.PATH = PATH;
  });
}

test.serial('if a lab fails to open after an interrupt, the interrupt is the reason', async t => {
  withoutPrograms(t);
  const controller = new AbortController();
  controller.abort(new Error('interrupted'));
  await t.throwsAsync(openLab({signal: controller.signal}), {message: 'interrupted'});
});

test.serial('without a namespace, the error says what is missing', async t => {
  withoutPrograms(t);
  const {signal} = new AbortController();
  await t.throwsAsync(openLab({signal}), {code: 'TOOL_MISSING', message: /^lab: unshare not found/});
});

import {openLab} from '@vip/core';
import test from 'ava';

/** A machine without unshare(1), which is how a lab fails to come up everywhere. */
function withoutPrograms(t: {teardown(undo: () => void): void}): void {
  const {PATH} = process.env;
  process.env.PATH = '/nowhere';
  t.teardown(() => {
    process.env.PATH = PATH;
  });
}

test.serial('a lab that fails to come up after an interrupt is the interrupt', async t => {
  withoutPrograms(t);
  const controller = new AbortController();
  controller.abort(new Error('interrupted'));
  await t.throwsAsync(openLab({signal: controller.signal}), {message: 'interrupted'});
});

test.serial('without a namespace it says what is missing', async t => {
  withoutPrograms(t);
  const {signal} = new AbortController();
  await t.throwsAsync(openLab({signal}), {code: 'TOOL_MISSING', message: /^lab: unshare not found/});
});

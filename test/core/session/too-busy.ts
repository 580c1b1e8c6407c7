/** Waiting for processes that may get no processor time. */

import {setTimeout as sleep} from 'node:timers/promises';
import {unlessTooBusy} from '@vip/core/internal';
import test from 'ava';

const what = () => 'nothing was heard of ext';

test('a process without a sign of life is not waited for endlessly', async t => {
  await t.throwsAsync(unlessTooBusy(new Promise(() => {}), {what, signs: () => 0, patienceMs: 300}), {
    code: 'NOT_POSSIBLE',
    message: 'measure: this machine is too busy to measure: nothing was heard of ext for 0.3 s',
  });
});

test('a process that gives signs of life is waited for', async t => {
  let count = 0;
  const work = sleep(1500, 'done');
  t.is(await unlessTooBusy(work, {what, signs: () => ++count, patienceMs: 300}), 'done');
});

test('what fails, fails', async t => {
  const work = Promise.reject(new Error('gone'));
  await t.throwsAsync(unlessTooBusy(work, {what, signs: () => 0}), {message: 'gone'});
});

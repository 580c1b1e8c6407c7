/** What is said about the files of a run that was not measured. */

import {VipError} from '@vip/arp';
import test from 'ava';

const {measured} = (await import(
  new URL('../../../packages/cli/build/outputs/unmeasured.js', import.meta.url).href
)) as {measured: (run: Promise<void>, outputs: object) => Promise<void>};

const STALLED = 'measure: vip stalled for 933 ms, so what was not as expected was not measured: run it again';
const stalled = () => Promise.reject(new VipError('NOT_POSSIBLE', STALLED));

test('the error of a run that was not measured also says what was not written', async t => {
  const files = {out: {given: 'runs'}, report: {given: 'page.html'}};
  const error = await t.throwsAsync(measured(stalled(), files), {instanceOf: VipError, code: 'NOT_POSSIBLE'});
  t.is(error?.message, `${STALLED}; nothing was written to --out runs and --report page.html`);
});

test('without files, and of an interruption, the error stays the same', async t => {
  const error = await t.throwsAsync(measured(stalled(), {}));
  t.is(error?.message, STALLED);
  const interrupted = new Error('SIGINT');
  t.is(await t.throwsAsync(measured(Promise.reject(interrupted), {out: {given: 'runs'}})), interrupted);
});

test('a run that was measured says nothing', async t => {
  await t.notThrowsAsync(measured(Promise.resolve(), {out: {given: 'runs'}}));
});

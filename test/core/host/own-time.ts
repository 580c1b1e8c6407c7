/** Time in which our own process ran. */

import {setTimeout as sleep} from 'node:timers/promises';
import test from 'ava';
import {startCommand} from '../../helpers/product.js';

const OWN_TIME = JSON.stringify(new URL('../../../../packages/core/dist/host/own-time.js', import.meta.url));

test('the time in which a process was stopped does not count as waiting', async t => {
  const script = `
    const {afterOwnTime} = await import(${OWN_TIME});
    const keepAlive = setInterval(() => {}, 1000);
    afterOwnTime(1000, () => console.log('called off'))();
    const startedAt = performance.now();
    afterOwnTime(2000, () => {
      console.log(JSON.stringify({afterMs: performance.now() - startedAt}));
      clearInterval(keepAlive);
    });
    console.log('on');`;
  const running = startCommand([process.execPath, '--input-type=module', '-e', script]);
  t.teardown(() => running.child.kill('SIGKILL'));
  await running.says('on');
  running.child.kill('SIGSTOP');
  await sleep(4000);
  running.child.kill('SIGCONT');
  const [, said = '', ...more] = (await running.ended).stdout.trim().split('\n');
  t.true((JSON.parse(said) as {afterMs: number}).afterMs > 4500, said);
  t.deepEqual(more, []);
});

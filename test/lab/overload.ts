/** A collector that is stopped while others measure, and a machine without spare processor time. */

import {availableParallelism} from 'node:os';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {OWN_CONDITIONS} from '../helpers/own-conditions.js';
import {startCommand, startVip, vip} from '../helpers/product.js';
import {labTest, tortured} from '../helpers/require-lab.js';
import {rounds} from '../helpers/torture.js';
import {ONE, USER} from '../helpers/trial.js';

const TRIAL = fileURLToPath(new URL('../fixtures/trial-of-its-own.js', import.meta.url));

/** Stops in seconds, during which a probe per millisecond yields far more than a pipe can hold. */
const STILL = [5, 20, 40, 60].slice(0, rounds(1, 4));

for (const seconds of STILL) {
  labTest(
    `a collector that was stopped for ${seconds} s still counts what was measured meanwhile`,
    async t => {
      t.timeout(300_000);
      const running = startCommand([process.execPath, ...OWN_CONDITIONS, TRIAL]);
      await running.says('probing');
      running.child.kill('SIGSTOP');
      await sleep(seconds * 1000);
      running.child.kill('SIGCONT');
      const {code, stdout, stderr} = await running.ended;
      t.is(code, 0, stderr);
      const {sent, isMeasured, outages} = JSON.parse(stdout.split('\n')[1] ?? '');
      t.true(isMeasured, stdout);
      // A busy machine sends fewer than one per millisecond.
      t.true(sent > seconds * 250, `${sent} probes in ${seconds} s and more: ${stdout}`);
      for (const {mostNs} of outages) t.true(Number(mostNs) < 5e9, stdout);
    },
    ONE,
  );
}

for (const [signal, exit] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  labTest(
    `${signal} ends a run at once, however much it has not read yet`,
    async (t, who) => {
      const running = startVip(who, ['trial', '--driver', 'vip', '--probe-interval', '1ms', '--json']);
      await running.says('"probe-answered"');
      running.child.kill('SIGSTOP');
      await sleep(5000);
      running.child.kill('SIGCONT');
      running.child.kill(signal);
      const begun = performance.now();
      const {code, stderr} = await running.ended;
      t.is(code, exit, stderr);
      // A quarter of a second, or seconds on a machine without processor time for it.
      t.true(performance.now() - begun < 10_000, `${performance.now() - begun} ms`);
    },
    signal === 'SIGINT' ? USER : tortured(USER),
  );
}

labTest(
  'with a busy process on each processor, the outage is measured, or the machine reported as too busy',
  async (t, who) => {
    t.timeout(200_000);
    const spinning = Array.from({length: availableParallelism()}, () =>
      startCommand([process.execPath, '-e', 'for (;;);']),
    );
    t.teardown(() => {
      for (const {child} of spinning) child.kill('SIGKILL');
    });
    const {code, stdout, stderr} = await vip(who, ['trial', '--driver', 'vip', '--runs', '10']);
    if (code === 3) t.regex(stderr, /^vip: measure: this machine is too busy to measure: /m);
    else t.is(code, 0, stdout + stderr);
  },
  tortured(USER),
);

/** How long the collector alternately runs and is stopped, in milliseconds. */
const STARVED = {runs: 4, stands: 500};

for (const who of USER.slice(0, rounds(0, 1))) {
  labTest(
    'a collector that reads more slowly than agents report ends: it once printed 512 MB of one trial',
    async t => {
      t.timeout(300_000);
      const running = startVip(who, ['trial', '--driver', 'vip', '--drop-garp', 'all', '--json']);
      await running.says('"driver-start"');
      while (running.child.exitCode === null) {
        running.child.kill('SIGSTOP');
        await sleep(STARVED.stands);
        running.child.kill('SIGCONT');
        await sleep(STARVED.runs);
      }
      const {code, stderr} = await running.ended;
      t.is(code, 3, stderr);
      t.regex(stderr, /^vip: measure: this machine is too busy to measure: /m);
    },
    [who],
  );
}

/** The example for continuous integration: what it runs, runs. */

import {spawnSync} from 'node:child_process';
import {chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {asWho, startVip, vipCommand} from '../helpers/product.js';
import {labTest} from '../helpers/require-lab.js';
import {ONE, openDirectory, USER} from '../helpers/trial.js';

const EXAMPLE = fileURLToPath(new URL('../../../docs/examples/failover.yml', import.meta.url));

const ACTION = fileURLToPath(new URL('../../../action.yml', import.meta.url));

/** Each step's command; what it runs is `sh` here as on a runner. */
function actionSteps(): string[] {
  return [...readFileSync(ACTION, 'utf8').matchAll(/^ +run: (.*)$/gm)].map(([, command = '']) => command);
}

labTest(
  'the last step of action.yml: a trial as an ordinary user; a section of the page and annotations for what exceeded a limit',
  async (t, who) => {
    const directory = openDirectory(t);
    const [install = '', , run = ''] = actionSteps();
    t.regex(install, /^npm install .* --prefix "\$RUNNER_TEMP\/vip" /);
    const bin = join(directory, 'vip/node_modules/.bin');
    mkdirSync(bin, {recursive: true});
    writeFileSync(join(bin, 'vip'), `#!/bin/sh\nexec ${vipCommand(who, []).slice(-2).join(' ')} "$@"\n`, {
      mode: 0o755,
    });
    writeFileSync(join(directory, 'step.md'), 'written before\n');
    chmodSync(join(directory, 'step.md'), 0o666);
    const [file = '', ...words] = asWho(who, ['bash', '-c', run]);
    const {status, stdout, stderr} = spawnSync(file, words, {
      cwd: directory,
      encoding: 'utf8',
      env: {
        ...process.env,
        ...{GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(directory, 'step.md'), RUNNER_TEMP: directory},
        ARGUMENTS: "--driver vip --threshold 'max<1us' --summary summary.md --tap",
      },
    });
    t.is(status, 1, stdout + stderr);
    t.regex(stdout, /^TAP version 13\n1\.\.6\n/);
    t.is(stderr.match(/^::error title=vip trial::max<1us: max at /gm)?.length, 4, stderr);
    t.regex(
      readFileSync(join(directory, 'step.md'), 'utf8'),
      /^written before\n### Failover: vip, fault switch-over\n/,
    );
    t.regex(readFileSync(join(directory, 'summary.md'), 'utf8'), /\n!\[[^\]]+\]\(summary\.svg\)\n/);
    t.regex(readFileSync(join(directory, 'summary.svg'), 'utf8'), /^<svg /);
  },
  USER,
);

labTest(
  'the commands of docs/examples/failover.yml',
  async (t, who) => {
    const directory = openDirectory(t);
    const commands = readFileSync(EXAMPLE, 'utf8').matchAll(/^ +run: npx --no-install vip (.*)$/gm);
    let count = 0;
    for (const [, words = ''] of commands) {
      const {code, stdout, stderr} = await startVip(who, words.split(' '), {cwd: directory}).ended;
      // On a busy machine an outage may be too long: then that, and nothing else, is what it says.
      t.true(code === 0 || (code === 1 && stdout.includes('The outage was too long.')), stdout + stderr);
      t.regex(stdout, /^Outages of \d+ runs/m);
      t.true(
        stdout.split('\n').every(line => line.length <= 80),
        stdout,
      );
      count++;
    }
    t.is(count, 2);
    for (const file of ['switch-over.xml', 'node-crash.xml', 'node-crash/worst-ext.pcapng']) {
      t.true(existsSync(join(directory, file)), file);
    }
  },
  ONE,
);

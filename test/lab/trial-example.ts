/** The commands of the examples for continuous integration run. */

import {execFileSync, spawnSync} from 'node:child_process';
import {chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {asWho, startVip, vipCommand} from '../helpers/product.js';
import {labTest} from '../helpers/require-lab.js';
import {isInstalled} from '../helpers/require-tool.js';
import {isTorture} from '../helpers/torture.js';
import {ONE, openDirectory, USER} from '../helpers/trial.js';

const EXAMPLES = fileURLToPath(new URL('../../../docs/examples/', import.meta.url));

/** Each command line of `vip` in an example, split as its shell does: words with special characters are quoted. */
function commandsOf(name: string): string[][] {
  const text = readFileSync(join(EXAMPLES, name), 'utf8');
  const lines = [...text.matchAll(/npx --no-install vip (.*?)'?$/gm)].map(([, line = '']) => line.split(' '));
  return lines.map(words =>
    words.map(word => /^'([^']*)'$/.exec(word)?.[1] ?? (/^[\w./:=,%-]+$/.test(word) ? word : 'UNQUOTED')),
  );
}

const ACTION = fileURLToPath(new URL('../../../action.yml', import.meta.url));

/** Each step's command, run by `sh` here as on a runner. */
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

/**
 * With `npm run torture`, or if its threshold needs five, as many runs as the example says; otherwise two,
 * which are a series as well.
 */
const inSeries = (runs: string) => (isTorture || runs === '5' ? runs : '2');

labTest(
  'the commands of the examples for GitHub, GitLab and Jenkins',
  async (t, who) => {
    for (const [example, count, files] of [
      ['failover.yml', 1, ['failover.xml', 'failover/node-crash/worst-ext.pcapng']],
      ['gitlab-ci.yml', 1, ['failover.xml', 'failover.txt', 'failover/run-0005.jsonl']],
      ['Jenkinsfile', 1, ['failover.xml', `failover/run-000${inSeries('3')}.jsonl`]],
    ] as const) {
      const directory = openDirectory(t);
      const runs = readFileSync(join(EXAMPLES, 'scenario.yaml'), 'utf8');
      writeFileSync(
        join(directory, 'scenario.yaml'),
        isTorture ? runs : runs.replace(/(?<= runs: )\d+/g, '2'),
      );
      const commands = commandsOf(example);
      t.is(commands.length, count, example);
      let isMeasured = true;
      for (const words of commands) {
        const quick = words.map((word, index) => (words[index - 1] === '--runs' ? inSeries(word) : word));
        const {code, stdout, stderr} = await startVip(who, quick, {cwd: directory}).ended;
        // On a busy machine, an outage may be too long, and then only that is reported.
        const isTooLong = /^(?:The outage was too long\.|A threshold was missed: .*)$/m.test(stdout);
        // Or not even the time before the fault is steady, and then nothing is measured.
        if (code === 3 && /not steady before the fault/.test(stderr)) {
          isMeasured = false;
          continue;
        }
        t.true(code === 0 || (code === 1 && isTooLong), stdout + stderr);
        t.regex(stdout, /^Outages of \d+ runs/m);
        t.true(
          stdout.split('\n').every(line => line.length <= 80),
          stdout,
        );
      }
      if (!isMeasured) continue;
      for (const file of files) t.true(existsSync(join(directory, file)), file);
      if (example !== 'gitlab-ci.yml') continue;
      const metrics = readFileSync(join(directory, 'failover.txt'), 'utf8');
      t.regex(metrics, /^vip_trial_outage_seconds\{.*observer="ext",figure="p50",bound="most"\} [\d.]+$/m);
      t.regex(metrics, /^vip_trial_runs\{driver="keepalived",fault="node-crash"\} 5$/m);
      if (isInstalled('promtool')) execFileSync('promtool', ['check', 'metrics'], {input: metrics});
    }
  },
  ONE,
);

/** A scenario that differs only in the time it takes to move the address, in seconds. */
const scenarioTaking = (seconds: number) => `
driver: exec
runs: 6
settle: 0s
node-up: sleep ${seconds}; ip addr add $VIP/$PREFIX dev $IFACE && arping -q -U -c 1 -I $IFACE $VIP; true
node-down: ip addr del $VIP/$PREFIX dev $IFACE
fault: link-down
fail-on: none
`;

labTest(
  "the commands of the example for pull requests: a failover that became slower fails, and the job's page says so",
  async (t, who) => {
    const directory = openDirectory(t);
    for (const [place, seconds] of [
      ['base/failover', 0],
      ['failover', 2],
    ] as const) {
      mkdirSync(join(directory, place), {recursive: true});
      writeFileSync(join(directory, place, 'scenario.yaml'), scenarioTaking(seconds));
    }
    const [before = [], after = []] = commandsOf('pull-request.yml');
    if (!isTorture) {
      // Twelve runs would take a minute, so we check only that there is something to run.
      for (const words of [before, after]) {
        const scenario = words.slice(0, words.indexOf('--scenario') + 2);
        const {code, stdout, stderr} = await startVip(who, [...scenario, '--list'], {cwd: directory}).ended;
        t.is(code, 0, stderr);
        t.regex(stdout, /^scenario: vip trial --driver exec --runs 6 /);
      }
      return;
    }
    t.timeout(600_000);
    const first = await startVip(who, before, {cwd: directory}).ended;
    t.is(first.code, 0, first.stdout + first.stderr);
    writeFileSync(join(directory, 'step.md'), '');
    chmodSync(join(directory, 'step.md'), 0o666);
    const env = {...process.env, GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(directory, 'step.md')};
    const {code, stdout, stderr} = await startVip(who, after, {cwd: directory, env}).ended;
    t.is(code, 1, stdout + stderr);
    t.regex(stdout, /^Slower than the baseline\.$/m);
    t.regex(stderr, /^::error title=vip trial scenario::ext: slower than the baseline by [\d.]+ m?s to /m);
    t.regex(
      readFileSync(join(directory, 'step.md'), 'utf8'),
      /^- ext: slower than the baseline by [\d.]+ m?s to /m,
    );
    t.regex(readFileSync(join(directory, 'failover.xml'), 'utf8'), /<failure type="slower-than-baseline" /);
  },
  USER,
);

/**
 * The trials of a scenario run one after the other; each is reported, saved and judged separately, and then
 * all of them together.
 */

import {spawnSync} from 'node:child_process';
import {chmodSync, existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {vip} from '../helpers/product.js';
import {labTest} from '../helpers/require-lab.js';
import {markedEnvironment, untilGone} from '../helpers/traces.js';
import {ONE, openDirectory, USER} from '../helpers/trial.js';

const SCHEMA = fileURLToPath(new URL('../../fixtures/junit.xsd', import.meta.url));

const SCENARIO = `
  settle: 0s
  trials:
    held:
      matrix: {topology: [two-switches]}
      max-outage: 60s
    long:
      max-outage: 1us
    broken:
      node-cmd: exit 7
      fault: kill
`;

labTest(
  'neither a trial that fails nor one that cannot be run prevents the others',
  async (t, who) => {
    const directory = openDirectory(t);
    const read = (name: string) => readFileSync(join(directory, name), 'utf8');
    writeFileSync(join(directory, 'failover.yaml'), SCENARIO.replace('long:', 'long:\n      runs: 3'));
    writeFileSync(join(directory, 'step.md'), '');
    chmodSync(join(directory, 'step.md'), 0o666);
    const {mark, env} = markedEnvironment();
    const {code, stdout, stderr} = await vip(
      who,
      [
        ...['trial', '--scenario', 'failover.yaml', '--out', 'saved', '--junit', 'failover.xml'],
        ...['--summary', 'summary.md', '--metrics', 'metrics.txt'],
      ],
      {
        cwd: directory,
        env: {...env, GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(directory, 'step.md')},
      },
    );
    t.deepEqual(await untilGone(mark), []);
    t.is(code, 1, stdout + stderr);
    t.deepEqual(stdout.match(/^Trial \d of 3: .*$/gm), [
      ...['Trial 1 of 3: held/two-switches', 'Trial 2 of 3: long', 'Trial 3 of 3: broken'],
    ]);
    t.regex(
      stdout,
      /^ {2}held\/two-switches +(?:<|>|\d).* {2}held\n {2}long .* failed\n {2}broken +- +not measured$/m,
    );
    t.regex(stdout, /\n3 trials, 1 failed, 1 not measured\.\n$/);
    t.regex(stderr, /^::error title=vip trial long::run 1: the outage at ext may have lasted /m);
    t.regex(stderr, /^vip: broken: trial: node-cmd on ns\d ended unexpectedly with exit 7$/m);
    t.regex(stderr, /^::error title=vip trial broken::/m);
    const annotations = stderr.match(/^::error .*$/gm) ?? [];
    t.is(annotations.length, 10, 'as many as GitHub shows');
    t.regex(annotations[9] ?? '', /::4 more like these: the job's page lists them all$/);

    const {status, stderr: invalid} = spawnSync(
      'xmllint',
      ['--noout', '--schema', SCHEMA, join(directory, 'failover.xml')],
      {
        encoding: 'utf8',
      },
    );
    t.is(status, 0, invalid);
    t.deepEqual(
      [
        ...read('failover.xml').matchAll(
          /<testsuite id="(\d)" .*?name="(.*?)" .*?failures="(\d+)" errors="(\d)"/g,
        ),
      ].map(([, ...found]) => found.join(' ')),
      ['0 vip held/two-switches 0 0', '1 vip long 12 0', '2 vip broken 0 1'],
    );
    for (const name of ['held/two-switches', 'long', 'broken'])
      t.true(existsSync(join(directory, 'saved', name, 'run-0001.jsonl')), name);
    t.regex(
      read('metrics.txt'),
      /^vip_trial_runs\{trial="held\/two-switches",driver="vip",fault="switch-over"\} 1$/m,
    );
    for (const name of ['summary.md', 'step.md'])
      t.regex(read(name), /^### Failover: 3 trials, 1 failed, 1 not measured\n/, name);
    t.regex(read('summary.md'), /\n#### long: vip, fault switch-over\n(?:.*\n)*?!\[.*\]\(summary-2\.svg\)\n/);
    t.regex(read('summary-2.svg'), /^<svg /);
    t.notRegex(read('step.md'), /summary-2/);
  },
  USER,
);

labTest(
  'a scenario in TAP, compared with a baseline that lacks one trial and has too few runs of another',
  async (t, who) => {
    const directory = openDirectory(t);
    const run = (...args: readonly string[]) =>
      vip(who, ['trial', '--scenario', 'failover.yaml', ...args], {cwd: directory});
    writeFileSync(join(directory, 'failover.yaml'), SCENARIO);
    const {code, stdout, stderr} = await run('--only', 'long', '--out', 'before', '--tap');
    t.is(code, 1, stdout + stderr);
    t.regex(stdout, /^TAP version 13\n1\.\.5\nnot ok 1 - long: run 1 mcv-client\n/);
    const later = await run('--only', 'long', '--only', 'held/two-switches', '--baseline', 'before');
    t.is(later.code, 2, later.stdout);
    t.is(
      later.stderr,
      [
        'vip: held/two-switches: no baseline in before; not compared',
        'vip: long: --baseline: expected at least 6 runs on each side, got 1 in before/long and 1 of this series',
        '',
      ].join('\n'),
    );
  },
  ONE,
);

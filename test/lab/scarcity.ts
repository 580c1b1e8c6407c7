/** Shortage of what a run needs, and an `ip` whose output is invalid. */

import {chmodSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {startCommand, vipCommand} from '../helpers/product.js';
import {labTest} from '../helpers/require-lab.js';
import {rounds} from '../helpers/torture.js';
import {markedEnvironment, untilGone} from '../helpers/traces.js';
import {ONE, openDirectory} from '../helpers/trial.js';

const EXPERIMENT = ['experiment', '--delay', '0s'];

/**
 * File descriptor limits, from the lowest at which Node can read our program to one that is enough for
 * everything.
 */
const LIMITS = rounds(8, 40);

labTest(
  'without enough file descriptors there is one line, exit code 3, and nothing left; with enough, the run succeeds',
  async (t, who) => {
    const {mark, env} = markedEnvironment();
    for (let turn = 0; turn <= LIMITS; turn++) {
      const limit = 22 + Math.round((turn * 48) / LIMITS);
      const words = ['prlimit', `--nofile=${limit}`, ...vipCommand(who, EXPERIMENT)];
      const {code, stdout, stderr} = await startCommand(words, {env}).ended;
      t.deepEqual(await untilGone(mark), [], `${limit}`);
      if (code === 0) t.true(stdout.endsWith('Every expectation held.\n'), stdout);
      else {
        t.is(code, 3, `${limit}: ${stderr}`);
        t.regex(stderr, /^vip: .*\n$/, `${limit}`);
      }
      if (turn === LIMITS) t.is(code, 0, stderr);
    }
  },
  ONE,
);

/** A program that is first on the PATH, and finds the real one by skipping itself. */
const FAKE_IP = (deed: string) => `#!/bin/sh
PATH=\${PATH#*:}
${deed}
exec ip "$@"
`;

const GARBAGE = `
case "$*" in *monitor*)
  head -c 2000 /dev/urandom
  printf '\\n[2026-99-99T99:99:99.999999] 10.3.2.200 dev ext0 lladdr zz:zz STALE\\n'
  printf '[2026-11-23T01:52:06.256317] 10.3.2.200 dev \\033]0;x\\007 lladdr 02:00:00:00:00:11 STALE\\n'
  printf '%70000s\\n' x
esac`;

const NO_JSON = `
case "$*" in *-json*) while read -r line; do echo '{"not": '; done; exit; esac`;

labTest(
  'the events of an ip(8) with invalid output are not accepted, and none of its octets reaches the terminal',
  async (t, who) => {
    const directory = openDirectory(t);
    const {mark, env} = markedEnvironment();
    const run = async (deed: string) => {
      writeFileSync(join(directory, 'ip'), FAKE_IP(deed));
      chmodSync(join(directory, 'ip'), 0o755);
      const path = `${directory}:${process.env.PATH}:/usr/sbin:/sbin`;
      const ended = await startCommand(vipCommand(who, EXPERIMENT), {env: {...env, PATH: path}}).ended;
      t.deepEqual(await untilGone(mark), []);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the test checks that there are none
      t.notRegex(ended.stdout + ended.stderr, /[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
      return ended;
    };
    const garbled = await run(GARBAGE);
    t.is(garbled.code, 0, garbled.stdout + garbled.stderr);
    const unreadable = await run(NO_JSON);
    t.is(unreadable.code, 3, unreadable.stdout);
    t.regex(unreadable.stderr, /^vip: node \w+: its observer ended unexpectedly \(.*JSON.*\)\n$/);
  },
  ONE,
);

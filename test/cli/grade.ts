/** `vip grade` before anything runs: the course and its mistakes, the submissions, the task sheet. */

import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {vip} from '../helpers/product.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const me = process.getuid?.() === 0 ? 'root' : 'user';
const COURSE = 'docs/examples/course/course.yaml';

const GOOD = `title: A
seed: 1
exercises:
  - name: one
    script: 1.sh
    checks:
      - check: script
`;

function courseFile(t: ExecutionContext, text: string): string {
  const file = join(temporaryDirectory(t), 'c.yaml');
  writeFileSync(file, text);
  return file;
}

for (const [title, from, to, at, problem] of [
  ['no YAML', 'title: A', 'title: [', '2:1', 'expected YAML'],
  ['no seed', 'seed: 1\n', '', '1:1', 'course: expected seed, got none'],
  [
    'an unknown key',
    'script: 1.sh',
    'script: 1.sh\n    scrip: x',
    '6:5',
    'exercise: expected one of name, title',
  ],
  ['a file elsewhere', '1.sh', '../1.sh', '5:13', 'script: expected the name of a file, without a directory'],
  ['an unknown check', 'check: script', 'check: holds', '7:16', 'check: expected one of holder, cache, ping'],
  ['a check without its key', 'check: script', 'check: cache', '7:9', 'cache: expected node, got none'],
  [
    'an unknown node',
    'check: script',
    'check: holder\n        node: ns7',
    '8:15',
    'node: expected one of ns0',
  ],
  [
    'points',
    'check: script',
    'check: script\n        points: -1',
    '8:17',
    'points: expected a number above 0',
  ],
  [
    'a duration',
    'script: 1.sh',
    'script: 1.sh\n    limit: 3',
    '6:12',
    'limit: expected a number with us, ms',
  ],
  ['a topology', 'script: 1.sh', 'script: 1.sh\n    topology: ring', '6:15', 'topology: expected one of'],
] as const) {
  test(`a course with a mistake is refused with line and column: ${title}`, async t => {
    const file = courseFile(t, GOOD.replace(from, to));
    const {code, stdout, stderr} = await vip(me, ['grade', file, '--sheet', 'alice']);
    t.is(code, 2, stderr);
    t.is(stdout, '');
    t.true(stderr.startsWith(`vip: ${file}:${at}`), stderr);
    t.true(stderr.includes(problem), stderr);
    t.is(stderr.trimEnd().split('\n').length, 1);
  });
}

test("--sheet prints the tasks with the student's addresses, the same each time", async t => {
  const [first, again, other] = await Promise.all(
    ['alice', 'alice', 'bob'].map(student => vip(me, ['grade', COURSE, '--sheet', student])),
  );
  t.is(first?.code, 0);
  t.is(first?.stdout, again?.stdout);
  t.not(first?.stdout, other?.stdout);
  const vipOf = /^\| `VIP` \| `([\d.]+)` \|$/m.exec(first?.stdout ?? '')?.[1] ?? 'none';
  t.true(first?.stdout.includes(`The virtual IP ${vipOf} is on mcv0`));
  for (const name of ['1-apart.sh', '6-failover.sh']) t.true(first?.stdout.includes(`Hand in \`${name}\``));
});

test('no submissions, an empty directory and an unknown student yield one line each', async t => {
  const empty = temporaryDirectory(t);
  const full = temporaryDirectory(t);
  mkdirSync(join(full, 'alice'));
  const of = async (...words: string[]) => {
    const {code, stderr} = await vip(me, ['grade', COURSE, ...words]);
    return [code, stderr];
  };
  t.deepEqual(await of(), [2, 'vip: DIR: expected a directory, got none\n']);
  const [, none] = await of('/no/such');
  t.is(none, 'vip: /no/such: no such directory\n');
  if (me === 'root') return; // root reads them as user `nobody`, who may not
  t.deepEqual(await of(empty), [
    3,
    `vip: submissions: ${empty}: expected a directory for each student, got none\n`,
  ]);
  const problem = '--student bob: expected one of the submissions, got none of that name';
  t.deepEqual(await of(full, '--student', 'bob'), [2, `vip: ${problem}\n`]);
});

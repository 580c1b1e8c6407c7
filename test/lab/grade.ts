/** Grading submissions: our own course, and scripts that crash, hang and snoop. */

import {cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {StudentMarks} from '@vip/core/internal';
import type {ExecutionContext} from 'ava';
import {assertDescribed} from '../helpers/json-shapes.js';
import {jsonLines, vip, type Who} from '../helpers/product.js';
import {labTest, turnTest} from '../helpers/require-lab.js';
import {openDirectory} from '../helpers/trial.js';

const OWN = 'docs/examples/course';

async function marksIn(
  t: ExecutionContext,
  who: Who,
  words: readonly string[],
): Promise<Map<string, StudentMarks>> {
  const {code, stdout, stderr} = await vip(who, ['grade', ...words, '--json']);
  t.is(code, 0, stdout + stderr);
  assertDescribed(t, 'vip grade', stdout);
  const graded = jsonLines(stdout).filter(({kind}) => kind === 'graded') as unknown as StudentMarks[];
  return new Map(graded.map(marks => [marks.student, marks]));
}

turnTest('the course: a solution gets full marks, each typical mistake does not', async (t, who) => {
  const directory = openDirectory(t);
  cpSync(`${OWN}/solutions`, join(directory, 'solution'), {recursive: true});
  for (const number of ['1', '2', '3'])
    cpSync(`${OWN}/mistakes/${number}`, join(directory, number), {recursive: true});
  const all = await marksIn(t, who, [`${OWN}/course.yaml`, directory]);
  t.is(all.size, 4);
  for (const [student, {exercises}] of all) {
    t.is(exercises.length, 6);
    for (const {name, points, of, marks} of exercises)
      t.is(points === of, student === 'solution', `${student} ${name} ${JSON.stringify(marks)}`);
  }
});

const COURSE = `title: Small
seed: 7
exercises:
  - name: bad
    script: bad.sh
    node: ns1
    limit: 2s
    checks:
      - check: script
      - {check: holder, node: ns0}
  - name: good
    script: good.sh
    node: ns1
    checks:
      - check: script
      - {check: holder, node: ns1, address: ns1}
`;

/** Checks what a snooping script must not find or be able to do; it exits with 0 if all of that holds. */
const SPY = `#!/bin/bash
exec 2>&1
fail() { echo "$1"; exit 1; }
[ -r "$SECRET" ] && fail "reads others' files"
ls /submission/../submissions 2>/dev/null && fail 'sees others'
cat /submission/link 2>/dev/null | grep -q title && fail 'follows its own link out'
touch /usr/x /etc/x /submission/x 2>/dev/null && fail 'writes'
mount -o remount,rw,bind /usr 2>/dev/null && touch /usr/x 2>/dev/null && fail 'undoes the mounts'
umount /usr 2>/dev/null && fail 'takes a mount away'
[ "$(ip -o link show | grep -c 'mcv1\\|lo:')" = "$(ip -o link show | wc -l)" ] || fail 'another interface'
[ "$(id -u)" = 0 ] || fail 'is not root of its lab'
: >/tmp/mine || fail 'has nowhere to write'
exit 0
`;

const LINK_COURSE = `title: A link
seed: 7
exercises:
  - name: link
    script: link.sh
    prepare:
      - host: ip link del mcv-client
    checks:
      - {check: script}
      - {check: cache, node: client, says: ns0}
`;

turnTest('without the interface at which a cache is examined, its points are lost', async (t, who) => {
  const directory = openDirectory(t);
  const course = join(directory, 'course.yaml');
  writeFileSync(course, LINK_COURSE);
  const student = join(directory, 'submissions', 'idle');
  mkdirSync(student, {recursive: true});
  writeFileSync(join(student, 'link.sh'), 'exit 0');
  const [exercise] =
    (await marksIn(t, who, [course, join(directory, 'submissions')])).get('idle')?.exercises ?? [];
  t.like(exercise, {points: 1, of: 2, failure: undefined});
  t.is(exercise?.marks[1]?.found, 'client has no interface mcv-client');
});

labTest(
  'a crash and a hang cost only their own points, a spy finds nothing, and grading twice gives the same result',
  async (t, who) => {
    const directory = openDirectory(t);
    const course = join(directory, 'course.yaml');
    writeFileSync(course, COURSE);
    const submissions = join(directory, 'submissions');
    const bad: Readonly<Record<string, string>> = {
      crash: 'kill -SEGV $$',
      hang: 'trap "" TERM; while :; do sleep 1; done',
      loud: 'yes',
      spy: SPY.replace('$SECRET', course),
    };
    for (const [student, text] of Object.entries(bad)) {
      mkdirSync(join(submissions, student), {recursive: true});
      writeFileSync(join(submissions, student, 'bad.sh'), text);
      if (student !== 'loud') writeFileSync(join(submissions, student, 'good.sh'), 'exit 0');
    }
    symlinkSync(course, join(submissions, 'spy', 'link'));
    const csv = join(directory, 'marks.csv');
    const first = await marksIn(t, who, [course, submissions, '--csv', csv]);
    const how = [...first].map(([student, {points, exercises}]) => [student, points, exercises[0]?.script]);
    t.deepEqual(
      how,
      [
        ['crash', 3, 'killed by SIGSEGV'],
        ['hang', 3, 'killed: it took longer than 2 s'],
        ['loud', 1, 'killed: it printed more than 1 MiB'],
        ['spy', 4, 'exit 0'],
      ].sort(),
    );
    t.is(first.get('loud')?.exercises[1]?.script, 'no file good.sh');
    t.regex(
      readFileSync(csv, 'utf8'),
      /^student,points,of,bad,good,reasons\r\ncrash,3,4,1,2,"bad: killed by SIGSEGV\n/,
    );
    t.deepEqual(await marksIn(t, who, [course, submissions]), first);
  },
);

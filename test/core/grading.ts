/** Students' addresses, their marks as a table and as lines, and the task sheet. */

import {settingTexts} from '@vip/analysis/internal';
import {
  type Course,
  marksCsv,
  marksLines,
  type StudentMarks,
  settingsOf,
  sheetLines,
  variablesOf,
} from '@vip/core/internal';
import test from 'ava';

const COURSE: Course = {
  title: 'A course',
  seed: 's',
  exercises: [
    {
      name: 'one',
      title: 'The first',
      task: 'Take $VIP, not $OTHER.',
      topology: 'macvlan',
      script: '1.sh',
      node: 'ns1',
      prepare: [],
      // biome-ignore lint/suspicious/noThenProperty: the key's name; nothing awaits it
      then: [],
      observeMs: 0,
      limitMs: 2000,
      checks: [{kind: 'script', told: {}, points: 2}],
    },
  ],
};

test('the same seed and name yield the same addresses, and another of either yields others', t => {
  t.deepEqual(settingsOf('a', 'alice'), settingsOf('a', 'alice'));
  t.notDeepEqual(settingsOf('a', 'alice'), settingsOf('a', 'bob'));
  t.notDeepEqual(settingsOf('a', 'alice'), settingsOf('b', 'alice'));
});

test('whatever the name, the addresses make a valid lab', t => {
  for (let number = 0; number < 500; number++) {
    const texts = settingTexts(settingsOf('seed', `student ${number}`)).map(([, text]) => text);
    t.is(new Set(texts).size, texts.length);
  }
});

function marked(student: string, points: number): StudentMarks {
  const held = points > 0;
  const mark = {check: 'holder', expected: 'ns0 holds vip', held, found: 'none, "really"', points, of: 2};
  return {
    student,
    points,
    of: 2,
    exercises: [
      {name: 'one', title: 'The first', points, of: 2, script: held ? 'exit 0' : 'exit 3', marks: [mark]},
    ],
  };
}

for (const name of ['=1+1', '+1', '-1', '@SUM(A1)', '\tx']) {
  test(`a name that a spreadsheet would take for a formula is written as text: ${JSON.stringify(name)}`, t => {
    t.is(marksCsv([marked(name, 2)], COURSE), `student,points,of,one,reasons\r\n'${name},2,2,2,\r\n`);
  });
}

test('reasons are quoted, and an exercise that was not graded has no points rather than 0', t => {
  const csv = marksCsv([marked('a, b', 0)], COURSE);
  const reason = 'one: exit 3\none: -2  expected: ns0 holds vip; found: none, ""really""';
  t.is(csv.split('\r\n')[1], `"a, b",0,2,0,"${reason}"`);
  const [exercise] = marked('a', 0).exercises;
  const failed = {
    ...marked('a', 0),
    exercises: [{...exercise, marks: [], failure: 'no lab'}],
  } as StudentMarks;
  t.is(marksCsv([failed], COURSE).split('\r\n')[1], 'a,0,2,,one: not graded: no lab');
});

test('a student is told what was expected and what was found', t => {
  t.deepEqual(marksLines(marked('alice', 0)), [
    'alice: 0 of 2',
    '  one              0 of 2  (exit 3)',
    '    -2  expected: ns0 holds vip; found: none, "really"',
  ]);
});

test('a missing file is reported once, not with every check', t => {
  const [exercise] = marked('alice', 0).exercises;
  const marks = exercise?.marks.map(mark => ({...mark, found: 'no file 1.sh'}));
  const without = {...marked('alice', 0), exercises: [{...exercise, script: 'no file 1.sh', marks}]};
  t.deepEqual(marksLines(without as StudentMarks).slice(1), [
    '  one              0 of 2  (no file 1.sh)',
    '    -2  expected: ns0 holds vip',
  ]);
});

test("the text of the task sheet contains the student's addresses", t => {
  const variables = variablesOf(settingsOf('s', 'alice'));
  const lines = sheetLines(COURSE, 'alice', variables);
  t.true(lines.includes(`Take ${variables.VIP}, not $OTHER.`));
  t.true(lines.includes(`| \`VIP\` | \`${variables.VIP}\` |`));
  t.true(lines.includes('Hand in `1.sh`. It runs on ns1, as root of your lab, for at most 2 s. 2 points.'));
});

/** Predictions written down beforehand: how they are read, refused with their line, and compared. */

import {VipError} from '@vip/arp';
import {LESSONS, type LessonQuestion, parsePredictions} from '@vip/core/internal';
import test from 'ava';

const QUESTIONS: readonly LessonQuestion[] = [
  {name: 'down', answer: 'yes-no'},
  {name: 'path', answer: 'some-of', of: ['mcv0', 'lo']},
  {name: 'asks', answer: 'address'},
  {name: 'dark', answer: 'duration'},
  {name: 'why', answer: 'words'},
];

const MS: Readonly<Record<string, number>> = {'30s': 30_000, '0s': 0, '100ms': 100};

/** Only as much of the product's grammar as these tests use. */
function parseDuration(text: string): number {
  const ms = MS[text];
  if (ms !== undefined) return ms;
  throw new VipError('BAD_ARGUMENT', 'duration: none');
}

const IN_ORDER = 'no\nlo\n10.1.1.1\n30s\nIt is local: always';
const read = (text: string) => parsePredictions(text, QUESTIONS, parseDuration);

test('predictions are read in the order of the questions', t => {
  const predictions = read(IN_ORDER);
  t.deepEqual(
    QUESTIONS.map(({name}) => predictions.for(name)),
    ['no', 'lo', '10.1.1.1', '30s', 'It is local: always'],
  );
});

test('predictions are read by name, in any order, with remarks, and with some left open', t => {
  const predictions = read('# mine\n\nwhy: a reason\r\ndark: -\n  asks: none\npath: lo, mcv0\ndown: Yes\n');
  t.is(predictions.for('why'), 'a reason');
  t.is(predictions.for('dark'), undefined);
  t.is(predictions.compare('dark', {leastNs: 1n}), undefined);
  t.like(predictions.compare('down', true), {predicted: 'Yes', measured: 'yes', agrees: true});
  t.like(predictions.compare('asks', []), {measured: 'none', agrees: true});
  t.like(predictions.compare('path', ['mcv0', 'lo', 'lo']), {agrees: true});
});

test('answers with yes or no, words and addresses are compared', t => {
  const predictions = read(IN_ORDER);
  t.deepEqual(predictions.compare('down', true), {predicted: 'no', measured: 'yes', agrees: false});
  t.like(predictions.compare('path', ['lo', 'mcv0']), {measured: 'lo, mcv0', agrees: false});
  t.like(predictions.compare('asks', ['10.1.1.1', '10.1.1.1']), {agrees: true});
  t.like(predictions.compare('asks', ['10.1.1.1', '10.1.1.2']), {agrees: false});
});

for (const [leastMs, mostMs, expected] of [
  [25_000, 26_000, true],
  [15_000, 15_010, true],
  [14_000, 14_900, false],
  [59_000, 59_010, true],
  [61_000, 61_010, false],
  [61_000, undefined, false],
] as const) {
  test(`30s predicted, ${leastMs} to ${mostMs ?? '?'} ms measured: ${expected}`, t => {
    const outcome = {
      leastNs: BigInt(leastMs) * 1_000_000n,
      ...(mostMs === undefined ? {} : {mostNs: BigInt(mostMs) * 1_000_000n}),
    };
    t.is(read(IN_ORDER).compare('dark', outcome)?.agrees, expected);
  });
}

for (const [title, text, problem] of [
  ['no yes or no', 'no\n\nlo\ndown: no\n', 'line 4: expected one answer to down, got another'],
  ['neither', 'maybe', 'line 1: expected yes or no, got "maybe"'],
  ['no such word', 'no\nmcv1', 'line 2: expected one or more of mcv0, lo, or none, got "mcv1"'],
  ['no address', '# a\nasks: 10.1', 'line 2: expected an IPv4 address, or none, got "10.1"'],
  ['no duration', 'dark: long', 'line 1: expected a duration such as 200ms, got "long"'],
  ['unknown', 'no\nup: no', 'line 2: expected one of down, path, asks, dark, why before the colon, got "up"'],
  ['no answer', 'no\nwhy:', 'line 2: expected an answer to why, or -, got none'],
  ['too many', `${IN_ORDER}\nmore`, 'line 6: expected 5 answers, got one more'],
  ['too few', 'no\nlo', 'expected an answer to asks, or -, got the end after 2 of 5'],
  ['nothing', '', 'expected an answer to down, or -, got the end after 0 of 5'],
] as const) {
  test(`refused: ${title}`, t => {
    t.throws(() => read(text), {code: 'BAD_ARGUMENT', message: problem});
  });
}

test('every lesson has questions, each with its own name', t => {
  for (const {name, questions} of LESSONS) {
    t.true(questions.length > 0, name);
    t.is(new Set(questions.map(question => question.name)).size, questions.length, name);
  }
});

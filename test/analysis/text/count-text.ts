/** Numbers of things and lists of names in sentences. */

import {counted, listed, times} from '@vip/analysis/internal';
import test from 'ava';

test('one thing is counted in the singular, others in the plural', t => {
  t.deepEqual(
    [0, 1, 2].map(count => counted(count, 'question')),
    ['0 questions', '1 question', '2 questions'],
  );
  t.is(counted(2, 'address', 'addresses'), '2 addresses');
});

test('once and twice are words, and more is a number', t => {
  t.deepEqual([1, 2, 3].map(times), ['once', 'twice', '3 times']);
});

test('the last name of a list follows "and", as does the number of those left out', t => {
  t.deepEqual([[], ['a'], ['a', 'b'], ['a', 'b', 'c'], ['a', 'b', 'c', 'd', 'e']].map(listed), [
    '',
    'a',
    'a and b',
    'a, b and c',
    'a, b, c and 2 more',
  ]);
});

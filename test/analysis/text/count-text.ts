/** Numbers of things and lists of names in sentences. */

import {counted, listed, times} from '@vip/analysis/internal';
import test from 'ava';

test('one thing, and several', t => {
  t.deepEqual(
    [0, 1, 2].map(count => counted(count, 'question')),
    ['0 questions', '1 question', '2 questions'],
  );
  t.is(counted(2, 'address', 'addresses'), '2 addresses');
});

test('once, twice, and more often', t => {
  t.deepEqual([1, 2, 3].map(times), ['once', 'twice', '3 times']);
});

test('names: and before the last, and how many are left out', t => {
  t.deepEqual([[], ['a'], ['a', 'b'], ['a', 'b', 'c'], ['a', 'b', 'c', 'd', 'e']].map(listed), [
    '',
    'a',
    'a and b',
    'a, b and c',
    'a, b, c and 2 more',
  ]);
});

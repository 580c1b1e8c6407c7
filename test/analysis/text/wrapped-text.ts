/** Where lines of a paragraph end. */

import {wrap, wrapped} from '@vip/analysis/internal';
import test from 'ava';
import fc from 'fast-check';

test('no line ends between a number and its unit', t => {
  const lead = 'x'.repeat(70);
  t.deepEqual(wrapped(`${lead} dark 812 ms`, 0, 2), [`${lead} dark`, '  812 ms']);
  t.deepEqual(wrapped(`${lead} for 11.41 s, whatever`, 0, 2), [`${lead} for`, '  11.41 s, whatever']);
  t.deepEqual(wrapped(`${lead} frame 8 msgs were`, 0, 2), [`${lead} frame 8`, '  msgs were']);
});

test('a word that is longer than a line stays whole', t => {
  const long = 'x'.repeat(90);
  t.deepEqual(wrapped(`${long} 8 ms`, 2, 4), [`  ${long}`, '    8 ms']);
  t.deepEqual(wrapped(`a ${long}`, 0, 0), ['a', long]);
});

const words = fc.array(fc.constantFrom('dark', '8', 'ms', '812', 's', 'x'.repeat(40), 'for', '±'), {
  minLength: 1,
});

test('every word is kept, in order, within 80 columns', t => {
  fc.assert(
    fc.property(words, fc.nat({max: 20}), fc.nat({max: 20}), (all, indent, hanging) => {
      const text = all.join(' ');
      const lines = wrapped(text, indent, hanging);
      t.is(lines.map(line => line.trim()).join(' '), text);
      t.true(lines.every(line => line.length <= 80));
      t.is(wrap(text).join(' '), text);
    }),
  );
});

import {readFileSync} from 'node:fs';
import {reference} from '@vip/cli/reference';
import test from 'ava';

const written = readFileSync(new URL('../../../docs/reference.md', import.meta.url), 'utf8');

test('docs/reference.md is what the program says (npm run reference)', t => {
  t.is(written, reference());
});

test('every line of help fits 80 columns', t => {
  const lines = reference()
    .split('\n')
    .filter(line => !line.startsWith('<!--'));
  t.deepEqual(
    lines.filter(line => line.length > 80),
    [],
  );
});

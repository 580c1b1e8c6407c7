import {readFileSync} from 'node:fs';
import {reference} from '@vip/cli/reference';
import test from 'ava';

const written = readFileSync(new URL('../../../docs/reference.md', import.meta.url), 'utf8');

test('docs/reference.md is up to date (npm run reference)', async t => {
  t.is(written, await reference());
});

test('every line of help fits 80 columns', async t => {
  const text = await reference();
  const lines = text.split('\n').filter(line => !line.startsWith('<!--'));
  t.deepEqual(
    lines.filter(line => line.length > 80),
    [],
  );
});

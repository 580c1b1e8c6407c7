/**
 * The patch of `cap` is a series of small ones. Each gives its reason and is tested, and together they make
 * the one that is applied.
 */

import {readFileSync} from 'node:fs';
import {basename} from 'node:path';
import test from 'ava';
import {importScript} from './helpers/script.js';

interface CapPatchModule {
  onePatch: string;
  seriesFiles(): string[];
  onePatchOfSeries(): string;
}

const {onePatch, onePatchOfSeries, seriesFiles} = await importScript<CapPatchModule>('cap-patch.js');

test('applying the series to the published package gives the same as the single patch (npm run cap-patch)', t => {
  t.is(readFileSync(onePatch, 'utf8'), onePatchOfSeries());
});

test('the patches are numbered without a gap', t => {
  t.true(seriesFiles().length > 5);
  seriesFiles().forEach((file, index) => {
    t.regex(basename(file), new RegExp(`^${String(index + 1).padStart(4, '0')}-[a-z-]+\\.patch$`));
  });
});

for (const file of seriesFiles()) {
  test(`${basename(file)} says what it changes, why, and which tests fail without it`, t => {
    const [head = ''] = readFileSync(file, 'utf8').split('\ndiff --git ');
    const [title, reason = '', tests = ''] = head.split('\n\n');
    t.regex(title ?? '', /^[A-Z][^\n]{10,}$/);
    t.true(reason.length > 60);
    const named = [...tests.matchAll(/^ {2}(test\/\S+\.ts): (.*)$/gm)];
    t.true(named.length > 0, 'no test is named');
    for (const [, path = '', name = ''] of named) {
      const source = readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
      t.true(source.includes(name), `${path}: ${name}`);
    }
  });
}

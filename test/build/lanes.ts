/** Two AVAs share all tests: none is run twice or forgotten, and everything that has a lab is in the lane that measures undisturbed. */

import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import test from 'ava';
import {importScript} from './helpers/script.js';

interface LanesModule {
  LANES: readonly {readonly name: string}[];
  filesOf(lane: string | undefined): readonly string[];
}

const {LANES, filesOf} = await importScript<LanesModule>('lanes.js');
const TESTS = fileURLToPath(new URL('../../', import.meta.url));

test('what one lane takes the other leaves, and without lanes nothing is left', t => {
  t.deepEqual(
    LANES.map(({name}) => name),
    ['labs', 'others'],
  );
  const [labs, others, all] = ['labs', 'others', undefined].map(filesOf) as [string[], string[], string[]];
  const taken = labs.filter(pattern => !pattern.startsWith('!'));
  t.deepEqual(others, [...all, ...taken.map(pattern => `!${pattern}`)]);
  t.deepEqual(labs.slice(taken.length), all.slice(1));
});

test('every test with namespaces of its own is a lab', t => {
  const files = readdirSync(TESTS, {recursive: true, encoding: 'utf8'}).filter(
    path => path.endsWith('.ts') && !/^(?:dist|helpers|lab)\//.test(path) && path !== 'build/lanes.ts',
  );
  const measuring = files
    .filter(path => /helpers\/(?:require-lab|pair|machine)\.js/.test(readFileSync(TESTS + path, 'utf8')))
    .map(path => `test/dist/${path.replace(/\.ts$/, '.js')}`);
  t.true(measuring.length >= 3);
  const labs = filesOf('labs');
  t.deepEqual(
    measuring.filter(path => !labs.includes(path)),
    [],
  );
});

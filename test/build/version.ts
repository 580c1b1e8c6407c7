/** The version is the same wherever it is written. */

import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import test from 'ava';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const read = (file: string) => readFileSync(`${ROOT}/${file}`, 'utf8');
const versionIn = (manifest: string) => (JSON.parse(read(manifest)) as {version: string}).version;

const VERSION = versionIn('package.json');

test('every package has the version of the workspace', t => {
  for (const name of readdirSync(`${ROOT}/packages`))
    t.is(versionIn(`packages/${name}/package.json`), VERSION, name);
});

test('the changelog has a section for it', t => {
  t.regex(
    read('CHANGELOG.md'),
    new RegExp(`^## \\[${VERSION.replaceAll('.', '\\.')}\\] - \\d{4}-\\d{2}-\\d{2}$`, 'm'),
  );
});

/** Documents and examples, wherever they are. */
const DOCUMENTS = [
  ...['README.md', 'SECURITY.md', 'CONTRIBUTING.md', 'action.yml'],
  ...readdirSync(`${ROOT}/packages`).map(name => `packages/${name}/README.md`),
  ...readdirSync(`${ROOT}/docs`, {recursive: true, encoding: 'utf8'}).map(name => `docs/${name}`),
].filter(file => /\.(?:md|ya?ml)$|Jenkinsfile$/.test(file) && existsSync(`${ROOT}/${file}`));

/** `vip-cli-0.2.0`, `vip-0.2.0`, `vip 0.2.0`; an address after `--vip` has one more number. */
const NAMED = /\bvip[- ](?:[a-z]+-)?(\d+\.\d+\.\d+)(?!\.?\d)/g;

test('any version of vip that a document names is this one', t => {
  const found = DOCUMENTS.flatMap(file =>
    [...read(file).matchAll(NAMED)].map(([name, version]) => ({file, name, version})),
  );
  for (const file of [
    'README.md',
    'packages/arp/README.md',
    'packages/core/README.md',
    'docs/trials.md',
    'docs/examples/Jenkinsfile',
  ])
    t.true(
      found.some(one => one.file === file),
      `${file} names one`,
    );
  t.deepEqual(
    found.filter(({version}) => version !== VERSION),
    [],
  );
});

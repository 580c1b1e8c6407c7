/** The version: the same wherever it is written. */

import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import test from 'ava';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const read = (file: string) => readFileSync(`${ROOT}/${file}`, 'utf8');
const versionIn = (manifest: string) => (JSON.parse(read(manifest)) as {version: string}).version;

const VERSION = versionIn('package.json');

test('every package has the version of the whole', t => {
  for (const name of readdirSync(`${ROOT}/packages`))
    t.is(versionIn(`packages/${name}/package.json`), VERSION, name);
});

test('the changelog tells of it', t => {
  t.regex(
    read('CHANGELOG.md'),
    new RegExp(`^## \\[${VERSION.replaceAll('.', '\\.')}\\] - \\d{4}-\\d{2}-\\d{2}$`, 'm'),
  );
});

for (const file of ['README.md', 'packages/arp/README.md', 'docs/examples/failover.yml']) {
  test(`${file} installs tarballs of it`, t => {
    const tarballs = read(file).match(/vip-(?:\w+-)?\d+\.\d+\.\d+/g) ?? [];
    t.true(tarballs.length > 0);
    t.deepEqual(
      tarballs.filter(name => !name.endsWith(`-${VERSION}`)),
      [],
    );
  });
}

/** The README's examples run as they stand, and print what stands below them. */

import {spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseIpv6, parseMac, unsolicitedNa} from '@vip/arp';
import test from 'ava';
import {pcapHeader, pcapRecord} from '../helpers/capture-files.js';
import {concat} from '../helpers/hex.js';
import {examplesOf, writeExample} from '../helpers/readme-examples.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const bin = (name: string) => join(root, 'node_modules/.bin', name);
const ALL = examplesOf('packages/arp/README.md');
const FAILOVER = concat(
  pcapHeader(),
  pcapRecord(unsolicitedNa({ip: parseIpv6('fd00:3:2::200'), mac: parseMac('02:00:00:00:00:11')}), {
    seconds: 1,
  }),
);

test('there is an example of each common task', t => {
  t.deepEqual(
    ALL.map(({title}) => title),
    [
      'Build a frame, and read it',
      'Announce an address, and capture the answers',
      'Read a capture',
      'Test without a network',
    ],
  );
});

// That of a link needs an interface: test/lab/arp-readme.ts.
for (const {title, code, output} of ALL.filter(example => !example.code.includes('openLink('))) {
  test(title, t => {
    const file = writeExample(t, code);
    writeFileSync(join(dirname(file), 'failover.pcap'), FAILOVER);
    const {status, stdout, stderr} = spawnSync(process.execPath, [file], {
      cwd: dirname(file),
      encoding: 'utf8',
    });
    t.deepEqual([status, stdout, stderr], [0, output, '']);
  });
}

test('they compile as strictly as can be', t => {
  const files = ALL.map(({code}) => writeExample(t, code, 'mts'));
  const options = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess'];
  const target = ['--module', 'nodenext', '--target', 'es2023', '--types', 'node', '--skipLibCheck'];
  const {status, stdout} = spawnSync(bin('tsc'), [...options, ...target, '--ignoreConfig', ...files], {
    encoding: 'utf8',
  });
  t.deepEqual([status, stdout], [0, '']);
});

/** docs/json.md, and what is printed of files: the two agree. */

import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {encodeEvent} from '@vip/analysis';
import {doctorDocument, jsonDocument} from '@vip/cli/json';
import test from 'ava';
import {assertDescribed, captureLines, explainLines, generatedFrames} from '../helpers/json-shapes.js';
import {vip} from '../helpers/product.js';
import {recordedEvents, savedRuns} from '../helpers/recorded.js';

const who = process.getuid?.() === 0 ? 'root' : 'user';
const CAPTURES = fileURLToPath(new URL('../../fixtures/failovers', import.meta.url));

test('docs/doctor.md is what the checks say (npm run reference)', t => {
  t.is(readFileSync(new URL('../../../docs/doctor.md', import.meta.url), 'utf8'), doctorDocument());
});

test('docs/json.md is made of what the objects are held against (npm run reference)', t => {
  t.is(readFileSync(new URL('../../../docs/json.md', import.meta.url), 'utf8'), jsonDocument());
});

test('what is said of a frame and of a capture is described, whatever happens in it', t => {
  for (const frames of generatedFrames()) {
    const lines = captureLines(frames);
    if (lines !== '') assertDescribed(t, 'vip capture', lines);
    assertDescribed(t, 'vip explain', explainLines(frames));
  }
});

test('vip capture and vip explain print what is described', async t => {
  for (const name of ['failback', 'vlan', 'cannot-tell']) {
    const file = join(CAPTURES, `${name}.pcapng.gz`);
    assertDescribed(t, 'vip capture', (await vip(who, ['capture', file, '--json'])).stdout);
    assertDescribed(t, 'vip explain', (await vip(who, ['explain', file, '--json'])).stdout);
  }
});

test('recorded runs are made of what is described, and so is what vip report says of them', async t => {
  for (const name of ['failover', 'keepalived'] as const) {
    const events = recordedEvents(name);
    assertDescribed(
      t,
      name === 'failover' ? 'vip experiment' : 'vip trial',
      events.map(encodeEvent).join('\n'),
    );
    const {stdout} = await vip(who, ['report', savedRuns(t, events), '--json']);
    assertDescribed(t, 'vip report', stdout);
  }
});

test('vip garp --dry-run and vip lesson print what is described', async t => {
  const {stdout} = await vip(who, [
    'garp',
    '--iface',
    'lo',
    '--ip',
    '10.3.2.200',
    '--mac',
    '02:00:00:00:00:11',
    '-n',
    '--json',
  ]);
  assertDescribed(t, 'vip garp', stdout);
  assertDescribed(t, 'vip lesson', (await vip(who, ['lesson', '--json'])).stdout);
});

/** The README's examples and the cookbook's run as they stand, and print what stands below them. */

import {spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {type ArpPacket, announcementFrames, broadcastFrame, parseIpv4, parseMac, ZERO_MAC} from '@vip/arp';
import test from 'ava';
import {pcapHeader, pcapRecord} from '../helpers/capture-files.js';
import {concat} from '../helpers/hex.js';
import {OWN_CONDITIONS} from '../helpers/own-conditions.js';
import {compileExamples, type Example, examplesOf, writeExample} from '../helpers/readme-examples.js';

const README = examplesOf('packages/arp/README.md');
const COOKBOOK = examplesOf('docs/cookbook.md');
const programs = compileExamples([...README, ...COOKBOOK]);
test.after.always(() => programs.remove());

/** The address moves, and a neighbour asks for it meanwhile. */
function failover(): Uint8Array {
  const ip = parseIpv4('10.3.2.200');
  const announced = (mac: string) =>
    announcementFrames({ip, mac: parseMac(mac), form: 'request'})[0] ?? new Uint8Array();
  const question: ArpPacket = {
    operation: 'request',
    senderMac: parseMac('02:00:00:00:00:50'),
    senderIp: parseIpv4('10.3.2.50'),
    targetMac: ZERO_MAC,
    targetIp: ip,
  };
  const noon = Date.UTC(2026, 10, 26, 12) / 1000;
  return concat(
    pcapHeader(),
    pcapRecord(announced('02:00:00:00:00:10'), {seconds: noon}),
    pcapRecord(broadcastFrame(question), {seconds: noon + 1}),
    pcapRecord(announced('02:00:00:00:00:11'), {seconds: noon + 9}),
  );
}

test('there is an example of each common task', t => {
  t.deepEqual(
    README.map(({title}) => title),
    [
      'Build a frame, and read it',
      'Capture frames',
      'Answer for an address',
      'Announce an address, and verify',
      'Read a capture: who owns what',
    ],
  );
  t.deepEqual(
    COOKBOOK.map(({title}) => title),
    [
      'Any frame',
      'A layer of your own',
      'A link with a filter',
      'A deadline for an answer',
      'A test without a network',
      'A lab of your own',
      'A trial with a driver of your own',
      'A fault of your own, and a report of it',
    ],
  );
});

test('they compile as strictly as can be', t => {
  t.is(programs.problems, '');
});

/** Programs that use links or labs need one, so test/lab/cookbook.ts runs them. */
const needsLab = ({code}: Example) => /openLink\(|openLab\(|runTrial\(/.test(code);

for (const example of [...README, ...COOKBOOK].filter(one => !needsLab(one))) {
  test(example.title, t => {
    const file = programs.of(example);
    writeFileSync(join(dirname(file), 'failover.pcap'), failover());
    const {status, stdout, stderr} = spawnSync(process.execPath, [...OWN_CONDITIONS, file], {
      cwd: dirname(file),
      encoding: 'utf8',
    });
    t.deepEqual([status, stderr], [0, '']);
    if (example.output !== undefined) t.is(stdout, example.output);
  });
}

for (const [name, least] of [
  ['arp', 5],
  ['analysis', 1],
  ['core', 2],
] as const)
  test(`the README of @vip/${name} runs as JavaScript: no types, and nothing that Node 20 does not know`, t => {
    const examples = examplesOf(`packages/${name}/README.md`);
    t.true(examples.length >= least);
    for (const {title, code} of examples) {
      const {status, stderr} = spawnSync(process.execPath, ['--check', writeExample(t, code)], {
        encoding: 'utf8',
      });
      t.deepEqual([status, stderr], [0, ''], title);
    }
  });

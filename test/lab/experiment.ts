import {execFileSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {decodeEvent, Timeline} from '@vip/analysis';
import {jsonReplacer} from '@vip/analysis/internal';
import {reportFailover, runOf} from '@vip/core';
import type {ExecutionContext} from 'ava';
import {jsonLines, vip} from '../helpers/product.js';
import {labTest, turnTest} from '../helpers/require-lab.js';
import {testWith} from '../helpers/require-tool.js';
import {machineState, markedEnvironment, untilGone} from '../helpers/traces.js';

/** The narration, in order; a countdown of 0 prints its `...` once. */
const NARRATION = [
  '[INFO] Setting up network namespaces...',
  '[INFO] Setting up mcv0 interface in namespace ns0...',
  '[INFO] Setting up mcv1 interface in namespace ns1...',
  '[INFO] Setting up mcv-client interface in default namespace...',
  '[INFO] Bringing up mcv-client and assigning IP...',
  '[INFO] Initial ARP entry for VIP 10.3.2.200: 02:00:00:00:00:10',
  'You should notice that pings are resolving. The MAC should be 02:00:00:00:00:10',
  '[INFO] Performing failover in 0...',
  '[INFO] Bringing down iface mcv0...',
  '[INFO] Failing over VIP to ns1...',
  'Right now, pings should NOT be going through (ARP entry is stale)',
  '[INFO] Sending out gratuitous ARP for new MAC in 0...',
  'You should notice that pings are resolving. The MAC should be 02:00:00:00:00:11',
  '[INFO] Cleaning up resources...',
];

function temporary(t: ExecutionContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'vip-test-'));
  execFileSync('chmod', ['777', directory]);
  t.teardown(() => rm(directory, {recursive: true, force: true}));
  return directory;
}

labTest('the failover of the lab works as expected, and is narrated line by line', async (t, who) => {
  const before = machineState();
  const {mark, env} = markedEnvironment();
  const {code, stdout, stderr} = await vip(who, ['experiment', '--delay', '0s'], {env});
  t.is(code, 0, stdout + stderr);
  t.is(stderr, '');
  const lines = stdout.split('\n');
  t.deepEqual(
    lines.filter(line => NARRATION.includes(line)),
    NARRATION,
  );
  t.regex(stdout, /^64 bytes from 10\.3\.2\.200: icmp_seq=1 ttl=64 time=\d+\.\d+ ms$/m);
  t.regex(
    stdout,
    /^ {2}ext0: ARP announcement 10\.3\.2\.200 is-at 02:00:00:00:00:11 \(request, target ff\)$/m,
  );
  for (const observer of ['mcv-client', 'ext', 'router', 'remote']) {
    t.is(lines.filter(line => line.startsWith(`  ok  ${observer.padEnd(10)} `)).length, 3, observer);
    t.regex(
      stdout,
      new RegExp(
        `^  ${observer} .*\\n +dark for \\d+ ms ± [\\d.]+ ms \\(\\d+ probes lost\\), ended by:\\n.* the announcement`,
        'm',
      ),
    );
  }
  t.true(stdout.endsWith('Every expectation held.\n'));
  t.deepEqual(
    lines.filter(line => line.length > 80),
    [],
  );
  t.deepEqual(await untilGone(mark), []);
  t.is(machineState(), before);
});

turnTest('the outage is the time between the failover and the announcement', async (t, who) => {
  const {code, stdout} = await vip(who, ['experiment', '--delay', '300ms', '--json']);
  t.is(code, 0);
  const events = jsonLines(stdout);
  const at = (step: string, phase: string) =>
    BigInt(String(events.find(event => event.step === step && event.phase === phase)?.at));
  const summary = events.at(-1) as {
    kind: string;
    held: boolean;
    observers: {name: string; outage: {leastNs: string; mostNs: string}}[];
  };
  t.is(events[0]?.kind, 'run');
  t.is(summary.kind, 'summary');
  t.true(summary.held);
  // The path breaks while the link is going down, and works again while the announcement is being sent.
  const shortest = at('announce', 'begun') - at('link-down', 'done');
  const longest = at('announce', 'done') - at('link-down', 'begun');
  for (const {name, outage} of summary.observers) {
    t.true(BigInt(outage.leastNs) <= longest, name);
    t.true(BigInt(outage.mostNs) >= shortest, name);
    t.true(BigInt(outage.leastNs) > 300_000_000n, name);
  }
});

turnTest('a saved run is complete, and gives the same report again', async (t, who) => {
  const directory = join(temporary(t), 'run');
  const {code, stdout} = await vip(who, ['experiment', '--delay', '0s', '--out', directory]);
  t.is(code, 0, stdout);
  t.deepEqual(readdirSync(directory).sort(), [
    'ext.pcapng',
    'host.pcapng',
    'ns0.pcapng',
    'ns1.pcapng',
    'remote.pcapng',
    'router.pcapng',
    'summary.json',
    'timeline.jsonl',
    'vip-run.json',
  ]);
  const lines = readFileSync(join(directory, 'timeline.jsonl'), 'utf8').trim().split('\n');
  const timeline = Timeline.of(lines.map(decodeEvent));
  const run = runOf(timeline);
  t.truthy(run);
  const again = run && JSON.stringify(reportFailover(timeline, run), jsonReplacer, 2);
  t.is(readFileSync(join(directory, 'summary.json'), 'utf8'), `${again}\n`);
  t.deepEqual(
    timeline.events.map(({at}) => at),
    timeline.events.map(({at}) => at).sort((a, b) => Number(a - b)),
  );
});

/** The gratuitous ARPs for the VIP in a saved capture, as tshark reads them. */
function announcementsByTshark(file: string): string[][] {
  const fields = [
    'eth.dst',
    'eth.src',
    'arp.opcode',
    'arp.src.hw_mac',
    'arp.dst.hw_mac',
    'arp.dst.proto_ipv4',
  ];
  const output = execFileSync(
    'tshark',
    ['-r', file, '-Y', 'arp.isgratuitous', '-T', 'fields', ...fields.flatMap(field => ['-e', field])],
    {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']},
  );
  return output.trim() === ''
    ? []
    : output
        .trim()
        .split('\n')
        .map(line => line.split('\t'));
}

const VIP_MAC = '02:00:00:00:00:11';
const ALL = 'ff:ff:ff:ff:ff:ff';
const forms: readonly [args: string[], frames: string[][]][] = [
  [['--form', 'request'], [[ALL, VIP_MAC, '1', VIP_MAC, ALL, '10.3.2.200']]],
  [
    ['--form', 'request', '--target-mac', 'zero'],
    [[ALL, VIP_MAC, '1', VIP_MAC, '00:00:00:00:00:00', '10.3.2.200']],
  ],
  [['--form', 'reply'], [[ALL, VIP_MAC, '2', VIP_MAC, VIP_MAC, '10.3.2.200']]],
];

for (const [args, frames] of forms) {
  testWith('tshark')(`experiment ${args.join(' ')} puts that frame on the wire at ext`, async t => {
    const directory = join(temporary(t), 'run');
    const words = ['experiment', '--delay', '0s', '--out', directory, ...args];
    const {code, stdout, stderr} = await vip('user', words);
    t.is(code, 0, stdout + stderr);
    t.deepEqual(announcementsByTshark(join(directory, 'ext.pcapng')), frames);
  });
}

turnTest('two experiments at once do not see each other', async (t, who) => {
  const runs = await Promise.all([0, 1].map(() => vip(who, ['experiment', '--delay', '0s'])));
  for (const {code, stdout, stderr} of runs) t.is(code, 0, stdout + stderr);
});

turnTest('every address of the topology can be changed', async (t, who) => {
  const directory = temporary(t);
  const file = join(directory, 'topology.json');
  execFileSync('tee', [file], {
    input: '{"ns1.mac": "02:aa:00:00:00:01", "ext.ip": "10.3.2.51/8"}',
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const {code, stdout, stderr} = await vip(who, [
    'experiment',
    '--delay',
    '0s',
    '--topology',
    file,
    '--vip',
    '10.9.9.9/8',
    '--set',
    'ns0.mac=02:aa:00:00:00:00',
  ]);
  t.is(code, 0, stdout + stderr);
  t.true(stdout.includes('[INFO] Initial ARP entry for VIP 10.9.9.9: 02:aa:00:00:00:00'));
  t.true(stdout.includes('The MAC should be 02:aa:00:00:00:01'));
});

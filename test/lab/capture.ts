/** `vip capture` between two machines, compared with tcpdump on the same traffic. */

import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import type {ExecutionContext} from 'ava';
import {MAC_A, type Pair, pairTest, stop} from '../helpers/pair.js';
import {asWho, jsonLines, type Running, startCommand, vipCommand} from '../helpers/product.js';
import {labTest} from '../helpers/require-lab.js';
import {nanoseconds, runTool, tsharkFields} from '../helpers/run-tool.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const VIP = '10.3.2.200';

/** A capture that is already listening. */
async function capture(pair: Pair, node: string, ...args: readonly string[]): Promise<Running> {
  const running = pair.start(node, vipCommand('root', ['capture', ...args]), {TZ: 'UTC'});
  await running.says('listening on');
  return running;
}

const garp = (pair: Pair, ...args: readonly string[]) =>
  pair.vip('a', 'garp', '--iface', 'va', '--ip', VIP, '--count', '1', ...args);

/** The lines of frames, without their times. */
function framesIn(stdout: string): string[] {
  return stdout
    .split('\n')
    .filter(line => /^\d/.test(line))
    .map(line => line.replace(/^\S+ /, ''));
}

/** Sends frames, given as hexadecimal octets, from node a. */
const sendRaw = (pair: Pair, ...frames: readonly string[]) =>
  pair.run('a', [
    process.execPath,
    '--input-type=module',
    '-e',
    `const {openLink} = await import(${JSON.stringify(new URL('../../../packages/arp/dist/link/index.js', import.meta.url).href)});
     const link = openLink({iface: 'va', receive: false});
     for (const frame of process.argv.slice(1)) link.send(Buffer.from(frame, 'hex'));
     await link.close();`,
    ...frames.map(frame => frame.replaceAll(/[\s|]/g, '')),
  ]);

const A = '020000000011';
const B = '020000000050';

pairTest('there is a line for each kind of frame, and one when an address moves', [], async (t, pair) => {
  const running = await capture(pair, 'b', '--iface', 'vb', '--filter', 'ether[12:2] != 0x86dd');
  await sendRaw(
    pair,
    `ffffffffffff ${A} 0806 0001080006040001 ${A} 0a03020b 000000000000 0a030263`,
    `${B} ${A} 0806 0001080006040002 ${A} 0a03020b ${B} 0a030232`,
    `ffffffffffff ${A} 0806 0001080006040001 ${A} 00000000 000000000000 0a0302c8`,
    `ffffffffffff 020000000010 0806 0001080006040001 020000000010 0a0302c8 ffffffffffff 0a0302c8`,
    `ffffffffffff ${A} 0806 0001080006040001 ${A} 0a0302c8 000000000000 0a0302c8`,
    `ffffffffffff ${A} 0806 0001080006040002 ${A} 0a0302c8 ${A} 0a0302c8`,
    `ffffffffffff ${A} 8100 0064 8100 a00a 0806 0001080006040001 ${A} 0a0302c8 ffffffffffff 0a0302c8`,
    `ffffffffffff ${A} 0806 0001080006040003 ${A} 0a0302c8 ${A} 0a0302c8`,
    `ffffffffffff ${A} 0806 0001080006 ${'00'.repeat(10)}`,
    `${B} ${A} 88b5 001b5b324a`,
  );
  await running.says('0x88b5');
  stop(running);
  const {code, stdout, stderr} = await running.ended;
  t.is(code, 0);
  t.regex(stderr, /^vip: listening on vb\nvip: 10 shown, 10 received, 0 dropped by the kernel\n$/);
  t.deepEqual(framesIn(stdout), [
    'vb ARP who-has 10.3.2.99 tell 10.3.2.11 (02:00:00:00:00:11)',
    'vb ARP reply 10.3.2.11 is-at 02:00:00:00:00:11 to 10.3.2.50',
    'vb ARP probe who-has 10.3.2.200 asked by 02:00:00:00:00:11',
    'vb ARP announcement 10.3.2.200 is-at 02:00:00:00:00:10 (request, target ff)',
    'vb ARP announcement 10.3.2.200 is-at 02:00:00:00:00:11 (request, target 00)',
    'vb ARP announcement 10.3.2.200 is-at 02:00:00:00:00:11 (reply, target self)',
    'vb vlan 100 vlan 10 p 5 ARP announcement 10.3.2.200 is-at 02:00:00:00:00:11 (request, target ff)',
    'vb RARP request 02:00:00:00:00:11 about itself (a guest moved)',
    'vb (arp: expected at least 28 octets, got 15)',
    'vb 02:00:00:00:00:11 > 02:00:00:00:00:50 type 0x88b5, 5 octets',
  ]);
  t.regex(stdout, /\n {4}10\.3\.2\.200 moved 02:00:00:00:00:10 -> 02:00:00:00:00:11 after [\d.]+ ms\n/);
  t.is(stdout.match(/ moved /g)?.length, 1);
});

pairTest('the move of an address is reported with the silence before it', [], async (t, pair) => {
  const running = await capture(pair, 'b', '--iface', 'vb', '--count', '2', '--json');
  await garp(pair, '--form', 'request', '--mac', '02:00:00:00:00:10');
  await sleep(300);
  await garp(pair, '--form', 'request');
  const {code, stdout} = await running.ended;
  t.is(code, 0);
  const [before, after, summary] = jsonLines(stdout);
  t.is(before?.moved, undefined);
  t.deepEqual(after?.moved, {
    ...{kind: 'moved', ip: VIP, from: '02:00:00:00:00:10', to: MAC_A},
    silenceNs: String(BigInt(String(after?.at)) - BigInt(String(before?.at))),
  });
  t.deepEqual(
    {...after, at: 0, moved: 0, speakers: 0, ignoredBy: 0},
    {
      ...{
        kind: 'arp',
        at: 0,
        iface: 'vb',
        length: 42,
        own: false,
        source: MAC_A,
        destination: 'ff:ff:ff:ff:ff:ff',
      },
      ...{vlans: [], etherType: 0x0806, operation: 'request', senderMac: MAC_A, senderIp: VIP},
      ...{
        targetMac: 'ff:ff:ff:ff:ff:ff',
        targetIp: VIP,
        purpose: 'announcement',
        form: 'request',
        target: 'broadcast',
      },
      ...{dialect: 'request-broadcast', speakers: 0, ignoredBy: 0, warnings: [], moved: 0},
    },
  );
  t.deepEqual(summary, {kind: 'summary', shown: 2, received: 2, dropped: 0});
});

/** What tcpdump prints for the same frame. */
function asTcpdump(line: string): string {
  return line
    .replace(/^(\S+) vb (?:vlan \S+ (?:p \d )?)*ARP /, '$1 ')
    .replace(/who-has (\S+) tell (\S+) \(\S+\).*/, 'Request who-has $1 tell $2')
    .replace(/reply (\S+) is-at (\S+) to .*/, 'Reply $1 is-at $2')
    .replace(/probe who-has (\S+) asked by .*/, 'Request who-has $1 tell 0.0.0.0')
    .replace(/announcement (\S+) is-at \S+ \(request, .*/, 'Request who-has $1 tell $1')
    .replace(/announcement (\S+) is-at (\S+) \(reply, .*/, 'Reply $1 is-at $2');
}

pairTest('it agrees with tcpdump line by line, time included', ['tcpdump', 'arping'], async (t, pair) => {
  const dump = await pair.tcpdump('b', '-i', 'vb', 'arp or vlan');
  const running = await capture(pair, 'b', '--iface', 'vb');
  for (const form of ['request', 'reply'] as const) {
    for (const target of ['broadcast', 'zero', 'self'])
      await garp(pair, '--form', form, '--target-mac', target);
  }
  await garp(pair, '--vlan', '100.10', '--form', 'request');
  await pair.run('a', ['ping', '-c', '1', '-W', '1', '10.3.2.50']);
  await pair.run('a', ['arping', '-q', '-c', '2', '-w', '2', '-I', 'va', '10.3.2.50']);
  await pair.run('a', ['arping', '-q', '-D', '-c', '1', '-I', 'va', '10.3.2.50']);
  await sleep(50);
  stop(running);
  const {stdout, stderr} = await running.ended;
  const shown = stdout.split('\n').filter(line => /^\d/.test(line));
  const theirs = await dump.lines(shown.length);
  t.true(shown.length >= 13, stdout);
  t.regex(stderr, new RegExp(`${shown.length} shown, ${shown.length} received, 0 dropped`));
  const words = (line: string) =>
    line
      .replace(/^(\S+) (?:ethertype )?.*?\b(Request|Reply) /, '$1 $2 ')
      .replace(/ \(ff:ff:ff:ff:ff:ff\) tell| \(\S+\) tell/, ' tell')
      .replace(/, length \d+$/, '');
  t.deepEqual(shown.map(asTcpdump), theirs.map(words));
});

pairTest(
  '--write opens in tshark and capinfos without a complaint; times are those of the kernel to the nanosecond',
  ['tcpdump', 'tshark', 'capinfos'],
  async (t, pair) => {
    const directory = temporaryDirectory(t);
    const [ours, theirs] = [join(directory, 'ours.pcapng'), join(directory, 'theirs.pcap')];
    const dump = await pair.tcpdump(
      'b',
      '-U',
      '--time-stamp-precision=nano',
      '-c',
      '8',
      '-w',
      theirs,
      '-i',
      'vb',
      'arp',
    );
    const running = await capture(pair, 'b', '--iface', 'vb', '--count', '8', '--write', ours);
    await garp(pair, '--count', '4', '--interval', '7ms');
    t.is((await running.ended).code, 0);
    await dump.lines();
    const fields = [
      'frame.time_epoch',
      'frame.interface_name',
      'arp.opcode',
      'arp.src.proto_ipv4',
      'arp.dst.hw_mac',
    ] as const;
    const mine = tsharkFields(ours, fields);
    const other = tsharkFields(theirs, ['frame.time_epoch']);
    t.is(mine.complaints, '');
    const times = (rows: readonly {'frame.time_epoch': string}[]) =>
      rows.map(row => nanoseconds(row['frame.time_epoch']));
    t.deepEqual(times(mine.rows), times(other.rows));
    t.true(
      times(mine.rows).some(at => at % 1000n !== 0n),
      'nanoseconds, not microseconds',
    );
    t.deepEqual(
      mine.rows.map(row => [row['frame.interface_name'], row['arp.opcode'], row['arp.src.proto_ipv4']]),
      Array.from({length: 8}, (_, index) => ['vb', index % 2 === 0 ? '1' : '2', VIP]),
    );
    const info = runTool('capinfos', '-M', ours);
    t.is(info.complaints, '');
    t.regex(info.stdout, /Number of packets:\s+8\n/);
    t.regex(info.stdout, /nanoseconds \(9\)/);
    const read = await pair.run('b', vipCommand('root', ['capture', ours, '--json']));
    t.deepEqual(
      jsonLines(read.stdout)
        .slice(0, 8)
        .map(({at}) => BigInt(String(at))),
      times(mine.rows),
    );
    t.deepEqual(jsonLines(read.stdout).at(-1), {kind: 'summary', shown: 8, received: 8, dropped: 0});
    const pcap = await pair.run('b', vipCommand('root', ['capture', theirs, '--garp']));
    t.is(pcap.stdout.match(/ ARP announcement /g)?.length, 8);
  },
);

pairTest(
  'all interfaces, including those that appear later and those that disappear',
  [],
  async (t, pair) => {
    const running = pair.startVip('b', 'capture');
    await running.says('listening on vb');
    await garp(pair, '--form', 'request');
    await running.says(/ vb ARP announcement/);
    await pair.ip(
      'b',
      'link add vc address 02:00:00:00:00:0c type veth peer name vd',
      'link set vd up',
      'link set vc up',
    );
    await running.says('listening on vc');
    await running.says('listening on vd');
    await pair.vip('b', 'garp', '--iface', 'vc', '--ip', '10.9.9.9', '--count', '1', '--form', 'request');
    await running.says(/ vd ARP announcement 10\.9\.9\.9/);
    await pair.ip('b', 'link del vc');
    await running.says(/warning: capture v[cd]: .*disappeared/i);
    await garp(pair, '--form', 'reply');
    await running.says(/ vb ARP announcement .* \(reply/);
    stop(running, 'SIGTERM');
    const {code, stdout, stderr} = await running.ended;
    t.is(code, 143, stderr);
    t.regex(stderr, /listening on lo\n/);
    t.deepEqual(
      framesIn(stdout)
        .map(line => line.split(' ')[0])
        .sort(),
      ['vb', 'vb', 'vc', 'vd'],
      'one that is sent from one end and arrives at the other is seen at both',
    );
    t.regex(stderr, /\nvip: 4 shown, 4 received, 0 dropped by the kernel\nvip: interrupted by SIGTERM\n$/);
  },
);

pairTest('if no interface is up, it says so and waits for one', [], async (t, pair) => {
  await pair.ip('b', 'link set lo down', 'link set vb down');
  const running = pair.startVip('b', 'capture', '--count', '1');
  await running.says('vip: warning: no Ethernet interface is up; waiting for one\n');
  await pair.ip('b', 'link set vb up');
  await running.says('listening on vb');
  await garp(pair, '--form', 'request');
  const {code, stdout} = await running.ended;
  t.deepEqual([code, framesIn(stdout).length], [0, 1]);
});

pairTest('a named interface that disappears ends it with the counts and exit code 3', [], async (t, pair) => {
  const running = await capture(pair, 'b', '--iface', 'vb');
  await garp(pair, '--form', 'request');
  await running.says('announcement');
  await pair.ip('b', 'link del vb');
  const {code, stderr} = await running.ended;
  t.is(code, 3);
  t.regex(
    stderr,
    /\nvip: 1 shown, 1 received, 0 dropped by the kernel\nvip: capture vb: .*disappeared.*\n$/i,
  );
});

pairTest(
  '--garp, --ip, --count, --duration and --netns select what is shown',
  ['arping'],
  async (t, pair) => {
    const garps = await capture(pair, 'b', '--iface', 'vb', '--garp');
    const mine = await capture(pair, 'b', '--iface', 'vb', '--ip', '10.3.2.201', '--ip', '10.3.2.202');
    const first = await capture(pair, 'b', '--iface', 'vb', '--count', '3');
    const inside = await capture(pair, 'host', '--netns', 'b', '--iface', 'vb', '--count', '1');
    for (const ip of ['10.3.2.200', '10.3.2.201', '10.3.2.202'])
      await pair.vip('a', 'garp', '--iface', 'va', '--ip', ip, '--count', '1', '--form', 'request');
    await pair.run('a', ['arping', '-q', '-c', '1', '-w', '1', '-I', 'va', '10.3.2.50']);
    await sleep(50);
    stop(mine);
    stop(garps);
    const counted = await first.ended;
    t.deepEqual([counted.code, framesIn(counted.stdout).length], [0, 3]);
    t.regex(counted.stderr, /3 shown, \d+ received/);
    const chosen = framesIn((await mine.ended).stdout);
    t.deepEqual(
      chosen.map(line => /announcement (\S+)/.exec(line)?.[1]),
      ['10.3.2.201', '10.3.2.202'],
    );
    const timed = await pair.vip('b', 'capture', '--iface', 'vb', '--duration', '300ms');
    t.is(timed.code, 0);
    const announced = await garps.ended;
    t.deepEqual(
      framesIn(announced.stdout).map(line => line.split(' ')[2]),
      ['announcement', 'announcement', 'announcement'],
    );
    t.regex(announced.stderr, /3 shown, 5 received/);
    t.is(framesIn((await inside.ended).stdout).length, 1);
  },
);

pairTest(
  'a bad filter gives exit code 2 and one line; two simultaneous captures do not disturb each other',
  [],
  async (t, pair) => {
    const bad = await pair.vip('b', 'capture', '--iface', 'vb', '--filter', 'arp and');
    t.deepEqual(bad, {
      ...{code: 2, signal: null, stdout: ''},
      stderr: `vip: --filter: capture vb: expected a pcap filter, got "arp and": can't parse filter expression: syntax error\n`,
    });
    const watched = await pair.vip('b', 'watch', '--iface', 'vb', '-f', 'arp and');
    t.is(watched.code, 2);
    t.regex(watched.stderr, /^vip: -f: capture vb: expected a pcap filter, /);
    const both = [
      await capture(pair, 'b', '--iface', 'vb'),
      await capture(pair, 'b', '--iface', 'vb', '--json'),
    ];
    await garp(pair);
    for (const running of both) await running.says(/reply/);
    for (const running of both) stop(running);
    const [text, json] = await Promise.all(both.map(running => running.ended));
    t.is(framesIn(text?.stdout ?? '').length, 2);
    t.is(jsonLines(json?.stdout ?? '').length, 3);
  },
);

pairTest(
  'a reader that goes away ends it quietly; a full disk gives one line and exit code 3',
  [],
  async (t, pair) => {
    const directory = temporaryDirectory(t);
    const product = vipCommand('root', ['capture', '--iface', 'vb']);
    const piped = pair.start('b', [
      'sh',
      '-c',
      '{ "$@"; echo "exit $?" >&2; } | head -n 1',
      'sh',
      ...product,
    ]);
    await piped.says('listening on');
    await garp(pair, '--form', 'request');
    await sleep(100);
    await garp(pair, '--form', 'request');
    await piped.says('exit 0');
    const {stdout, stderr} = await piped.ended;
    t.is(framesIn(stdout).length, 1);
    t.notRegex(stderr, /EPIPE|Error| at /);
    // A disk of three pages. The first frames fill part of it, and the flood fills the rest.
    const script = `mount -t tmpfs -o size=12k small ${directory} && exec "$@"`;
    const full = pair.start('b', [
      'sh',
      '-c',
      script,
      'sh',
      ...product,
      '--write',
      join(directory, 'x.pcapng'),
    ]);
    await full.says('listening on');
    await garp(pair, '--count', '200', '--interval', '0');
    const ended = await full.ended;
    t.is(ended.code, 3);
    t.regex(ended.stderr, /\nvip: --write \S+\/x\.pcapng: the file ends here: no space left on device\n$/);
    t.notRegex(ended.stderr, /\n {4}at /);
  },
);

pairTest('an interface with a hostile name stays text', [], async (t, pair) => {
  const name = '\u001b[7m\u009bx';
  await pair.run('b', ['ip', 'link', 'set', 'vb', 'down']);
  const renamed = await pair.run('b', ['ip', 'link', 'set', 'vb', 'name', name]);
  if (renamed.code !== 0) {
    t.log(`this ip refuses such a name: ${renamed.stderr}`);
    t.pass();
    return;
  }
  await pair.run('b', ['ip', 'link', 'set', name, 'up']);
  const running = pair.startVip('b', 'capture', '--count', '1', '--duration', '5s');
  await running.says('listening on \\u001b[7m\\u009bx');
  await garp(pair, '--form', 'request');
  const {stdout, stderr} = await running.ended;
  t.regex(stdout, /^[\x20-\x7e\n]*$/);
  t.regex(stderr, /^[\x20-\x7e\n]*$/);
  t.is(framesIn(stdout)[0]?.split(' ')[0], '\\u001b[7m\\u009bx');
});

labTest('an ordinary user captures in namespaces of their own', async (t: ExecutionContext, who) => {
  const product = (...args: string[]) => {
    const command = vipCommand(who, args);
    return command
      .slice(command.indexOf(process.execPath))
      .map(word => `'${word}'`)
      .join(' ');
  };
  const script = `
mount -t sysfs sysfs /sys
ip link add va address ${MAC_A} type veth peer name vb && ip link set va up && ip link set vb up || exit
${product('capture', '--iface', 'vb', '--count', '2')} & capture=$!
sleep 0.5
${product('garp', '--iface', 'va', '--ip', VIP, '--count', '1')} >/dev/null 2>&1
wait $capture`;
  const user = who === 'user' ? ['--user', '--map-root-user'] : [];
  const argv = asWho(who, ['unshare', ...user, '--mount', '--net', 'sh', '-c', script]);
  const {code, stdout, stderr} = await startCommand(argv, {cwd: '/'}).ended;
  t.is(code, 0, stderr);
  t.is(framesIn(stdout).length, 2);
});

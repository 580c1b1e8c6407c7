/** `vip garp` between two machines, octet by octet as tcpdump captures it on the other one. */

import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import type {ExecutionContext} from 'ava';
import {hex, toHex} from '../helpers/hex.js';
import {framesOf, MAC_A, MAC_B, type Pair, pairTest, stop} from '../helpers/pair.js';
import {asWho, jsonLines, startCommand, vipCommand} from '../helpers/product.js';
import {labTest} from '../helpers/require-lab.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const VIP = '10.3.2.200';

const BROADCAST = 'ffffffffffff';
const A = '020000000011';
const HEAD = '0806 | 0001 0800 06 04';
const REQUEST = `${BROADCAST} ${A} | ${HEAD} 0001 | ${A} 0a0302c8 | ${BROADCAST} 0a0302c8`;
const REPLY = `${BROADCAST} ${A} | ${HEAD} 0002 | ${A} 0a0302c8 | ${A} 0a0302c8`;
const DETECT_PROBE = `${BROADCAST} ${A} | ${HEAD} 0001 | ${A} 00000000 | 000000000000 0a0302c8`;

const SAID = {
  request: `${VIP} is-at ${MAC_A} (request, target ff, 42 octets)`,
  reply: `${VIP} is-at ${MAC_A} (reply, target self, 42 octets)`,
};

type Row = readonly [title: string, args: readonly string[], wire: readonly string[]];

const with_ = (operation: string, target: string) =>
  `${BROADCAST} ${A} | ${HEAD} ${operation} | ${A} 0a0302c8 | ${target} 0a0302c8`;
const tagged = (tags: string) => REQUEST.replace('0806', `${tags} | 0806`);

const FRAMES: readonly Row[] = [
  ['--form request', ['--form', 'request'], [REQUEST]],
  ['--form reply', ['--form', 'reply'], [REPLY]],
  ['both by default', [], [REQUEST, REPLY]],
  ['request, target zero', ['--form', 'request', '--target-mac', 'zero'], [with_('0001', '000000000000')]],
  ['request, target self', ['--form', 'request', '--target-mac', 'self'], [with_('0001', A)]],
  [
    'request, target by address',
    ['--form', 'request', '--target-mac', '02:00:00:00:00:99'],
    [with_('0001', '020000000099')],
  ],
  ['reply, target broadcast', ['--form', 'reply', '--target-mac', 'broadcast'], [with_('0002', BROADCAST)]],
  ['--mac', ['--form', 'reply', '--mac', '02:00:00:00:00:77'], [REPLY.replaceAll(A, '020000000077')]],
  ['--vlan 10', ['--form', 'request', '--vlan', '10'], [tagged('8100 000a')]],
  ['--vlan 100.10', ['--form', 'request', '--vlan', '100.10'], [tagged('8100 0064 | 8100 000a')]],
  ['--vlan 10:5', ['--form', 'request', '--vlan', '10:5'], [tagged('8100 a00a')]],
  ['--vlan 0:7, priority alone', ['--form', 'request', '--vlan', '0:7'], [tagged('8100 e000')]],
  [
    'two addresses',
    ['--form', 'request', '--ip', '10.3.2.201'],
    [REQUEST, REQUEST.replaceAll('0a0302c8', '0a0302c9')],
  ],
  ['--count 3', ['--form', 'request', '--count', '3', '--interval', '20ms'], [REQUEST, REQUEST, REQUEST]],
];

pairTest(
  'the frame that leaves the machine is the one asked for, to the last octet',
  ['tcpdump'],
  async (t, pair) => {
    for (const [title, args, wire] of FRAMES) {
      const dump = await pair.tcpdump('b', '-xx', '-c', String(wire.length), '-i', 'vb');
      const once = args.includes('--count') ? [] : ['--count', '1'];
      const ended = await pair.vip('a', 'garp', '--iface', 'va', '--ip', VIP, ...once, ...args);
      t.is(ended.code, 0, `${title}: ${ended.stderr}`);
      t.deepEqual(
        framesOf(await dump.lines()),
        wire.map(octets => toHex(hex(octets))),
        title,
      );
      t.true(
        ended.stdout.endsWith(`\n${wire.length} frame${wire.length === 1 ? '' : 's'} sent on va\n`),
        title,
      );
    }
  },
);

/**
 * Modules that take at least as long to load as a frame takes to send: Node's streams, its performance hooks,
 * and child processes.
 */
const SLOW = [
  ...['stream', 'net', 'os', 'perf_hooks', 'child_process', 'module', 'crypto'],
  'internal/abort_controller',
];

pairTest('vip garp loads no module of Node that takes longer than announcing', [], async (t, pair) => {
  const list = join(temporaryDirectory(t), 'list.cjs');
  writeFileSync(
    list,
    `process.on('exit', () => require('fs').writeSync(2, process.moduleLoadList.join('\\n')))`,
  );
  const command = vipCommand(process.getuid?.() === 0 ? 'root' : 'user', [
    'garp',
    '--iface',
    'va',
    '--ip',
    VIP,
  ]);
  const node = command.indexOf(process.execPath);
  const {code, stderr} = await pair.run('a', [
    ...command.toSpliced(node + 1, 0, '--require', list),
    '--count',
    '1',
  ]);
  t.is(code, 0);
  const loaded = new Set(stderr.split('\n').map(line => line.replace('NativeModule ', '')));
  t.true(loaded.has('vm'), 'the list is one');
  t.deepEqual(
    SLOW.filter(name => loaded.has(name)),
    [],
  );
});

const octetsOf = (template: string, last: string) =>
  toHex(hex(template.replaceAll('0a0302c8', `0a0302${last}`)));

pairTest(
  'addresses from a file, the first form of each before the second, paced',
  ['tcpdump'],
  async (t, pair) => {
    const file = join(temporaryDirectory(t), 'vips');
    writeFileSync(file, `# moved together\n${VIP}\n\n  10.3.2.201 # the second\n10.3.2.202\n`);
    const dump = await pair.tcpdump('b', '-xx', '-tt', '-c', '6', '-i', 'vb');
    const announced = ['--ip', `@${file}`, '--count', '1', '--pace', '30ms', '--json'];
    const ended = await pair.vip('a', 'garp', '--iface', 'va', ...announced);
    t.is(ended.code, 0, ended.stderr);
    const expected = [REQUEST, REPLY].flatMap(form => ['c8', 'c9', 'ca'].map(last => octetsOf(form, last)));
    const lines = await dump.lines();
    t.deepEqual(framesOf(lines), expected);
    const times = lines.flatMap(line => /^(\d+\.\d+) /.exec(line)?.slice(1).map(Number) ?? []);
    const [first = 0] = times;
    t.deepEqual(
      times.map((time, index) => time - first > index * 0.03 - 0.01),
      times.map(() => true),
      times.join(),
    );
  },
);

pairTest(
  'a file of 150,000 addresses is announced, and ^C ends that, whether or not the output is read',
  [],
  async (t, pair) => {
    const file = join(temporaryDirectory(t), 'vips');
    const addresses = Array.from({length: 150_000}, (_, index) =>
      [10, 64 + (index >> 16), (index >> 8) & 255, index & 255].join('.'),
    );
    writeFileSync(file, addresses.join('\n'));
    const garp = ['garp', '--iface', 'va', '--ip', `@${file}`];
    const whole = await pair.vip('a', ...garp, '--count', '1');
    t.is(whole.code, 0, whole.stderr);
    t.regex(whole.stdout, /\n300000 frames sent on va\n$/);
    t.regex(whole.stderr, /\nvip: warning: va does not hold 149980 more addresses: .*\n$/);
    const endless = pair.startVip('a', ...garp, '--count', '1000', '--interval', '0');
    await endless.says('is-at');
    stop(endless);
    const {code, stdout} = await endless.ended;
    t.is(code, 130);
    // The frame that it says it sent is the one that it printed.
    const [, sent] = /\n(\d+) frames sent on va\n$/.exec(stdout) ?? [];
    t.is(Number(sent), stdout.split('\n').length - 2);

    // The reader is stopped; then ^C.
    for (const [more, end] of [
      [['--count', '1000', '--interval', '0'], 130],
      [['--dry-run'], 'SIGINT'],
    ] as const) {
      const unread = pair.startVip('a', ...garp, ...more);
      await unread.says('is-at');
      unread.child.stdout?.pause();
      await sleep(1500);
      stop(unread);
      const interrupted = await Promise.race([
        new Promise(resolve => unread.child.once('exit', (exit, signal) => resolve(exit ?? signal))),
        sleep(20_000, 'deaf'),
      ]);
      unread.child.stdout?.destroy();
      t.is(interrupted, end, more.join(' '));
    }
  },
);

pairTest(
  'it says what it sent, and warns when the interface does not hold the address',
  [],
  async (t, pair) => {
    const garp = (...args: string[]) => pair.vip('a', 'garp', '--iface', 'va', '--count', '1', ...args);
    const foreign = await garp('--ip', VIP);
    t.deepEqual(foreign, {
      code: 0,
      signal: null,
      stdout: `${SAID.request}\n${SAID.reply}\n2 frames sent on va\n`,
      stderr: `vip: warning: va does not hold ${VIP}: hosts that accept the announcement will get no answer\n`,
    });
    await pair.ip('a', `addr add ${VIP}/8 dev va`, 'addr add 10.3.2.201/32 dev va label va:vip');
    t.is((await garp('--ip', VIP)).stderr, '', 'secondary');
    t.is((await garp('--ip', '10.3.2.201')).stderr, '', 'with a label');
    t.is((await garp('--ip', '10.3.2.11')).stderr, '', 'primary');
    t.regex((await garp('--ip', '10.3.2.50')).stderr, /^vip: warning: va does not hold 10\.3\.2\.50: .*\n$/);
    await pair.ip('a', 'addr add 10.3.2.202/32 dev lo');
    t.regex(
      (await garp('--ip', '10.3.2.202')).stderr,
      /^vip: warning: va does not hold/,
      'on another interface',
    );
  },
);

pairTest('the neighbour believes it: the entry flips to the new MAC, STALE', [], async (t, pair) => {
  const old = '02:00:00:00:00:10';
  const neighbour = async () => {
    const {stdout} = await pair.lab.run('b', ['ip', '-j', 'neigh', 'show', VIP, 'dev', 'vb']);
    const [entry] = JSON.parse(stdout) as {lladdr?: string; state: string[]}[];
    return entry === undefined ? 'none' : `${entry.lladdr} ${entry.state.join()}`;
  };
  const fresh = () => pair.ip('b', `neigh replace ${VIP} lladdr ${old} nud reachable dev vb`);
  // In hundredths of a second. On a busy machine the kernel's own second may be over before the announcement comes.
  const lockFor = (time: number) =>
    pair.lab.run('b', ['sh', '-c', `echo ${time} > /proc/sys/net/ipv4/neigh/vb/locktime`]);
  const young = async () => {
    await lockFor(6000);
    await fresh();
  };
  const aged = async () => {
    await lockFor(100);
    await fresh();
    await sleep(1300);
  };
  const forms: readonly (readonly [args: readonly string[], prepare: () => Promise<void>, after: string])[] =
    [
      [['--form', 'request'], young, `${MAC_A} STALE`],
      [['--form', 'request', '--target-mac', 'zero'], young, `${MAC_A} STALE`],
      [['--form', 'request', '--target-mac', 'self'], young, `${MAC_A} STALE`],
      [['--form', 'reply'], young, `${MAC_A} STALE`],
      [['--form', 'reply', '--target-mac', 'broadcast'], young, `${old} REACHABLE`],
      [['--form', 'reply', '--target-mac', 'zero'], young, `${old} REACHABLE`],
      [['--form', 'reply', '--target-mac', 'broadcast'], aged, `${MAC_A} STALE`],
      [['--form', 'reply', '--target-mac', 'zero'], aged, `${MAC_A} STALE`],
      [['--form', 'both'], young, `${MAC_A} STALE`],
    ];
  for (const [args, prepare, after] of forms) {
    await prepare();
    const {code} = await pair.vip('a', 'garp', '--iface', 'va', '--ip', VIP, '--count', '1', ...args);
    t.is(code, 0);
    t.is(await neighbour(), after, args.join(' '));
  }
  await pair.ip('b', `neigh del ${VIP} dev vb`);
  await pair.vip('a', 'garp', '--iface', 'va', '--ip', VIP, '--count', '1');
  t.is(await neighbour(), 'none', 'who has no entry gets none');
});

pairTest('rounds are as far apart on the wire as requested, never less', ['tcpdump'], async (t, pair) => {
  for (const interval of [30, 250, 1100]) {
    const dump = await pair.tcpdump('b', '-tt', '-c', '3', '-i', 'vb');
    const args = [
      '--form',
      'request',
      '--count',
      '3',
      ...(interval === 1100 ? [] : ['--interval', `${interval}ms`]),
    ];
    await pair.vip('a', 'garp', '--iface', 'va', '--ip', VIP, ...args);
    const at = (await dump.lines()).map(line => Number(line.split(' ')[0]) * 1000);
    for (const round of [1, 2]) {
      const since = (at[round] as number) - (at[0] as number);
      t.true(since >= round * interval - 1, `${interval} ms: ${since}`);
    }
  }
});

pairTest(
  '--netns runs it in a namespace, with the same output and exit code',
  ['tcpdump'],
  async (t, pair) => {
    const dump = await pair.tcpdump('b', '-xx', '-c', '1', '-i', 'vb');
    const args = ['garp', '--iface', 'va', '--ip', VIP, '--count', '1', '--form', 'request'];
    const inside = await pair.vip('host', ...args, '--netns', 'a');
    t.is(inside.stdout, `${SAID.request}\n1 frame sent on va\n`);
    t.is(inside.code, 0);
    t.deepEqual(framesOf(await dump.lines()), [toHex(hex(REQUEST))]);
    const outside = await pair.vip('host', ...args, '--netns=b');
    t.deepEqual(
      [outside.code, outside.stderr],
      [3, 'vip: interface va: no such interface (ip link lists those that exist)\n'],
    );
  },
);

async function announced(
  t: ExecutionContext,
  pair: Pair,
  args: readonly string[],
  frames: readonly string[],
) {
  const dump = await pair.tcpdump('b', '-xx', '-i', 'vb', 'ether', 'src', MAC_A);
  const ended = await pair.vip('a', 'garp', '--iface', 'va', '--ip', VIP, '--count', '1', ...args);
  await sleep(50);
  t.deepEqual(
    framesOf(await dump.lines(frames.length)),
    frames.map(octets => toHex(hex(octets))),
  );
  return ended;
}

pairTest(
  '--detect: another owner gives exit code 1 and no announcement; --force overrides',
  ['tcpdump'],
  async (t, pair) => {
    await pair.ip('b', `addr add ${VIP}/8 dev vb`);
    const probes = [DETECT_PROBE, DETECT_PROBE, DETECT_PROBE];
    const taken = await announced(t, pair, ['--detect'], probes);
    t.deepEqual([taken.code, taken.stdout], [1, '']);
    t.regex(
      taken.stderr,
      new RegExp(
        `\nvip: ${VIP} is in use by ${MAC_B}: nothing was announced \\(--force announces it anyway\\)\n$`,
      ),
    );
    const json = await pair.vip('a', 'garp', '--iface', 'va', '--ip', VIP, '--detect', '--json');
    t.is(json.code, 1);
    const [owner, ...more] = jsonLines(json.stdout);
    t.deepEqual([{...owner, at: 0}, more], [{kind: 'owner', at: 0, ip: VIP, mac: MAC_B}, []]);
    const forced = await announced(t, pair, ['--detect', '--force'], [...probes, REQUEST, REPLY]);
    t.is(forced.code, 0);
    t.regex(forced.stderr, /is in use by .*; announcing it anyway\n$/);
    t.regex(forced.stdout, /2 frames sent/);
  },
);

pairTest(
  '--detect: an owner that only probes for the address counts as well (RFC 5227 §2.1.1)',
  ['arping'],
  async (t, pair) => {
    const running = pair.startVip('a', 'garp', '--iface', 'va', '--ip', VIP, '--detect', '--count', '1');
    await pair.untilListening('a');
    // Several are sent, because the first may arrive before the socket has a filter.
    await pair.run('b', ['arping', '-q', '-D', '-c', '4', '-w', '4', '-I', 'vb', VIP]);
    const {code, stdout, stderr} = await running.ended;
    t.deepEqual([code, stdout], [1, '']);
    t.regex(stderr, new RegExp(`${VIP} is in use by ${MAC_B}: nothing was announced`));
  },
);

pairTest(
  '--detect: with no other owner, or a second interface of our own, it announces; tags keep networks apart',
  [],
  async (t, pair) => {
    const free = await pair.vip('a', 'garp', '--iface', 'va', '--ip', VIP, '--detect', '--count', '1');
    t.deepEqual([free.code, free.stdout], [0, `${SAID.request}\n${SAID.reply}\n2 frames sent on va\n`]);
    // Two interfaces of one machine on one switch: the second answers for the address.
    await pair.ip(
      'a',
      'link add mv link va address 02:00:00:00:00:12 type macvlan mode bridge',
      'link set mv up',
      `addr add ${VIP}/8 dev mv`,
    );
    const own = await pair.vip('a', 'garp', '--iface', 'va', '--ip', VIP, '--detect', '--count', '1');
    t.is(own.code, 0, own.stderr);
  },
);

pairTest('--detect looks in the VLAN that it announces in', [], async (t, pair) => {
  const address = '10.3.2.220';
  const rounds = ['--count', '200', '--interval', '20ms', '--form', 'reply'];
  const owner = pair.startVip('b', 'garp', '--iface', 'vb', '--ip', address, '--vlan', '100.10', ...rounds);
  await owner.says('is-at');
  const detect = (...args: string[]) =>
    pair.vip('a', 'garp', '--iface', 'va', '--ip', address, '--detect', '--count', '1', ...args);
  const codes = (await Promise.all([detect('--vlan', '100.10'), detect('--vlan', '10'), detect()])).map(
    ({code}) => code,
  );
  t.deepEqual(codes, [1, 0, 0]);
  stop(owner);
  await owner.ended;
});

pairTest(
  '--detect on an interface that disappears knows nothing, says so, and announces nothing',
  ['tcpdump'],
  async (t, pair) => {
    const probe = await pair.tcpdump('b', '-i', 'vb', '-c', '1', 'arp');
    const running = pair.startVip('a', 'garp', '--iface', 'va', '--ip', VIP, '--detect');
    await probe.lines();
    await pair.ip('a', 'link del va');
    const {code, stdout, stderr} = await running.ended;
    t.deepEqual([code, stdout], [3, '']);
    t.regex(
      stderr,
      /\nvip: (?:capture|send|interface) va: (?:.*interface disappeared|no such interface|interface is down).*\n$/i,
    );
    t.notRegex(stderr, /\n {4}at /);
  },
);

pairTest('--json: one object for each frame, then the summary', [], async (t, pair) => {
  const {stdout, code} = await pair.vip(
    'a',
    'garp',
    '--iface',
    'va',
    '--ip',
    VIP,
    '--json',
    '--interval',
    '20ms',
  );
  t.is(code, 0);
  const objects = jsonLines(stdout);
  const frame = (round: number, form: string, targetMac: string, octets: string) => ({
    ...{
      kind: 'sent',
      at: 0,
      iface: 'va',
      ip: VIP,
      mac: MAC_A,
      form,
      targetMac,
      octets: toHex(hex(octets)),
      round,
    },
  });
  t.deepEqual(
    objects.map(object => ('at' in object ? {...object, at: 0} : object)),
    [
      ...[1, 2].flatMap(round => [
        frame(round, 'request', 'ff:ff:ff:ff:ff:ff', REQUEST),
        frame(round, 'reply', MAC_A, REPLY),
      ]),
      {kind: 'summary', sent: 4, failed: 0},
    ],
  );
  const times = objects.slice(0, 4).map(({at}) => BigInt(String(at)));
  t.deepEqual(times, [...times].sort());
  t.true(Math.abs(Number((times[0] as bigint) / 1_000_000n) - Date.now()) < 30_000);
});

pairTest('frames that could not be sent reach the exit code and the counts', [], async (t, pair) => {
  const args = ['garp', '--iface', 'va', '--ip', '10.3.2.11', '--form', 'request'];
  await pair.ip('b', 'link set vb down');
  t.deepEqual(await pair.vip('a', ...args, '--count', '2', '--interval', '1ms'), {
    ...{code: 3, signal: null, stdout: '0 frames sent on va, 2 not\n'},
    stderr: 'vip: send va: no carrier (connect the other end and bring it up)\n',
  });
  await pair.ip('a', 'link set va down');
  t.deepEqual(await pair.vip('a', ...args), {
    ...{code: 3, signal: null, stdout: ''},
    stderr: 'vip: send va: interface is down (ip link set va up)\n',
  });
  await pair.ip('b', 'link set vb up');
  await pair.ip('a', 'link set va up');
  const running = pair.startVip('a', ...args, '--count', '4', '--interval', '400ms', '--json');
  await running.says('"round":1');
  await pair.ip('a', 'link set va down');
  await running.says('"round":2');
  await pair.ip('a', 'link set va up');
  await running.says('"round":3');
  await pair.ip('a', 'link del va');
  const {code, stdout, stderr} = await running.ended;
  t.is(code, 3);
  const objects = jsonLines(stdout);
  t.deepEqual(
    objects.map(({kind, round, sent, failed}) => (kind === 'summary' ? [kind, sent, failed] : [kind, round])),
    [
      ['sent', 1],
      ['failed', 2],
      ['sent', 3],
      ['failed', 4],
      ['summary', 2, 2],
    ],
  );
  t.regex(stderr, /^vip: send va: interface is down .*\n$/);
});

pairTest('^C between two rounds ends it with the count', [], async (t, pair) => {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    const running = pair.startVip(
      'a',
      'garp',
      '--iface',
      'va',
      '--ip',
      '10.3.2.11',
      '--count',
      '5',
      '--interval',
      '1m',
    );
    await running.says('(reply');
    stop(running, signal);
    const ended = await running.ended;
    t.is(ended.code, code);
    t.regex(ended.stdout, /\n2 frames sent on va\n$/);
    t.is(ended.stderr, `vip: interrupted by ${signal}\n`);
  }
});

labTest('an ordinary user announces in namespaces of their own', async (t, who) => {
  const script = `
ip link add va address ${MAC_A} type veth peer name vb && ip link set va up && ip link set vb up || exit
exec "$@"`;
  const product = vipCommand(who, ['garp', '--iface', 'va', '--ip', VIP, '--count', '1']);
  const command = product.slice(product.indexOf(process.execPath));
  const user = who === 'user' ? ['--user', '--map-root-user'] : [];
  // /sys shows the interfaces of the namespace it was mounted in.
  const enter = [
    'unshare',
    ...user,
    '--mount',
    '--net',
    'sh',
    '-c',
    `mount -t sysfs sysfs /sys; ${script}`,
    'sh',
  ];
  const {code, stdout, stderr} = await startCommand(asWho(who, [...enter, ...command]), {cwd: '/'}).ended;
  t.is(code, 0, stderr);
  t.is(stdout, `${SAID.request}\n${SAID.reply}\n2 frames sent on va\n`);
});

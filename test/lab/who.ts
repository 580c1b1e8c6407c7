import {readFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import test, {type ExecutionContext} from 'ava';
import {MAC_A, type Pair, pairTest, stop} from '../helpers/pair.js';
import {descendants} from '../helpers/processes.js';
import {jsonLines, startCommand, vipCommand} from '../helpers/product.js';
import {openSegment, type Segment} from '../helpers/segment.js';

/** Opens a segment, with a function that runs `vip who` in it. */
async function openAskedSegment(t: ExecutionContext) {
  const {lab, ip} = await openSegment(t);
  const who = (...args: readonly string[]) =>
    startCommand(
      lab.command('asker', vipCommand('root', ['who', ...args, '--iface', 'eth0', '--wait', '100ms'])),
    ).ended;
  return {lab, ip, who};
}

test.serial('one owner is reported with how often and how quickly it answered', async t => {
  const {ip, who} = await openAskedSegment(t);
  await ip('one', 'addr add 10.3.2.200/8 dev eth0');
  const {code, stdout, stderr} = await who('10.3.2.200');
  t.is(code, 0, stdout + stderr);
  t.regex(
    stdout,
    /^10\.3\.2\.200 is-at 02:00:00:00:00:01 {2}answered 3 of 3, first 3, quickest [\d.]+ ms\none owner\n$/,
  );
});

test.serial('two owners give exit 1, and each is counted', async t => {
  const {ip, who} = await openAskedSegment(t);
  await ip('one', 'addr add 10.3.2.200/8 dev eth0');
  await ip('two', 'addr add 10.3.2.200/8 dev eth0');
  const {code, stdout} = await who('10.3.2.200', '--count', '5', '--json');
  t.is(code, 1);
  const lines = jsonLines(stdout);
  t.deepEqual(
    lines
      .map(({mac}) => mac)
      .filter(Boolean)
      .sort(),
    ['02:00:00:00:00:01', '02:00:00:00:00:02'],
  );
  t.deepEqual(lines.map(({answered}) => answered).filter(Boolean), [5, 5]);
  t.is(
    lines.reduce((sum, {first}) => sum + Number(first ?? 0), 0),
    5,
  );
  t.like(lines.at(-1), {kind: 'summary', asked: 5, owners: 2, isCertain: true, isOurs: false});
});

test.serial('an IPv6 address has owners as well, one or two', async t => {
  const {ip, who} = await openAskedSegment(t);
  await ip('one', 'addr add fd00:3:2::200/64 dev eth0 nodad');
  const {code, stdout, stderr} = await who('fd00:3:2::200');
  t.is(code, 0, stdout + stderr);
  t.regex(stdout, /^fd00:3:2::200 is-at 02:00:00:00:00:01 {2}answered 3 of 3, .*\none owner\n$/);
  await ip('two', 'addr add fd00:3:2::200/64 dev eth0 nodad');
  const both = await who('fd00:3:2::200');
  t.is(both.code, 1, both.stdout + both.stderr);
  t.regex(both.stdout, /2 owners: .*\nunless they are one host/);
});

test.serial('no answer gives exit 1', async t => {
  const {who} = await openAskedSegment(t);
  const {code, stdout} = await who('10.3.2.200');
  t.is(code, 1);
  t.is(stdout, 'no answer for 10.3.2.200\n');
});

test.serial('our own address and another owner are two owners', async t => {
  const {ip, who} = await openAskedSegment(t);
  await ip('asker', 'addr add 10.3.2.200/8 dev eth0');
  t.is((await who('10.3.2.200')).code, 0);
  await ip('one', 'addr add 10.3.2.200/8 dev eth0');
  const {code, stdout} = await who('10.3.2.200');
  t.is(code, 1);
  t.regex(stdout, /2 owners/);
});

test.serial('a proxy is distinguished from an owner', async t => {
  const {lab, ip, who} = await openAskedSegment(t);
  // A proxy answers for addresses that it would route through another interface.
  await ip('one', 'link add behind type dummy').catch(() =>
    ip('one', 'link add behind type veth peer name far'),
  );
  await ip(
    'one',
    'link set behind up',
    'addr add 172.16.0.1/16 dev behind',
    'route add default via 172.16.0.2',
    'route add 10.3.2.200/32 dev behind',
  );
  await lab.run('one', [
    'sysctl',
    '-qw',
    'net.ipv4.ip_forward=1',
    'net.ipv4.conf.eth0.proxy_arp=1',
    'net.ipv4.neigh.eth0.proxy_delay=0',
  ]);
  const {code, stdout} = await who('10.3.2.200');
  t.is(code, 0, stdout);
  t.regex(stdout, /02:00:00:00:00:01 .*; a proxy: it answers for unused addresses, too/);
});

test.serial("a virtual router's MAC is named", async t => {
  const {ip, who} = await openAskedSegment(t);
  await ip(
    'one',
    'link set eth0 down',
    'link set eth0 address 00:00:5e:00:01:33',
    'link set eth0 up',
    'addr add 10.3.2.200/8 dev eth0',
  );
  const {stdout} = await who('10.3.2.200');
  t.regex(stdout, /00:00:5e:00:01:33 .*; the virtual MAC of VRRP router 51 for IPv4/);
});

/** Gives a machine another interface in the same segment. */
async function addInterface({lab, ip}: Pick<Segment, 'lab' | 'ip'>, node: string): Promise<void> {
  await ip(
    'host',
    `link add name eth1 address 02:00:00:00:00:21 netns ${node} type veth peer name more netns lan`,
  );
  await ip('lan', 'link set more master br0', 'link set more up');
  await ip(node, 'link set eth1 addrgenmode none', 'link set eth1 up');
  await lab.run(node, ['sysctl', '-qw', 'net.ipv4.conf.all.rp_filter=0', 'net.ipv4.conf.eth1.rp_filter=0']);
}

test.serial('one host with two interfaces in the segment is one owner (ARP flux)', async t => {
  const segment = await openAskedSegment(t);
  await addInterface(segment, 'one');
  await segment.ip('one', 'addr add 10.3.2.200/8 dev eth0');
  const {code, stdout, stderr} = await segment.who('10.3.2.200');
  t.is(code, 0, stdout + stderr);
  t.regex(stdout, /^10\.3\.2\.200 is-at 02:00:00:00:00:01 /m);
  t.regex(stdout, /^10\.3\.2\.200 is-at 02:00:00:00:00:21 /m);
  t.regex(
    stdout,
    /\none owner\n02:\S+ and 02:\S+ are one host with several interfaces here \(ARP flux; arp_ignore=1 ends it\): .*\n$/,
  );
});

test.serial('one host with two interfaces, and another, are two owners', async t => {
  const segment = await openAskedSegment(t);
  await addInterface(segment, 'one');
  for (const node of ['one', 'two']) await segment.ip(node, 'addr add 10.3.2.200/8 dev eth0');
  const {code, stdout} = await segment.who('10.3.2.200', '--json');
  t.is(code, 1);
  const lines = jsonLines(stdout);
  const hostOf = (mac: string) => lines.find(line => line.mac === mac)?.host;
  t.is(hostOf('02:00:00:00:00:01'), hostOf('02:00:00:00:00:21'));
  t.not(hostOf('02:00:00:00:00:01'), hostOf('02:00:00:00:00:02'));
  t.like(lines.at(-1), {owners: 2, isCertain: true});
});

const VIP6 = 'fd00:3:2::200/64';

/** A segment in which every machine also has an IPv6 address. */
async function openAskedIpv6Segment(t: ExecutionContext) {
  const segment = await openAskedSegment(t);
  const nodes = ['asker', 'one', 'two'];
  for (const [index, node] of nodes.entries())
    await segment.ip(node, `addr add fd00:3:2::1${index}/64 dev eth0 nodad`);
  return segment;
}

for (const [how, other, lifetime] of [
  ['another address, which it answers all nodes from', 'fd00:3:2::21/64', ' preferred_lft 0'],
  ['the address that it forms from its MAC', 'fd00:3:2:0:0:ff:fe00:21/64', ''],
] as const) {
  test.serial(`one host that has an IPv6 address on two interfaces is one owner: ${how}`, async t => {
    const segment = await openAskedIpv6Segment(t);
    await addInterface(segment, 'one');
    await segment.ip('one', `addr add ${other} dev eth1 nodad`);
    for (const iface of ['eth0', 'eth1'])
      await segment.ip('one', `addr add ${VIP6} dev ${iface} nodad${lifetime}`);
    const {code, stdout, stderr} = await segment.who('fd00:3:2::200');
    t.is(code, 0, stdout + stderr);
    t.regex(
      stdout,
      /\none owner\n02:\S+ and 02:\S+ are one host .*: it answers at one for an address of another\n$/,
    );
  });
}

test.serial(
  'two hosts with an IPv6 address: if they are not routers, both readings are reported',
  async t => {
    const {ip, lab, who} = await openAskedIpv6Segment(t);
    // Nor does the second address that both have prove anything.
    for (const node of ['one', 'two'])
      await ip(node, ...[VIP6, 'fd00:3:2::201/64'].map(address => `addr add ${address} dev eth0 nodad`));
    const hosts = await who('fd00:3:2::200');
    t.is(hosts.code, 1, hosts.stdout + hosts.stderr);
    t.regex(hosts.stdout, /\n2 owners: .*\nunless they are one host .*, which the answers do not show\n$/);
    for (const node of ['one', 'two']) {
      await lab.run(node, ['sysctl', '-qw', 'net.ipv6.conf.all.forwarding=1']);
      // As keepalived adds it, the machine's own address becomes visible.
      await ip(
        node,
        ...[VIP6, 'fd00:3:2::201/64'].map(address => `addr change ${address} dev eth0 preferred_lft 0`),
      );
    }
    const routers = await who('fd00:3:2::200');
    t.is(routers.code, 1, routers.stdout + routers.stderr);
    t.regex(routers.stdout, /\n2 owners: [^\n]*\n$/);
  },
);

test.serial(
  'one host with the virtual MACs of an IPv4 and an IPv6 instance is one owner, and they are named',
  async t => {
    const {lab, ip, who} = await openAskedSegment(t);
    for (const [name, mac] of [
      ['vrrp4', '00:00:5e:00:01:13'],
      ['vrrp6', '00:00:5e:00:02:14'],
    ] as const)
      await ip(
        'one',
        `link add ${name} link eth0 address ${mac} type macvlan mode private`,
        `link set ${name} up`,
      );
    await lab.run('one', [
      'sysctl',
      '-qw',
      'net.ipv4.conf.all.rp_filter=0',
      'net.ipv4.conf.eth0.arp_ignore=1',
    ]);
    await ip('one', 'addr add 10.3.2.200/32 dev vrrp4');
    const {code, stdout, stderr} = await who('10.3.2.200');
    t.is(code, 0, stdout + stderr);
    t.regex(stdout, /00:00:5e:00:01:13 .*; the virtual MAC of VRRP router 19 for IPv4\n/);
    t.regex(stdout, /00:00:5e:00:02:14 .*; the virtual MAC of VRRP router 20 for IPv6\n/);
    t.regex(stdout, /\none owner\n00:00:5e:\S+ and 00:00:5e:\S+ are one host /);
  },
);

test.serial('a host that answers no echo may be one or two: both readings are reported', async t => {
  const {lab, ip, who} = await openAskedSegment(t);
  for (const node of ['one', 'two']) {
    await ip(node, 'addr add 10.3.2.200/8 dev eth0');
    await lab.run(node, ['sysctl', '-qw', 'net.ipv4.icmp_echo_ignore_all=1']);
  }
  const {code, stdout} = await who('10.3.2.200');
  t.is(code, 1);
  t.regex(stdout, /\n2 owners: .*\nunless they are one host .*, which the answers do not show\n$/);
});

test.serial('a host that forwards to the owner is not taken for it', async t => {
  const segment = await openAskedSegment(t);
  const {lab, ip, who} = segment;
  await ip('one', 'addr add 10.3.2.200/8 dev eth0');
  // It answers for this address alone, as a spoofer does, and routes what it gets on to the owner.
  await addInterface(segment, 'two');
  await ip('two', 'route add 10.3.2.200/32 dev eth1', 'neigh add proxy 10.3.2.200 dev eth0');
  await lab.run('two', ['sysctl', '-qw', 'net.ipv4.ip_forward=1', 'net.ipv4.neigh.eth0.proxy_delay=0']);
  const {code, stdout} = await who('10.3.2.200');
  t.is(code, 1, stdout);
  t.regex(stdout, /\n2 owners: /);
});

test.serial('a missing interface is reported in one line', async t => {
  const {lab} = await openAskedSegment(t);
  const {code, stderr} = await startCommand(
    lab.command('asker', vipCommand('root', ['who', '10.3.2.200', '--iface', 'nope'])),
  ).ended;
  t.is(code, 3);
  t.is(stderr.trim().split('\n').length, 1);
});

pairTest('an interface that is deleted meanwhile gives one line and exit 3 at once', [], async (t, pair) => {
  const asking = pair.startVip('a', 'who', '10.3.2.50', '--iface', 'va', '--count', '10', '--wait', '1h');
  await untilAsked(pair);
  await pair.ip('a', 'link delete va');
  const {code, stdout, stderr} = await asking.ended;
  t.is(code, 3);
  t.is(stdout, '');
  t.is(stderr, 'vip: capture va: interface disappeared (start again when it is back)\n');
});

pairTest('in a flood of answers it can be interrupted, and uses little memory', [], async (t, pair) => {
  const module = new URL('../../../packages/arp/dist/link/index.js', import.meta.url).href;
  const flood = pair.start('b', [
    process.execPath,
    '--input-type=module',
    '-e',
    `const {openLink} = await import(${JSON.stringify(module)});
     const link = openLink({iface: 'vb', receive: false});
     const frames = Array.from({length: 4096}, (_, number) =>
       Buffer.from('02000000001102010000' + number.toString(16).padStart(4, '0') +
         '0806000108000604000202010000' + number.toString(16).padStart(4, '0') + '0a030232' + '0200000000110a03020b', 'hex'));
     console.log('floods');
     for (;;) { link.sendAll(frames); await new Promise(setImmediate); }`,
  ]);
  await flood.says('floods');
  const asking = pair.startVip('a', 'who', '10.3.2.50', '--iface', 'va', '--count', '100000');
  await untilAsked(pair);
  await sleep(3000);
  const [node] = descendants(asking.child.pid as number).filter(({argv}) => argv.includes('who'));
  const status = readFileSync(`/proc/${node?.pid}/status`, 'utf8');
  const peakKiB = Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]);
  t.true(peakKiB < 300_000, `${peakKiB} KiB`);
  stop(asking);
  const {code, stderr} = await asking.ended;
  t.is(code, 130, stderr);
  stop(flood, 'SIGKILL');
  await flood.ended;
});

/** Resolves when b has been asked, and has learned the asker from the question. */
async function untilAsked({run}: Pair): Promise<void> {
  for (;;) {
    const {stdout} = await run('b', ['ip', 'neigh', 'show', 'to', '10.3.2.11']);
    if (stdout.includes(MAC_A)) return;
    await sleep(10);
  }
}

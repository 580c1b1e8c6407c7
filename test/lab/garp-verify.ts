/** `vip garp --verify` and `--escalate`, compared with the neighbour's own table. */

import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {framesOf, MAC_A, MAC_B, type Pair, pairTest} from '../helpers/pair.js';
import {type Ended, jsonLines, startCommand, vipCommand} from '../helpers/product.js';
import {openSegment} from '../helpers/segment.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const VIP = '10.3.2.200';
const NEIGHBOUR = '10.3.2.50';
const OLD = '02:00:00:00:00:99';

async function entryOf(
  pair: Pair,
  ip: string = VIP,
): Promise<{lladdr?: string; state: string[]} | undefined> {
  const {stdout} = await pair.lab.run('b', ['ip', '-j', 'neigh', 'show', 'to', ip, 'dev', 'vb']);
  return JSON.parse(stdout)[0];
}

const setting = (pair: Pair, path: string, value: number) =>
  pair.lab.run('b', ['sh', '-c', `echo ${value} > /proc/sys/net/${path}`]);

/** The new owner has the VIP; the neighbour still has the old MAC. */
async function movedVip(pair: Pair, state = 'reachable'): Promise<void> {
  await pair.ip('a', `addr replace ${VIP}/8 dev va`);
  await pair.ip('b', `neigh replace ${VIP} lladdr ${OLD} nud ${state} dev vb`);
}

function garp(pair: Pair, ...args: readonly string[]): Promise<Ended> {
  return pair.vip('a', 'garp', '--iface', 'va', '--ip', VIP, '--count', '1', ...args);
}

const verified = (pair: Pair, ...args: readonly string[]) => garp(pair, '--verify', NEIGHBOUR, ...args);

pairTest('a neighbour that believes it gives exit 0', [], async (t, pair) => {
  await movedVip(pair);
  const {code, stdout, stderr} = await verified(pair);
  t.is(code, 0, stderr);
  t.is(stderr, '');
  t.true(
    stdout.endsWith(
      `2 frames sent on va\n${NEIGHBOUR} has ${VIP} is-at ${MAC_A}\naccepted by 1 of 1 asked\n`,
    ),
    stdout,
  );
});

pairTest(
  'a neighbour that does not gives exit 1 and is listed with the MAC it holds, and asking changes nothing',
  [],
  async (t, pair) => {
    await setting(pair, 'ipv4/conf/vb/drop_gratuitous_arp', 1);
    for (const [state, after] of [
      ['reachable', 'REACHABLE'],
      // Like any packet, its answer uses the entry.
      ['stale', 'DELAY'],
      ['permanent', 'PERMANENT'],
    ] as const) {
      await movedVip(pair, state);
      const {code, stdout} = await verified(pair);
      t.is(code, 1);
      t.true(
        stdout.includes(
          `\n${NEIGHBOUR} ignored it: it still holds ${OLD} for ${VIP}\naccepted by 0 of 1 asked\n`,
        ),
        stdout,
      );
      t.like(await entryOf(pair), {lladdr: OLD, state: [after]}, state);
    }
  },
);

pairTest(
  'an announcement that Linux ignores within its lock time is detected, and the other form helps',
  [],
  async (t, pair) => {
    await setting(pair, 'ipv4/neigh/vb/locktime', 6000);
    await movedVip(pair);
    const ignored = ['--form', 'reply', '--target-mac', 'broadcast'];
    t.is((await verified(pair, ...ignored)).code, 1);
    t.like(await entryOf(pair), {lladdr: OLD, state: ['REACHABLE']});
    const {code, stdout} = await verified(pair, ...ignored, '--escalate', '--json');
    t.is(code, 0);
    const [first, second, ...rest] = jsonLines(stdout).filter(({kind}) => kind === 'belief');
    const pairing = {vip: VIP, neighbour: NEIGHBOUR, neighbourMac: MAC_B};
    t.like(first, {...pairing, verdict: 'disbelieves', holds: OLD, hasAsked: false, step: 'announcement'});
    t.like(second, {...pairing, verdict: 'believes', holds: MAC_A, step: 'other-form'});
    t.deepEqual(rest, []);
    t.deepEqual(jsonLines(stdout).at(-1), {kind: 'verification', believed: 1, disbelieved: 0, unknown: 0});
    t.like(await entryOf(pair), {lladdr: MAC_A});
  },
);

/** The output that docs/neighbour-caches.md shows for such a neighbour. */
function shownOnPage(): string {
  const page = readFileSync(new URL('../../../docs/neighbour-caches.md', import.meta.url), 'utf8');
  const [, shown = ''] = /^\$ vip garp .* --escalate\n(.*?)^```$/ms.exec(page) ?? [];
  return shown;
}

pairTest(
  'a neighbour that drops every announcement is convinced by a unicast request, as docs/neighbour-caches.md shows',
  [],
  async (t, pair) => {
    await setting(pair, 'ipv4/conf/vb/drop_gratuitous_arp', 1);
    await movedVip(pair);
    const {code, stdout} = await verified(pair, '--escalate');
    t.is(code, 0, stdout);
    t.is(stdout, shownOnPage().replaceAll('02:00:00:00:00:10', OLD));
    t.like(await entryOf(pair), {lladdr: MAC_A});
  },
);

pairTest('both forms after the lock time help a neighbour that was deaf until then', [], async (t, pair) => {
  const signal = join(temporaryDirectory(t), 'hear');
  await setting(pair, 'ipv4/conf/vb/drop_gratuitous_arp', 1);
  await movedVip(pair);
  const hearing = pair.start('b', [
    'sh',
    '-c',
    `until [ -e ${signal} ]; do sleep 0.02; done; echo 0 > /proc/sys/net/ipv4/conf/vb/drop_gratuitous_arp`,
  ]);
  const running = pair.startVip(
    'a',
    'garp',
    '--iface',
    'va',
    '--ip',
    VIP,
    '--verify',
    NEIGHBOUR,
    '--escalate',
  );
  await running.says('after the other form: ');
  writeFileSync(signal, '');
  await hearing.ended;
  const {code, stdout} = await running.ended;
  t.is(code, 0);
  t.regex(stdout, /after both forms past locktime: .* has /);
});

pairTest('a static entry cannot be corrected', [], async (t, pair) => {
  await movedVip(pair, 'permanent');
  const {code, stdout} = await verified(pair, '--escalate');
  t.is(code, 1);
  t.regex(stdout, /after a unicast request: .* ignored it: .*\naccepted by 0 of 1 asked\n$/);
  t.like(await entryOf(pair), {lladdr: OLD, state: ['PERMANENT']});
});

pairTest('a neighbour without an entry asks for it, and that is reported', [], async (t, pair) => {
  await pair.ip('a', `addr add ${VIP}/8 dev va`);
  const {code, stdout} = await verified(pair);
  t.is(code, 0);
  t.true(stdout.includes(`${NEIGHBOUR} has ${VIP} is-at ${MAC_A}; it had no entry and asked\n`), stdout);
});

pairTest('a neighbour that cannot be asked gives exit 3', [], async (t, pair) => {
  await movedVip(pair);
  const absent = await garp(pair, '--verify', '10.3.2.99');
  t.is(absent.code, 3);
  t.regex(absent.stdout, /10\.3\.2\.99 cannot be asked about 10\.3\.2\.200: it does not answer ARP\n/);
  t.is(absent.stderr, 'vip: verify va: 10.3.2.99: no frame showed which MAC is held\n');
  t.is((await garp(pair, '--verify', `${NEIGHBOUR},10.3.2.99`)).code, 3, 'one of two that were named');
  await setting(pair, 'ipv4/icmp_echo_ignore_all', 1);
  const mute = await verified(pair);
  t.is(mute.code, 3);
  t.true(mute.stdout.includes(`${NEIGHBOUR} cannot be asked about ${VIP}: ${MAC_B} answers no ping\n`));
});

pairTest(
  'without addresses: the default gateway, and the neighbours that asked for the VIP or sent to it',
  [],
  async (t, pair) => {
    await pair.ip('a', `addr add ${VIP}/8 dev va`);
    const nobody = await garp(pair, '--verify');
    t.is(nobody.code, 3);
    t.regex(
      nobody.stderr,
      /^vip: verify va: no neighbour asked for 10\.3\.2\.200 .*\(name a neighbour: --verify ADDRESS\)\n$/,
    );
    const pinging = pair.start('b', ['ping', '-q', '-i', '0.2', '-w', '30', VIP]);
    await pair.lab.run('b', [
      'sh',
      '-c',
      `until ip neigh show ${VIP} dev vb | grep -q ${MAC_A}; do sleep 0.05; done`,
    ]);
    const seen = await garp(pair, '--verify');
    t.is(seen.code, 0, seen.stderr);
    t.regex(seen.stdout, /10\.3\.2\.50 has/);
    pinging.child.kill();
    await pair.ip('a', `route add default via ${NEIGHBOUR} dev va`);
    const gateway = await garp(pair, '--verify');
    t.is(gateway.code, 0, gateway.stderr);
    t.regex(gateway.stdout, /10\.3\.2\.50 has 10\.3\.2\.200 .*\naccepted by 1 of 1 asked\n$/);
  },
);

pairTest('in a VLAN the questions carry its tag', ['tcpdump'], async (t, pair) => {
  await pair.ip('a', `addr add ${VIP}/8 dev va`);
  const dump = await pair.tcpdump('b', '-xx', '-c', '6', '-i', 'vb', 'ether', 'src', MAC_A);
  const {code} = await verified(pair, '--vlan', '10');
  t.is(code, 3, 'nobody there is in it');
  const probe = '0001 080006040001 020000000011 00000000 000000000000 0a030232'.replaceAll(' ', '');
  const frames = framesOf(await dump.lines());
  t.is(frames.length, 6);
  t.true(frames.every(frame => frame.slice(24, 36) === '8100000a0806'));
  t.is(frames.filter(frame => frame.slice(36) === probe).length, 4);
});

const VIP6 = 'fd00:3:2::200';
const NEIGHBOUR6 = 'fd00:3:2::50';

/** Ways in which a neighbour's answers go astray although it believes the address's new owner. */
const AWAY = [
  ['drops what it would answer', (vip: string) => `route add blackhole ${vip} table local`],
  ['routes its answers away', (vip: string) => `route add ${vip} dev lo table local`],
] as const;

for (const [what, route] of AWAY) {
  pairTest(
    `a neighbour that believes it and ${what} is not reported as disbelieving`,
    [],
    async (t, pair) => {
      await movedVip(pair);
      await pair.ip('b', route(VIP));
      const {code, stdout, stderr} = await verified(pair);
      t.is(code, 3, stdout + stderr);
      t.false(stdout.includes('ignored it'), stdout);
      t.true(stdout.endsWith('accepted by 0 of 1 asked\n'), stdout);
      await pair.ip('a', `addr add ${VIP6}/64 dev va nodad`);
      await pair.ip('b', `addr add ${NEIGHBOUR6}/64 dev vb nodad`);
      await pair.ip('b', route(VIP6));
      const six = ['--iface', 'va', '--ip', VIP6, '--count', '1', '--verify', NEIGHBOUR6];
      const ipv6 = await pair.vip('a', 'garp', ...six);
      t.is(ipv6.code, 3, ipv6.stdout + ipv6.stderr);
      t.false(ipv6.stdout.includes('ignored it'), ipv6.stdout);
    },
  );
}

pairTest('IPv6: believed, not believed, and convinced by a solicitation', [], async (t, pair) => {
  await pair.ip('a', `addr add ${VIP6}/64 dev va nodad`);
  await pair.ip('b', `addr add ${NEIGHBOUR6}/64 dev vb nodad`);
  const stale = () => pair.ip('b', `neigh replace ${VIP6} lladdr ${OLD} nud reachable dev vb`);
  const verify = (...args: readonly string[]) =>
    pair.vip('a', 'garp', '--iface', 'va', '--ip', VIP6, '--count', '1', '--verify', NEIGHBOUR6, ...args);
  await stale();
  const believed = await verify();
  t.is(believed.code, 0, believed.stdout);
  t.true(believed.stdout.includes(`${NEIGHBOUR6} has ${VIP6} is-at ${MAC_A}\n`));
  await setting(pair, 'ipv6/conf/vb/drop_unsolicited_na', 1);
  await stale();
  t.is((await verify()).code, 1);
  t.like(await entryOf(pair, VIP6), {lladdr: OLD, state: ['REACHABLE']});
  const {code, stdout} = await verify('--escalate');
  t.is(code, 0, stdout);
  t.false(stdout.includes('the other form'));
  t.regex(stdout, /after a unicast request: .* has /);
  t.like(await entryOf(pair, VIP6), {lladdr: MAC_A});
});

test.serial(
  'an answer that the switch delivers to the old owner is missed, so the result is unknown, not positive',
  async t => {
    const {lab, ip} = await openSegment(t);
    await ip('asker', `addr add ${VIP}/8 dev eth0`);
    // This teaches the switch the old owner's port.
    await lab.run('two', ['ping', '-q', '-c', '1', '10.3.2.11']);
    await ip('one', `neigh replace ${VIP} lladdr 02:00:00:00:00:02 nud permanent dev eth0`);
    const garpIn = (...args: readonly string[]) =>
      startCommand(
        lab.command(
          'asker',
          vipCommand('root', ['garp', '--iface', 'eth0', '--ip', VIP, '--count', '1', ...args]),
        ),
      ).ended;
    const {code, stdout} = await garpIn('--verify', '10.3.2.11,10.3.2.12');
    t.is(code, 3, stdout);
    t.regex(
      stdout,
      /^10\.3\.2\.11 is inconclusive: it answers other addresses, but nothing it sends to 10\.3\.2\.200 is seen/m,
    );
    t.true(stdout.includes('10.3.2.12 has '), stdout);
    t.true(stdout.endsWith('accepted by 1 of 2 asked\n'));
  },
);

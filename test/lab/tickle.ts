/**
 * `vip tickle`: real sessions whose server is gone, and what their clients learn. Kernels behave the same
 * whoever owns the lab; test/lab/tickle-lab.ts covers an ordinary user's.
 */

import {setTimeout as sleep} from 'node:timers/promises';
import {parseSessions} from '@vip/analysis/internal/tickle';
import {parseIp} from '@vip/arp';
import {assertDescribed} from '../helpers/json-shapes.js';
import {framesOf} from '../helpers/pair.js';
import {type Ended, jsonLines} from '../helpers/product.js';
import {labTest, rootTest} from '../helpers/require-lab.js';
import {isInstalled, testWith} from '../helpers/require-tool.js';
import {CLIENT, openTickledNodes, PORT, type TickledNodes, VIP, VIP6} from '../helpers/tickled-nodes.js';
import {isTorture} from '../helpers/torture.js';
import {ONE} from '../helpers/trial.js';

const COUNT = 12;

/** How long idle clients are given to find out by themselves, which they do not. */
const QUIET_MS = isTorture ? 60_000 : 1500;

const RESET = (count = COUNT) => Array.from({length: count}, () => 'ECONNRESET');

/** Writes the sessions of node a to a file. */
async function listOf(nodes: TickledNodes): Promise<string> {
  return nodes.file('sessions', await nodes.run('a', 'ss', '-Htn', 'sport', '=', `:${PORT}`));
}

/** Gives a node a firewall. */
function nft(nodes: TickledNodes, node: string, rules: string): Promise<string> {
  return nodes.run(node, 'sh', '-c', `nft flush ruleset; printf '%s\\n' '${rules}' | nft -f -`);
}

const chain = (hook: string, rule: string) =>
  `table ip t { chain c { type filter hook ${hook} priority 0; ${rule}; }; }`;

const setting = (nodes: TickledNodes, node: string, path: string, value: number) =>
  nodes.run(node, 'sh', '-c', `echo ${value} > /proc/sys/net/${path}`);

const tickle = (nodes: TickledNodes, node: string, from: string, ...args: readonly string[]) =>
  nodes.vip(node, 'tickle', '--ip', VIP, '--from', from, '--verify', '--json', ...args);

/** The sessions that `--verify --json` prints. */
function toldOf({stdout}: Ended): Record<string, unknown>[] {
  return jsonLines(stdout).filter(({kind}) => kind === 'session');
}

labTest(
  'idle clients of both families never learn of a crash, until each is reset, as the output says',
  async t => {
    const nodes = await openTickledNodes(t);
    await nodes.serve();
    const sessions = await nodes.connect(VIP, COUNT);
    const sessions6 = await nodes.connect(VIP6, COUNT);
    const list = await listOf(nodes);
    await nodes.crash();
    await sleep(QUIET_MS);
    t.deepEqual([sessions.ended(), sessions6.ended()], [[], []]);
    const ended = await tickle(nodes, 'b', list, '--ip', VIP6);
    t.is(ended.code, 0, ended.stderr);
    assertDescribed(t, 'vip tickle', ended.stdout);
    for (const {fate, form, sent, resetBy} of toldOf(ended))
      t.deepEqual([fate, form, sent, resetBy], ['reset', 'ack', 1, 'kernel']);
    t.is(jsonLines(ended.stdout).at(-1)?.reset, 2 * COUNT);
    for (const each of [sessions, sessions6])
      t.deepEqual(
        (await each.untilEnded(COUNT)).map(({code}) => code),
        RESET(),
      );
    const again = await nodes.vip('b', 'tickle', '--ip', VIP, '--from', list, '--verify', CLIENT);
    t.is(again.code, 0, again.stderr);
    t.is(again.stdout.match(/^10\.3\.2\.212:\d+ no longer has this session$/gm)?.length, COUNT);
    t.true(again.stdout.endsWith(`\n${COUNT} sessions of ${VIP}: ${COUNT} already over\n`), again.stdout);
  },
  ONE,
);

labTest(
  'a firewall that tracks connections lets the SYN+ACK through, half a second after the ACK that it drops',
  async t => {
    const nodes = await openTickledNodes(t);
    await nft(nodes, 'c', chain('input', 'ct state invalid drop'));
    await nodes.serve();
    const sessions = await nodes.connect(VIP, COUNT);
    const list = await listOf(nodes);
    await nodes.crash();
    const ended = await tickle(nodes, 'b', list);
    t.is(ended.code, 0, ended.stdout);
    const later = toldOf(ended).filter(({form}) => form === 'syn-ack');
    // One ACK in four passes, so a dozen hardly ever all pass.
    t.true(later.length > 0, ended.stdout);
    t.true(later.every(({resetAfterNs}) => Number(resetAfterNs) >= 550e6));
    t.deepEqual(
      (await sessions.untilEnded(COUNT)).map(({code}) => code),
      RESET(),
    );
  },
  ONE,
);

labTest(
  'if the new owner drops answers, we reset the clients; a reset that may not be sent is reported with exit 3',
  async t => {
    const nodes = await openTickledNodes(t);
    await nodes.serve();
    const sessions = await nodes.connect(VIP, COUNT);
    const list = await listOf(nodes);
    await nodes.crash();
    await nft(nodes, 'b', chain('output', `ip saddr ${VIP} drop`));
    const refused = await nodes.vip('b', 'tickle', '--ip', VIP, '--from', list);
    t.is(refused.code, 3);
    t.is(refused.stdout, `${COUNT} sessions of ${VIP}: ${COUNT} could not be sent\n`);
    t.regex(
      refused.stderr,
      /^vip: tickle 10\.3\.2\.212:\d+: Operation not permitted \(see: nft list ruleset/,
    );
    t.deepEqual(sessions.ended(), []);
    await nft(nodes, 'b', chain('input', `tcp dport ${PORT} drop`));
    const ended = await tickle(nodes, 'b', list);
    t.is(ended.code, 0, ended.stdout + ended.stderr);
    for (const {fate, resetBy} of toldOf(ended)) t.deepEqual([fate, resetBy], ['reset', 'vip']);
    t.deepEqual(
      (await sessions.untilEnded(COUNT)).map(({code}) => code),
      RESET(),
    );
  },
  ONE,
);

labTest(
  'a client answers no second tickle of any kind within tcp_invalid_ratelimit, and is reset afterwards',
  async t => {
    const nodes = await openTickledNodes(t);
    await nodes.serve();
    const sessions = await nodes.connect(VIP, COUNT);
    const list = await listOf(nodes);
    await setting(nodes, 'c', 'ipv4/tcp_invalid_ratelimit', 60_000);
    await nodes.crash();
    await nft(nodes, 'b', chain('output', 'tcp flags rst drop'));
    const first = await tickle(nodes, 'b', list);
    t.is(first.code, 1);
    for (const {fate, reason} of toldOf(first))
      t.deepEqual([fate, reason], ['answered', 'Operation not permitted']);
    await nodes.run('b', 'nft', 'flush', 'ruleset');
    const second = await tickle(nodes, 'b', list);
    t.is(second.code, 1);
    for (const {fate, sent} of toldOf(second)) t.deepEqual([fate, sent], ['silent', 3]);
    t.deepEqual(sessions.ended(), []);
    await setting(nodes, 'c', 'ipv4/tcp_invalid_ratelimit', 500);
    const third = await tickle(nodes, 'b', list);
    t.is(third.code, 0, third.stdout);
    t.is((await sessions.untilEnded(COUNT)).length, COUNT);
  },
  ONE,
);

labTest(
  'live sessions, be they idle, writing or reading, are not harmed, wherever it is called; without the address, nothing is sent',
  async t => {
    const nodes = await openTickledNodes(t);
    await nodes.serve(50);
    const idle = await nodes.connect(VIP, COUNT);
    const writing = await nodes.connect(VIP, COUNT, 50);
    const list = await listOf(nodes);
    for (const from of [list, 'ss', list]) {
      const ended = await tickle(nodes, 'a', from);
      t.is(ended.code, 1, ended.stderr);
      for (const {fate} of toldOf(ended)) t.is(fate, 'alive');
      t.is(jsonLines(ended.stdout).at(-1)?.alive, 2 * COUNT);
    }
    const elsewhere = await tickle(nodes, 'b', list);
    t.is(elsewhere.code, 3);
    t.is(
      elsewhere.stderr,
      `vip: tickle ${VIP}: no interface that is up holds it, so clients' answers would be lost (add it first)\n`,
    );
    await sleep(500);
    t.deepEqual([idle.ended(), writing.ended()], [[], []]);
  },
  ONE,
);

labTest(
  '--kill: every client is reset while the address is there, and it says where it could not',
  async t => {
    const nodes = await openTickledNodes(t);
    await nodes.serve();
    const sessions = await nodes.connect(VIP, COUNT);
    const kill = ['tickle', '--ip', VIP, '--kill'];
    const weak = await nodes.start(
      'a',
      ...['setpriv', '--bounding-set', '-net_admin', '--inh-caps', '-net_admin', '--'],
      ...nodes.vipWords(...kill),
    ).ended;
    t.is(weak.code, 3, weak.stdout);
    t.is(weak.stdout, `0 sessions of ${VIP} ended, ${COUNT} left\n`);
    t.is(
      weak.stderr,
      `vip: kill: ${COUNT} of ${COUNT} sessions are still there: it takes CAP_NET_ADMIN: run as root\n`,
    );
    t.deepEqual(sessions.ended(), []);
    const ended = await nodes.vip('a', ...kill);
    t.deepEqual([ended.code, ended.stdout, ended.stderr], [0, `${COUNT} sessions of ${VIP} ended\n`, '']);
    t.deepEqual(
      (await sessions.untilEnded(COUNT)).map(({code}) => code),
      RESET(),
    );
    const more = await nodes.connect(VIP, COUNT);
    await nodes.ip('a', `addr del ${VIP}/24 dev va`);
    const late = await nodes.vip('a', ...kill, '--json');
    t.is(late.code, 1);
    t.deepEqual(jsonLines(late.stdout), [{kind: 'killed', found: COUNT, left: 0, absent: [VIP]}]);
    t.regex(
      late.stderr,
      /^vip: warning: 10\.3\.2\.200 left this machine before: over IPv4, clients were not told/,
    );
    await sleep(200);
    t.deepEqual(more.ended(), []);
    t.is((await nodes.vip('a', ...kill)).stdout, `0 sessions of ${VIP} ended\n`);
  },
  ONE,
);

const C = '020000000012';
const B = '020000000011';
const words = (text: string) => text.replace(/[\s|]/g, '');
/** The client's port of the one session of an address, as four digits. */
function portOf(list: string, vip: string): string {
  const [session] = parseSessions(list, [parseIp(vip)], 'ss').sessions;
  return (session?.remote.port ?? 0).toString(16).padStart(4, '0');
}

const frameTitle =
  "vip garp --tickle: the announcement, then CTDB's frame, octet for octet, then the kernel's reset";

if (isInstalled('tcpdump'))
  rootTest(frameTitle, async t => {
    const nodes = await openTickledNodes(t);
    await nodes.serve();
    await nodes.connect(VIP, 1);
    await nodes.connect(VIP6, 1);
    const list = await nodes.run('a', 'ss', '-Htn', 'sport', '=', `:${PORT}`);
    await nodes.crash(false);
    // Only announcements of the address, and nothing else that b asks or answers.
    const announcements = '(arp and arp[14:4] == 0x0a0302c8) or (dst ff02::1 and ip6[40] == 136)';
    const filter = `(${announcements} or tcp) and ether src 02:00:00:00:00:11`;
    const dump = nodes.start(
      'c',
      ...['tcpdump', '--immediate-mode', '-l', '-n', '-xx', '-i', 'vc', '-c', '7', filter],
    );
    await dump.says('listening on');
    const ips = ['--ip', VIP, '--ip', VIP6];
    const garp = await nodes.vip(
      'b',
      ...['garp', '--iface', 'vb', ...ips, '--count', '1'],
      ...['--tickle', nodes.file('list', list)],
    );
    t.is(garp.code, 0, garp.stderr);
    t.true(
      garp.stdout.endsWith(`3 frames sent on vb\n2 sessions of ${VIP} and ${VIP6}: 2 reset\n`),
      garp.stdout,
    );
    const {stdout} = await dump.ended;
    const frames = framesOf(stdout.split('\n').filter(line => line !== ''));
    t.deepEqual(
      frames.slice(0, 3).map(frame => frame.slice(24, 28)),
      ['0806', '86dd', '0806'],
      'announced first',
    );
    const ipv4 = frames.slice(3).filter(frame => frame.slice(24, 28) === '0800');
    const ipv6 = frames.slice(3).filter(frame => frame.slice(24, 28) === '86dd');
    const [ack = '', reset = ''] = ipv4;
    // The kernel chooses the identification, and so the checksum.
    const blanked = `${ack.slice(0, 36)}iiii${ack.slice(40, 48)}cccc${ack.slice(52, 100)}kkkk${ack.slice(104)}`;
    const port = portOf(list, VIP);
    t.is(
      blanked,
      words(
        `${C} ${B} 0800 | 45000028 iiii0000 ff06cccc 0a0302c8 0a0302d4 | 1b58${port} 00000000 00000000 501004d2 kkkk0000`,
      ),
    );
    t.is(ack.length / 2, 54);
    t.is(reset.slice(94, 96), '04', 'RST alone');
    const address = (last: string) => `fd000003${'0'.repeat(20)}${last}`;
    const port6 = portOf(list, VIP6);
    t.is(
      `${ipv6[0]?.slice(0, 140)}kkkk${ipv6[0]?.slice(144)}`,
      words(
        `${C} ${B} 86dd | 60000000 00140640 ${address('0200')} ${address('0212')} | 1b58${port6} 00000000 00000000 501004d2 kkkk0000`,
      ),
    );
    t.is((ipv6[0]?.length ?? 0) / 2, 74);
  });
else testWith('tcpdump')(frameTitle, () => {});

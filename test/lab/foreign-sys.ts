/**
 * /sys shows the network namespace in which it was mounted. After `unshare --net` or `nsenter --net`, as in containers and
 * notify scripts, an interface there may have the same name as ours but be a different one.
 */

import type {ExecutionContext} from 'ava';
import {MAC_A, MAC_B, type Pair, pairTest, stop} from '../helpers/pair.js';
import {jsonLines, type Running, vipCommand} from '../helpers/product.js';

/** The MAC of the interface outside that is also called va. */
const FOREIGN_MAC = '02:00:00:00:00:99';

/** `vip` in a's network namespace, where /sys is that of the lab's host. */
function startUnderForeignSys({lab, start}: Pair, ...args: readonly string[]): Running {
  const where = lab.command('host', ['nsenter', '--net=/run/netns/a']);
  return start('host', [...where.slice(lab.command('host', []).length), ...vipCommand('root', args)]);
}

const underForeignSys = (pair: Pair, ...args: readonly string[]) => startUnderForeignSys(pair, ...args).ended;

/**
 * Creates another va outside, up and with a carrier and its own MAC, and an interface that exists only
 * outside.
 */
async function addForeign({ip, run}: Pair, t: ExecutionContext): Promise<void> {
  await ip(
    'host',
    `link add va address ${FOREIGN_MAC} type veth peer name va-end`,
    'link set va up',
    'link set va-end up',
  );
  // biome-ignore lint/plugin: here the wrong one is intended
  const seen = await run('host', ['nsenter', '--net=/run/netns/a', 'cat', '/sys/class/net/va/address']);
  t.is(seen.stdout.trim(), FOREIGN_MAC, 'the outside is what /sys shows');
}

const neighbourOfB = async ({run}: Pair) => {
  const {stdout} = await run('b', ['ip', '-json', 'neigh', 'show', 'to', '10.3.2.11']);
  return (JSON.parse(stdout) as {lladdr?: string}[])[0]?.lladdr;
};

pairTest(
  "garp announces the MAC of its own interface, not of the host's with the same name",
  [],
  async (t, pair) => {
    await addForeign(pair, t);
    await pair.ip('b', 'neigh replace 10.3.2.11 lladdr 02:00:00:00:00:77 nud stale dev vb');
    const {code, stdout, stderr} = await underForeignSys(
      pair,
      ...['garp', '--iface', 'va', '--ip', '10.3.2.11', '--count', '1', '--json'],
    );
    t.deepEqual([code, stderr], [0, '']);
    t.deepEqual(
      jsonLines(stdout).flatMap(({kind, mac}) => (kind === 'sent' ? [mac] : [])),
      [MAC_A, MAC_A],
    );
    t.is(await neighbourOfB(pair), MAC_A);
  },
);

pairTest(
  'garp --dry-run shows that MAC, and --detect and --verify send requests from it',
  [],
  async (t, pair) => {
    await addForeign(pair, t);
    const garp = ['garp', '--iface', 'va', '--ip', '10.3.2.11', '--count', '1'];
    const dry = await underForeignSys(pair, ...garp, '--dry-run');
    t.is(dry.code, 0, dry.stderr);
    t.false(dry.stdout.includes(FOREIGN_MAC));
    const detected = await underForeignSys(pair, ...garp, '--detect');
    t.is(detected.code, 0, detected.stderr);
    const verified = await underForeignSys(pair, ...garp, '--verify', '10.3.2.50');
    t.is(verified.code, 0, verified.stderr);
    t.regex(verified.stdout, new RegExp(`10.3.2.50 has 10.3.2.11 is-at ${MAC_A}`));
  },
);

pairTest("garp sees its own interface's carrier", [], async (t, pair) => {
  await addForeign(pair, t);
  const garp = ['garp', '--iface', 'va', '--ip', '10.3.2.11', '--count', '1'];
  await pair.ip('host', 'link set va-end down');
  t.is((await underForeignSys(pair, ...garp)).code, 0, 'that of the other does not matter');
  await pair.ip('host', 'link set va-end up');
  await pair.ip('b', 'link set vb down');
  const {code, stderr} = await underForeignSys(pair, ...garp);
  t.is(code, 3);
  t.regex(stderr, /^vip: send va: no carrier /m);
});

pairTest('an interface that exists only outside does not exist', [], async (t, pair) => {
  await addForeign(pair, t);
  for (const args of [
    ['garp', '--ip', '10.3.2.11'],
    ['who', '10.3.2.50'],
    ['capture'],
    ['explain', '--duration', '100ms'],
  ]) {
    const {code, stderr} = await underForeignSys(pair, ...args, '--iface', 'va-end');
    t.is(code, 3, args[0]);
    t.regex(stderr, /va-end: no such interface/);
  }
});

pairTest('vip who asks from its own MAC and finds the answering machine', [], async (t, pair) => {
  await addForeign(pair, t);
  const {code, stdout, stderr} = await underForeignSys(
    pair,
    ...['who', '10.3.2.50', '--iface', 'va', '--count', '1', '--json'],
  );
  t.deepEqual([code, stderr], [0, '']);
  const [answerer] = jsonLines(stdout);
  t.is(answerer?.mac, MAC_B);
  t.is(await neighbourOfB(pair), MAC_A);
});

pairTest(
  'capture of all interfaces takes its own, and recognises the frames that it sent itself',
  [],
  async (t, pair) => {
    await addForeign(pair, t);
    const capture = startUnderForeignSys(pair, 'capture', '--count', '2', '--json');
    await capture.says('listening on va');
    await pair.vip('b', ...['garp', '--iface', 'vb', '--ip', '10.3.2.50', '--count', '1']);
    const {code, stdout, stderr} = await capture.ended;
    t.is(code, 0, stderr);
    t.deepEqual(stderr.match(/listening on .*/g), ['listening on lo', 'listening on va']);
    const frames = jsonLines(stdout).filter(({kind}) => kind !== 'summary');
    t.deepEqual(
      frames.map(({iface, own}) => [iface, own]),
      [
        ['va', false],
        ['va', false],
      ],
    );
  },
);

pairTest('explain captures an interface that only it can see', [], async (t, pair) => {
  await pair.ip('a', 'link set va down', 'link set va name inner', 'link set inner up');
  const explain = startUnderForeignSys(pair, 'explain', '--iface', 'inner', '--ip', '10.3.2.50', '--json');
  await explain.says('listening on inner');
  await pair.vip('b', ...['garp', '--iface', 'vb', '--ip', '10.3.2.50', '--count', '1']);
  stop(explain);
  const {stdout} = await explain.ended;
  t.true(
    jsonLines(stdout).some(({ip}) => ip === '10.3.2.50'),
    stdout,
  );
});

pairTest(
  'experiment --parent is built on its own interface, and leaves nothing there when killed',
  [],
  async (t, pair) => {
    await addForeign(pair, t);
    // An outside interface with the name of the experiment's does not get in its way, and is not taken for
    // its own.
    await pair.ip('host', 'link add mcv-client type bridge');
    await pair.ip('a', 'link set va address 02:00:00:00:00:44'); // the experiment has MAC_A itself
    const links = async (node: string) =>
      (JSON.parse((await pair.run(node, ['ip', '-json', 'link'])).stdout) as {ifname: string}[]).map(
        ({ifname}) => ifname,
      );
    const before = {a: await links('a'), host: await links('host')};
    for (const signal of ['SIGINT', 'SIGKILL'] as const) {
      const running = startUnderForeignSys(pair, 'experiment', '--delay', '0s', '--parent', 'va');
      await running.says('The lab stays until ^C');
      t.true((await links('a')).includes('mcv-client'));
      stop(running, signal);
      await running.ended;
      for (let turn = 0; turn < 200 && (await links('a')).length > before.a.length; turn++) {
        await new Promise(resolve => setTimeout(resolve, 10));
      }
      t.deepEqual({a: await links('a'), host: await links('host')}, before, signal);
    }
  },
);

import {watchedLabTest} from '../helpers/lab-watch.js';
import {lessonTest} from '../helpers/lesson-test.js';
import {jsonLines, vip} from '../helpers/product.js';
import {teach} from '../helpers/taught-lesson.js';

const REMOTE = '192.168.1.50';
const GATEWAY = '10.1.1.1';
const GATEWAY_MAC = '02:00:00:00:00:01';

watchedLabTest(
  'gateway: independent tools see which address is asked for, and what arrives at remote',
  async (t, who) => {
    const lesson = teach(t, who, 'gateway');
    const holding = (lines: readonly string[], what: string) =>
      lines.filter(line => line.includes(what)).length;
    const captures = async () => [
      await lesson.capture('router', 'lan0'),
      await lesson.capture('remote', 'eth0'),
    ];
    const stopAll = async (watches: Awaited<ReturnType<typeof captures>>) =>
      Promise.all(watches.map(watch => watch.stop()));

    const before = await lesson.question();
    t.true(before.includes(`ping ${REMOTE}: 0 of 3 answered (Network is unreachable)\n`), before);
    t.regex(lesson.ask('ns0', 'ip', 'route', 'show', 'default'), /^default dev mcv0 scope link *\n$/);
    let watches = await captures();
    lesson.goOn();
    const device = await lesson.question();
    t.true(device.includes(`ping ${REMOTE}: 0 of 3 answered (Destination Host Unreachable)\n`), device);
    let [atRouter = [], atRemote = []] = await stopAll(watches);
    t.true(device.includes(`who-has ${REMOTE}, ${atRouter.length} times\n`), device);
    t.is(holding(atRouter, `who-has ${REMOTE} tell 10.3.2.210`), atRouter.length);
    t.deepEqual(atRemote, []);
    t.regex(lesson.ask('ns0', 'ip', 'route', 'show', 'default'), /^default via 10\.1\.1\.1 dev mcv0 *\n$/);

    watches = await captures();
    lesson.goOn();
    const via = await lesson.question();
    t.true(via.includes(`ping ${REMOTE}: 3 of 3 answered\n`), via);
    [atRouter = [], atRemote = []] = await stopAll(watches);
    const questions = atRouter.filter(
      line => line.includes('Request who-has') && line.includes('tell 10.3.2.210'),
    );
    t.is(questions.length, 1);
    t.is(holding(questions, `who-has ${GATEWAY} `), 1);
    t.is(
      holding(
        atRouter,
        `> ${GATEWAY_MAC}, ethertype IPv4 (0x0800), length 98: 10.3.2.210 > ${REMOTE}: ICMP echo request`,
      ),
      3,
    );
    t.is(holding(atRemote, `10.3.2.210 > ${REMOTE}: ICMP echo request`), 3);

    t.regex(lesson.ask('ns0', 'ip', 'route', 'show', 'default'), /^default dev mcv0 scope link *\n$/);
    t.is(lesson.ask('router', 'cat', '/proc/sys/net/ipv4/conf/lan0/proxy_arp'), '1\n');
    lesson.goOn();
    const {code, said} = await lesson.end();
    t.is(code, 0, said);
    t.true(said.includes(`ping ${REMOTE}: 3 of 3 answered\n`), said);
    t.true(said.endsWith('Every expectation held.\n'), said);
  },
);

lessonTest('gateway --json: which addresses were asked for, with each route', async (t, who) => {
  const {code, stdout, stderr} = await vip(who, ['lesson', 'gateway', '--json']);
  t.is(code, 0, stdout + stderr);
  const events = jsonLines(stdout);
  t.like(events.at(-1), {kind: 'summary', name: 'gateway', held: true});
  // ARP requests that ns0 sent, decoded by hand: operation and target address at their offsets in the frame
  // (RFC 826).
  const asked = events
    .filter(({kind, node, own}) => kind === 'frame' && node === 'ns0' && own === true)
    .map(({octets}) => String(octets))
    .filter(octets => octets.slice(24, 28) === '0806' && octets.slice(40, 44) === '0001')
    .map(octets => octets.slice(76, 84));
  const [remote, hop] = ['c0a80132', '0a010101'];
  t.deepEqual(asked.slice(0, 5), [remote, remote, remote, hop, remote]);
});

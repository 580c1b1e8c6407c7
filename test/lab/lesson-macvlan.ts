import {execFileSync} from 'node:child_process';
import {watchedLabTest} from '../helpers/lab-watch.js';
import {lessonTest} from '../helpers/lesson-test.js';
import {asWho, jsonLines, vip, type Who} from '../helpers/product.js';
import {teach} from '../helpers/taught-lesson.js';

const CHILD = '10.3.2.210';

watchedLabTest(
  'macvlan: independent tools see what is on the wire, and what reaches the child',
  async (t, who) => {
    const lesson = teach(t, who, 'macvlan');
    const from = (lines: readonly string[], address: string) =>
      lines.filter(line => line.includes(`${address} > ${CHILD}: ICMP echo request`)).length;
    const captures = async () => [
      await lesson.capture('lan', 'to-host'),
      await lesson.capture('ns0', 'mcv0'),
    ];
    const stopAll = async (watches: Awaited<ReturnType<typeof captures>>) =>
      Promise.all(watches.map(watch => watch.stop()));

    await lesson.question();
    let watches = await captures();
    lesson.goOn();
    const parent = await lesson.question();
    t.true(parent.includes(`host# ping ${CHILD}: 0 of 3 answered (Destination Host Unreachable)\n`), parent);
    t.true(parent.includes(`host# ping ${CHILD}: 0 of 3 answered\n`), parent);
    let [onWire = [], atChild = []] = await stopAll(watches);
    t.is(onWire.filter(line => line.includes(`who-has ${CHILD} tell 10.3.2.212`)).length, 3);
    t.is(from(onWire, '10.3.2.212'), 3);
    t.deepEqual(atChild, []);

    watches = await captures();
    lesson.goOn();
    const others = await lesson.question();
    t.true(others.includes(`ns1# ping ${CHILD}: 3 of 3 answered\n`), others);
    t.true(others.includes(`ext# ping ${CHILD}: 3 of 3 answered\n`), others);
    [onWire = [], atChild = []] = await stopAll(watches);
    t.deepEqual([from(onWire, '10.3.2.211'), from(onWire, '10.3.2.50')], [0, 3]);
    t.deepEqual([from(atChild, '10.3.2.211'), from(atChild, '10.3.2.50')], [3, 3]);

    lesson.goOn();
    await lesson.question();
    const [client] = JSON.parse(
      lesson.ask('host', 'ip', '-json', '-details', 'link', 'show', 'dev', 'mcv-client'),
    );
    t.like(client.linkinfo, {info_kind: 'macvlan', info_data: {mode: 'bridge'}});
    lesson.goOn();
    const {code, said} = await lesson.end();
    t.is(code, 0, said);
    t.true(said.includes(`host# ping ${CHILD}: 3 of 3 answered\n`), said);
    t.true(said.endsWith('Every expectation held.\n'), said);
  },
);

/**
 * The lesson's table, built with nothing but `ip` and probed by TCP: a closed port that refuses has been reached.
 * Prints a line for each mode, such as `bridge no yes yes yes`.
 */
const BY_HAND = `
set -e
mount -t tmpfs tmpfs /run
for node in one two ext lan; do ip netns add $node; ip -n $node link set lo up; done
ip link set lo up
ip link add up0 index 11 type veth peer name port index 21 netns lan
ip -n ext link add e0 index 12 type veth peer name port2 index 22 netns lan
ip -n lan link add name switch0 type bridge stp_state 0 forward_delay 0
for port in port port2; do ip -n lan link set $port master switch0; ip -n lan link set $port up; done
ip -n lan link set switch0 up
ip addr add 10.9.0.1/24 dev up0; ip link set up0 up
ip -n ext addr add 10.9.0.4/24 dev e0; ip -n ext link set e0 up

reach() { # command prefix, address
  said=$($1 timeout 0.4 bash -c ": </dev/tcp/$2/9" 2>&1) || true
  case "$said" in *refused*) echo yes;; *) echo no;; esac
}

try() { # mode, hairpin
  ip -n lan link set port type bridge_slave hairpin $2
  ip link add link up0 name m0 netns one type macvlan mode $1
  ip -n one addr add 10.9.0.2/24 dev m0; ip -n one link set m0 up
  siblings=refused
  if ip link add link up0 name m1 netns two type macvlan mode $1 2>/dev/null; then
    ip -n two addr add 10.9.0.3/24 dev m1; ip -n two link set m1 up
    siblings=$(reach 'ip netns exec two' 10.9.0.2)
  fi
  echo "$1 $2 $(reach '' 10.9.0.2) $siblings $(reach 'ip netns exec ext' 10.9.0.2) $(reach 'ip netns exec ext' 10.9.0.1)"
  ip -n one link del m0; ip -n two link del m1 2>/dev/null || true
  ip neigh flush all 2>/dev/null; ip -n ext neigh flush all 2>/dev/null
}

try bridge off; try private off; try vepa off; try vepa on; try private on; try passthru off
`;

function tableByHand(who: Who): string[][] {
  const user = who === 'user' ? ['--user', '--map-root-user'] : [];
  const [file = '', ...args] = asWho(who, [
    ...['unshare', ...user, '--mount', '--net', '--pid', '--fork', '--kill-child', '--mount-proc'],
    ...['bash', '-c', BY_HAND],
  ]);
  return execFileSync(file, args, {encoding: 'utf8', timeout: 60_000})
    .trim()
    .split('\n')
    .map(line => {
      const [mode = '', hairpin, ...cells] = line.split(' ');
      return [hairpin === 'on' ? `${mode} + hairpin` : mode, ...cells];
    });
}

lessonTest('macvlan --json: the table is the result of plain ip commands and TCP', async (t, who) => {
  const {code, stdout, stderr} = await vip(who, ['lesson', 'macvlan', '--json']);
  t.is(code, 0, stdout + stderr);
  const events = jsonLines(stdout);
  t.like(events.at(-1), {kind: 'summary', name: 'macvlan', held: true});
  const table = events.find(({kind}) => kind === 'table');
  t.deepEqual(table?.columns, ['mode', 'parent-child', 'siblings', 'ext-child', 'ext-parent']);
  t.deepEqual(table?.rows, tableByHand(who));
});

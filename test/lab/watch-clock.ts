/**
 * The machine's clock is set while `vip watch` runs, on a kernel with its own clock: the step is reported,
 * and causes no event of an address.
 */

import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {onOtherKernel, otherKernelTest} from '../helpers/other-kernel.js';
import {jsonLines, vipCommand} from '../helpers/product.js';

const vip = (...args: readonly string[]) => vipCommand('root', args).join(' ');

const VIP = '10.3.2.200';
const FIRST = '02:00:00:00:00:11';
const SECOND = '02:00:00:00:00:12';
/** Seconds by which the clock is set, step after step. */
const STEPS = [3600, -7200] as const;
/** How many questions are answered after each step. */
const PINGS = 40;

/**
 * A client that pings without a pause, each time with a new process, which knows nothing of the earlier
 * clock.
 */
const SCRIPT = `
for module in veth af_packet; do modprobe $module; done
for name in a b; do ip netns add $name; done
ip -n a link add va index 11 address ${FIRST} type veth peer name vb index 21 netns b
ip -n a link set va up
ip -n b link set vb up
ip -n a addr add ${VIP}/24 dev va
ip -n b addr add 10.3.2.50/24 dev vb
touch events said; mkdir -m 777 /run/kept
ip netns exec b ${vip('watch', '--json', '--iface', 'vb', '--ip', VIP, '--state', '/run/kept/state.json')} >events 2>said &
watch=$!
until_told() { until grep -q "$1" events said; do kill -0 $watch || exit; sleep 0.1; done; }
until_told 'watching vb'
ping() { for turn in $(seq $1); do ip netns exec b ping -q -c 1 -W 1 ${VIP} >>pings; done; }
ping 20
until_told '"kind":"owner"'
number=0
for step in ${STEPS.join(' ')}; do
  number=$((number + 1))
  ping 10 &
  date -s "@$(($(date +%s) + step))" >/dev/null
  wait $!
  ping ${PINGS}
  until [ $(grep -c '"what":"clock"' events) -ge $number ]; do kill -0 $watch || exit; sleep 0.1; done
done
ip -n a link set va address ${SECOND}
ip netns exec a ${vip('garp', '--iface', 'va', '--ip', VIP, '--count', '1')} >/dev/null
ping 20
until_told '"kind":"moved"'
kill -TERM $watch
wait $watch
echo "ended $?"
cp /run/kept/state.json .
date +%s >now
`;

const title =
  'a clock that is set forward and back is told, and no address is told to have moved or to be dark';
otherKernelTest(title, async t => {
  const {directory, said} = await onOtherKernel(t, SCRIPT);
  const read = (name: string) => readFileSync(join(directory, name), 'utf8');
  t.regex(said, /ended 0/, read('said'));
  const events = jsonLines(read('events'));
  const clock = events.filter(({what}) => what === 'clock');
  t.deepEqual(
    clock.map(({text}) => /forward|back/.exec(String(text))?.[0]),
    ['forward', 'back'],
    JSON.stringify(clock),
  );
  const ofAddress = events.filter(({kind}) => kind !== 'watch' && kind !== 'asked' && kind !== 'announced');
  t.deepEqual([...new Set(ofAddress.map(({kind}) => kind))], ['owner', 'moved'], JSON.stringify(ofAddress));
  t.like(ofAddress.at(-1), {from: FIRST, to: SECOND, move: 'failover'});
  // The time by the clock as it is set now.
  const now = Number(read('now'));
  const {at, addresses} = JSON.parse(read('state.json'));
  for (const time of [at, ofAddress.at(-1)?.at])
    t.true(
      Math.abs(Number(time) / 1e9 - now) < 600,
      `${time} ${now} ${read('state.json')} ${read('events')}`,
    );
  t.like(addresses[0], {ip: VIP, owner: SECOND});
});

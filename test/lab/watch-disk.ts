/**
 * `vip watch` on several interfaces and a VLAN, as root and as an ordinary user, with a full disk and without
 * the right to capture.
 */

import {chmodSync, mkdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {asWho, startCommand, vipCommand} from '../helpers/product.js';
import {labTest} from '../helpers/require-lab.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

/** A script whose arguments are the words of `vip`. It waits for each effect before it continues. */
const STEPS = `
set -e
cd "$0"
mount -t tmpfs -o size=64k,mode=777 none disk
ip link set lo up
for pair in 'va vb' 'vc vd'; do
  set -- $pair "$@"
  ip link add "$1" address 02:00:00:00:00:11 type veth peer name "$2"
  for end in "$1" "$2"; do ip link set "$end" addrgenmode none && ip link set "$end" up; done
  shift 2
done
until_says() { until grep -qs -- "$2" "$1"; do kill -0 "$watch"; sleep 0.05; done; }
announce() { "$@" >/dev/null; }

setpriv --bounding-set=-all --inh-caps=-all -- "$@" watch --iface vb 2>refused || echo "refused: exit $?"

mkdir -m 700 closed
"$@" watch --iface vb --duration 100ms --state closed/state >/dev/null 2>closed.said || true

"$@" watch --json --iface vb --iface vd --ip 10.3.2.200 --ip 10.3.2.201 --state disk/state --listen 9798 >>disk/events 2>said &
watch=$!
until_says said 'metrics at'
announce "$@" garp --iface va --ip 10.3.2.200 --count 1
announce "$@" garp --iface va --vlan 10 --ip 10.3.2.200 --count 1
announce "$@" garp --iface vc --ip 10.3.2.201 --count 1
for network in vb 'vb VLAN 10' vd; do until_says disk/events "\\"kind\\":\\"owner\\".*\\"network\\":\\"$network\\""; done

cat /dev/zero >disk/filler 2>/dev/null || true
# There is room yet at the end of the file of events.
yes '' 2>/dev/null >>disk/events || true
ip link set va address 02:00:00:00:00:99
announce "$@" garp --iface va --ip 10.3.2.200 --count 1
until_says said 'events are lost until it recovers'
until "$NODE" -e 'fetch("http://127.0.0.1:9798/metrics").then(async page => process.stdout.write(await page.text()))' >page &&
  grep -q 'vip_owner_info{ip="10.3.2.200",iface="vb",mac="02:00:00:00:00:99"} 1' page; do sleep 0.1; done

rm disk/filler
ip link set vc address 02:00:00:00:00:99
announce "$@" garp --iface vc --ip 10.3.2.201 --count 1
until_says disk/events '"what":"output"'
until_says disk/state '02:00:00:00:00:99'
kill -INT "$watch"
wait "$watch" && echo "ended: exit 0"
cp disk/events disk/state .
`;

labTest(
  'with two interfaces, a VLAN and a full disk, losses are reported, and the page and the watch continue',
  async (t, who) => {
    const directory = temporaryDirectory(t);
    chmodSync(directory, 0o777);
    mkdirSync(join(directory, 'disk'));
    const user = who === 'user' ? ['--user', '--map-root-user'] : [];
    const product = vipCommand(who, []);
    const words = product.slice(product.indexOf(process.execPath));
    const {stdout, stderr} = await startCommand(
      asWho(who, ['unshare', ...user, '--mount', '--net', 'sh', '-c', STEPS, directory, ...words]),
      {env: {NODE: process.execPath}},
    ).ended;
    const read = (name: string) => readFileSync(join(directory, name), 'utf8');
    t.is(stdout, 'refused: exit 3\nended: exit 0\n', `${stderr}${read('said')}`);
    t.regex(read('refused'), /^vip: capture vb: permission denied \(.*CAP_NET_RAW.*\)$/m);
    // Root becomes `nobody`, unless the namespace has no other user.
    const isDenied =
      /^vip: --state closed\/state: nothing was written: permission denied \(as user 65534\)$/m;
    t.is(isDenied.test(read('closed.said')), who === 'root', read('closed.said'));
    t.regex(read('said'), /standard output can be written again; \d+ lines? missing/);
    const events = read('events')
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line));
    const owners = events.flatMap(({kind, ip, network}) => (kind === 'owner' ? [`${ip} ${network}`] : []));
    t.deepEqual(owners.sort(), ['10.3.2.200 vb', '10.3.2.200 vb VLAN 10', '10.3.2.201 vd']);
    t.like(
      events.find(({what}) => what === 'output'),
      {kind: 'watch', isWatched: undefined},
    );
    const {addresses} = JSON.parse(read('state'));
    t.is(
      addresses.find(({iface, vlans}: Record<string, string>) => iface === 'vb' && vlans === '').owner,
      '02:00:00:00:00:99',
    );
  },
);

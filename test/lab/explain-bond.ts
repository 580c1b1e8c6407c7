/**
 * A bond in mode balance-alb with a port that fails, on a kernel that has bonding, explained from each
 * client's view.
 */

import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {onOtherKernel, otherKernelTest} from '../helpers/other-kernel.js';
import {jsonLines, vip} from '../helpers/product.js';

const VIP = '10.3.2.200';
const CLIENTS = ['c1', 'c2', 'c3', 'c4'] as const;
/** The port at which all clients end up; they start at the two ports in turn. */
const ACTIVE = '02:00:00:00:00:10';
const SECOND = '02:00:00:00:00:11';

/** This many lost pings, five a second, are an outage; without an outage, none is lost but those under way at the end. */
const FEWEST = 5;

/**
 * The bond sends a request for each client, which moves the client to the active port until it is assigned to
 * its own again. Then the second port fails.
 */
const SCRIPT = `
for module in bonding veth bridge af_packet; do modprobe $module; done
for name in server switch ${CLIENTS.join(' ')}; do ip netns add $name; done
ip -n switch link add br0 type bridge
ip -n switch link set br0 up
plug() {
  ip -n $1 link add $2 address $3 type veth peer name $2 netns switch
  ip -n switch link set $2 master br0 up
}
plug server s0 ${ACTIVE}
plug server s1 ${SECOND}
ip -n server link add bond0 type bond mode balance-alb miimon 100
ip -n server link set s0 master bond0
ip -n server link set s1 master bond0
ip -n server link set bond0 up
ip -n server addr add ${VIP}/24 dev bond0
for client in ${CLIENTS.join(' ')}; do
  plug $client $client 02:00:00:00:01:0\${client#c}
  ip -n $client link set $client up
  ip -n $client addr add 10.3.2.5\${client#c}/24 dev $client
done
until [ "$(ip netns exec server grep -c 'MII Status: up' /proc/net/bonding/bond0)" = 3 ]; do sleep 0.1; done
watch() {
  ip netns exec $1 tcpdump -U -i $2 -w $2.pcap 2>$2.said &
  until grep -qs listening $2.said; do sleep 0.1; done
}
watch server bond0
for client in ${CLIENTS.join(' ')}; do watch $client $client; done
for client in ${CLIENTS.join(' ')}; do
  ip netns exec $client ping -i 0.2 ${VIP} >$client.ping &
done
neighbours() { for client in ${CLIENTS.join(' ')}; do ip -n $client neigh show ${VIP}; done; }
for client in ${CLIENTS.join(' ')}; do
  until tcpdump -n -r $client.pcap 2>/dev/null | grep -q 'who-has 10.3.2.5.* tell ${VIP}'; do sleep 0.2; done
done
until [ "$(neighbours | grep -c ${SECOND})" = ${CLIENTS.length / 2} ]; do sleep 0.1; done
ip -n switch link set s1 down
until [ "$(neighbours | grep -c ${ACTIVE})" = ${CLIENTS.length} ]; do sleep 0.1; done
sleep 1
kill -INT $(jobs -p)
wait
`;

const title =
  'a bond that balances its clients is one machine to each of them, and who lost its port had an outage';
otherKernelTest(title, async t => {
  const {directory, said} = await onOtherKernel(t, SCRIPT);
  const explained = async (...files: readonly string[]) => {
    const captures = files.map(file => join(directory, `${file}.pcap`));
    const {stdout} = await vip('root', ['explain', '--json', '--ip', VIP, ...captures]);
    const [found] = jsonLines(stdout).filter(({kind}) => kind === 'explanation');
    return {stdout, code: found?.code, changes: (found?.handovers as unknown[] | undefined)?.length};
  };
  const lost = CLIENTS.map(client => lostPings(readFileSync(join(directory, `${client}.ping`), 'utf8')));
  // Half of the clients were at the port that failed.
  t.deepEqual(lost.map(count => count >= FEWEST).sort(), [false, false, true, true], said);
  for (const [index, client] of CLIENTS.entries()) {
    const {stdout, ...found} = await explained(client);
    const code = (lost[index] ?? 0) >= FEWEST ? 'OUTAGE' : 'HEALTHY';
    t.deepEqual(found, {code, changes: 0}, stdout);
  }
  // Captured above its ports, the bond answers from the active port, although each port names itself in the
  // answers.
  const {stdout, ...found} = await explained('bond0', ...CLIENTS);
  t.deepEqual(found, {code: 'OUTAGE', changes: 0}, stdout);
});

function lostPings(said: string): number {
  const [, sent, received] = /(\d+) packets transmitted, (\d+) received/.exec(said) ?? [];
  return Number(sent) - Number(received);
}

/** A bond in mode balance-alb, one of whose ports fails: on a kernel that has bonding, and explained from where each client sees it. */

import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {onOtherKernel} from '../helpers/other-kernel.js';
import {jsonLines, vip} from '../helpers/product.js';
import {labTest} from '../helpers/require-lab.js';
import {isInstalled, testWith} from '../helpers/require-tool.js';

const VIP = '10.3.2.200';
const CLIENTS = ['c1', 'c2', 'c3', 'c4'] as const;
/** The active port, whose MAC all clients end with. */
const ACTIVE = '02:00:00:00:00:10';

/** Its requests to the clients are over when one has been moved back to the second port. */
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
plug server s1 02:00:00:00:00:11
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
watch() { ip netns exec $1 tcpdump -U -i $2 -w $2.pcap 2>$2.said & until grep -q listening $2.said; do sleep 0.1; done; }
watch switch s0
watch switch s1
for client in ${CLIENTS.join(' ')}; do
  watch $client $client
  ip netns exec $client ping -i 0.2 ${VIP} >$client.ping &
done
neighbours() { for client in ${CLIENTS.join(' ')}; do ip -n $client neigh show ${VIP}; done; }
for client in ${CLIENTS.join(' ')}; do
  until tcpdump -n -r $client.pcap 2>/dev/null | grep -q 'who-has 10.3.2.5.* tell ${VIP}'; do sleep 0.2; done
done
until neighbours | grep -q 02:00:00:00:00:11; do sleep 0.1; done
ip -n switch link set s1 down
until [ "$(neighbours | grep -c ${ACTIVE})" = ${CLIENTS.length} ]; do sleep 0.1; done
sleep 1
kill -INT $(jobs -p)
wait
`;

const title = 'a bond that balances its clients is one machine to each of them, and who lost its port had an outage';
if (isInstalled('linux.uml')) {
  labTest(
    title,
    async t => {
      const {directory, said} = await onOtherKernel(t, SCRIPT);
      const explained = async (...files: readonly string[]) => {
        const {stdout} = await vip('root', [
          ...['explain', '--json', '--ip', VIP],
          ...files.map(file => join(directory, `${file}.pcap`)),
        ]);
        return jsonLines(stdout).filter(({type}) => type === 'explanation');
      };
      t.log(said, await explained('c1'));
      for (const client of CLIENTS) {
        const [, sent, received] =
          /(\d+) packets transmitted, (\d+) received/.exec(readFileSync(join(directory, `${client}.ping`), 'utf8')) ?? [];
        t.log(client, sent, received);
      }
    },
    ['root'],
  );
} else {
  testWith('linux.uml')(title, () => {});
}

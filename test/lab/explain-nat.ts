/**
 * Captures on both sides of an address translation, where no packet is the same on both. Nothing may be
 * reported as lost on the way, and the translating router links the captures' clocks if it was captured on
 * both sides.
 */

import {join} from 'node:path';
import type {ExecutionContext} from 'ava';
import {stop} from '../helpers/pair.js';
import {type Running, startCommand, vipCommand} from '../helpers/product.js';
import {rootTestWith} from '../helpers/require-lab.js';
import {openSwitchedNodes, type SwitchedNodes} from '../helpers/switched-nodes.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {inRotation} from '../helpers/torture.js';

const VIP = '10.3.2.200';
const ROUTER = '10.3.2.1';
/**
 * Statements that would be false here: all requests were answered except those lost during the move, and
 * every station followed it.
 */
const FALSE =
  /(ADVERTS|ANNOUNCEMENT|REPLIES|REQUESTS)_LOST|SWITCH_STALE|ANNOUNCED_BUT_IGNORED|did not follow/;

const RULES = {
  'a source (masquerade)': {
    rule: 'add chain ip n post { type nat hook postrouting priority 100; }; add rule ip n post oifname er masquerade',
    asks: VIP,
  },
  'a destination (dnat)': {
    rule: `add chain ip n pre { type nat hook prerouting priority -100; }; add rule ip n pre iifname wr ip daddr 192.168.1.1 dnat to ${VIP}`,
    asks: '192.168.1.1',
  },
};

const natTest = rootTestWith('arping', 'nft', 'tcpdump');

// Nothing of one is said by other words than of the other.
for (const [what, {rule, asks}] of inRotation(Object.entries(RULES), 0, 1))
  natTest(
    `captures on both sides of a router that translates ${what}: nothing is reported as lost, and only it links the clocks`,
    async t => {
      const nodes = await openSwitchedNodes(t);
      const directory = temporaryDirectory(t);
      await openRouter(nodes, rule);
      const captures = await record(t, nodes, directory, asks);
      const file = (name: string) => `${name}=${join(directory, `${name}.pcap`)}`;
      await fail(nodes, captures, asks);
      const apart = await explained(['client', 'a', 'b'].map(file));
      t.regex(apart, /in common between client and \(a and b\): their clocks cannot be compared/);
      t.regex(apart, /Where addresses are translated between them \(NAT\)/);
      t.notRegex(apart, FALSE);
      const linked = await explained(['client', 'nat', 'a', 'b'].map(file));
      t.notRegex(linked, /cannot be compared/);
      t.notRegex(linked, FALSE);
      t.regex(linked, /took the address from 02:00:00:00:00:10 and announced it; \S.* followed/);
    },
  );

/**
 * Opens `nat`, a router between the switch and a client. Its cache soon verifies what an announcement told
 * it.
 */
async function openRouter({ip, start}: SwitchedNodes, rule: string): Promise<void> {
  await ip('host', 'netns add nat', 'netns add client');
  await ip('sw', 'link add pr type veth peer name er netns nat');
  await ip('sw', 'link set pr master sw0', 'link set pr up');
  await ip('nat', 'link add wr type veth peer name wc netns client');
  await ip(
    'nat',
    'link set er up',
    'link set wr up',
    `addr add ${ROUTER}/24 dev er`,
    'addr add 192.168.1.1/24 dev wr',
  );
  await ip('client', 'link set wc up', 'addr add 192.168.1.2/24 dev wc', 'route add default via 192.168.1.1');
  for (const node of ['a', 'b']) await ip(node, `route add default via ${ROUTER}`);
  const settings = ['net.ipv4.ip_forward=1', ...NEIGHBOURS.map(one => `net.ipv4.neigh.er.${one}`)];
  for (const words of [
    ['sysctl', '-qw', ...settings],
    ['nft', `add table ip n; ${rule}`],
  ]) {
    const {code, stderr} = await start('nat', ...words).ended;
    if (code !== 0) throw new Error(stderr);
  }
}

const NEIGHBOURS = ['delay_first_probe_time=3'];

type Captures = readonly Running[];

async function record(
  t: ExecutionContext,
  {ip, start}: SwitchedNodes,
  directory: string,
  asks: string,
): Promise<Captures> {
  await ip('a', `addr add ${VIP}/24 dev va`);
  const places = {client: 'wc', nat: 'any', a: 'va', b: 'vb'};
  const captures = Object.entries(places).map(([node, iface]) =>
    start(node, 'tcpdump', '-Z', 'root', '-i', iface, '-U', '-w', join(directory, `${node}.pcap`)),
  );
  await Promise.all(captures.map(({says}) => says('listening on')));
  t.is((await start('client', 'ping', '-c', '1', '-W', '5', asks).ended).code, 0);
  return captures;
}

/** The address moves from `a` to `b`, which serves it, until the router has asked again for its MAC. */
async function fail({ip, start}: SwitchedNodes, captures: Captures, asks: string): Promise<void> {
  const pings = start('client', 'ping', '-i', '0.02', '-c', '350', asks);
  await pings.says('icmp_seq=50 ');
  await ip('a', `addr del ${VIP}/24 dev va`);
  await ip('b', `addr add ${VIP}/24 dev vb`);
  await start('b', 'arping', '-U', '-c', '1', '-I', 'vb', VIP).ended;
  await pings.ended;
  for (const capture of captures) stop(capture, 'SIGTERM');
  await Promise.all(captures.map(({ended}) => ended));
}

async function explained(files: readonly string[]): Promise<string> {
  const {stdout, stderr} = await startCommand(vipCommand('root', ['explain', ...files])).ended;
  return `${stdout}${stderr}`.replace(/\s+/g, ' ');
}

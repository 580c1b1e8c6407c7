/**
 * keepalived with `use_vmac`, as its users run it: two routers and a client on a switch, IPv4 and IPv6, with
 * and without `vmac_xmit_base`, and what `vip explain` says about the client's capture.
 */

import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import type {ExecutionContext} from 'ava';
import {stop} from '../helpers/pair.js';
import {jsonLines, vipCommand} from '../helpers/product.js';
import {labTest} from '../helpers/require-lab.js';
import {isInstalled, testWith} from '../helpers/require-tool.js';
import {openSwitchedNodes} from '../helpers/switched-nodes.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {isTorture} from '../helpers/torture.js';
import {ONE} from '../helpers/trial.js';

type Fault = 'crash' | 'stop' | 'freeze';

interface Tried {
  readonly family: 4 | 6;
  readonly lines: readonly string[];
  readonly fault: Fault;
  /** Set if advertisements are sent only to the other node. */
  readonly unicast?: true;
}

const VMAC = ['use_vmac'];
const BASE = ['use_vmac', 'vmac_xmit_base'];
const VIP = {4: '10.3.2.200', 6: 'fd00:3::200'};
/** The first address of an IPv6 virtual router is link-local (RFC 9568 §5.2.9). */
const ADDRESSES = {4: ['10.3.2.200/24'], 6: ['fe80::c8', 'fd00:3::200/64']};

const ALL: readonly Tried[] = ([4, 6] as const).flatMap(family =>
  [VMAC, BASE].flatMap(lines =>
    (['crash', 'stop', 'freeze'] as const).map(fault => ({family, lines, fault})),
  ),
);
/** Each family and each way of advertising once. */
const SOME = ALL.filter((_, index) => [0, 11].includes(index));

const UNICAST: readonly Tried[] = ALL.map(tried => ({...tried, unicast: true}));

const NODES = {a: '210', b: '211'} as const;
const NETWORK = {4: '10.3.2.', 6: 'fd00:3::'} as const;

function unicastLines(node: 'a' | 'b', {family, unicast}: Tried): string[] {
  if (unicast === undefined) return [];
  const [own, peer] = [node, node === 'a' ? 'b' : 'a'].map(
    name => `${NETWORK[family]}${NODES[name as 'a' | 'b']}`,
  );
  return [`unicast_src_ip ${own}`, 'unicast_peer {', `  ${peer}`, '}'];
}

const config = (node: 'a' | 'b', priority: number, tried: Tried) => `
global_defs {
  vrrp_version 3
  vrrp_garp_master_delay 1
}
vrrp_instance v {
  state BACKUP
  interface v${node}
  virtual_router_id 51
  priority ${priority}
  advert_int 0.5
  ${[...tried.lines, ...unicastLines(node, tried)].join('\n  ')}
  virtual_ipaddress {
    ${ADDRESSES[tried.family].join('\n    ')}
  }
}
`;

async function explained(t: ExecutionContext, tried: Tried) {
  const {ip, start, keepalived} = await openSwitchedNodes(t);
  const directory = temporaryDirectory(t);
  const run = (node: string, script: string) => start(node, 'sh', '-c', script).ended;
  for (const [node, priority] of [
    ['a', 150],
    ['b', 100],
  ] as const)
    keepalived(node, directory, config(node, priority, tried));
  const vip = VIP[tried.family];
  const served = await run(
    'c',
    `for i in $(seq 60); do ping -c 1 -W 1 ${vip} && exit 0; sleep 0.5; done; exit 1`,
  );
  t.is(served.code, 0, served.stdout);
  // Their timers differ by a tenth of a second, so both may start as masters; that is over by the time the
  // capture begins. The passive node may begin after the other serves, so it has to be without the address
  // for longer than its master-down interval (1.8 s at this priority, RFC 9568 section 6.1).
  const has = `ip -o addr | grep -q " ${vip}/"`;
  const settled = await run('a', `for i in $(seq 100); do ${has} && exit 0; sleep 0.1; done; exit 1`);
  t.is(settled.code, 0, 'the preferred node has the address');
  const yielded = await run(
    'b',
    `n=0; for i in $(seq 200); do n=$((n + 1)); ${has} && n=0; [ $n -ge 25 ] && exit 0; sleep 0.1; done; exit 1`,
  );
  t.is(yielded.code, 0, 'and the other has not, for 2.5 s');
  const file = join(directory, 'client.pcapng');
  const capture = start(
    'c',
    ...vipCommand('root', ['capture', '--iface', 'vc', '--ip', vip, '--write', file]),
  );
  await capture.says('listening on vc');
  const ping = start('c', 'ping', '-i', '0.1', '-W', '1', vip);
  await sleep(2000);
  const kill = (signal: string, ...files: readonly string[]) =>
    run('a', `kill -${signal} $(cat ${files.map(name => join(directory, name)).join(' ')})`);
  // nsenter stops along with its child, but is not woken with it, so only the child that advertises is
  // frozen.
  const speaker = (signal: string) => kill(signal, 'a-vrrp.pid');
  if (tried.fault === 'stop') await kill('TERM', 'a.pid');
  else if (tried.fault === 'freeze') await speaker('STOP');
  else {
    await kill('KILL', 'a.pid', 'a-vrrp.pid');
    await ip('a', 'link set va down');
  }
  await sleep(4000);
  if (tried.fault === 'freeze') {
    await speaker('CONT');
    await sleep(3000);
  }
  stop(ping);
  stop(capture);
  await capture.ended;
  const {stdout} = await start('c', ...vipCommand('root', ['explain', '--json', '--ip', vip, file])).ended;
  const [explanation] = jsonLines(stdout);
  return {explanation, stdout};
}

const titleOf = ({family, lines, fault, unicast}: Tried) =>
  `IPv${family}, ${[...lines, ...(unicast ? ['unicast'] : [])].join(' and ')}, ${fault}`;

/** A test that needs no other daemon than keepalived. */
function daemonTest(title: string, body: (t: ExecutionContext) => Promise<void>): void {
  if (isInstalled('keepalived')) labTest(title, body, ONE);
  else testWith('keepalived')(title, () => {});
}

for (const tried of isTorture ? ALL : SOME)
  daemonTest(`${titleOf(tried)}: no node is taken for two, and no cache had to change`, async t => {
    const {explanation, stdout} = await explained(t, tried);
    const handovers = [explanation?.handovers ?? []].flat() as {keepsMac: boolean; to: string}[];
    t.is(explanation?.verdict, 'HEALTHY', stdout);
    t.is(handovers.length, tried.fault === 'freeze' ? 2 : 1, stdout);
    for (const {keepsMac, to} of handovers)
      t.deepEqual([keepsMac, to], [true, `00:00:5e:00:0${tried.family === 4 ? 1 : 2}:33`], stdout);
  });

// The client hears no advertisements, so it sees a single machine, which is dark for a while after a crash.
if (isTorture)
  for (const tried of UNICAST)
    daemonTest(`${titleOf(tried)}: no node is taken for two, and the move is not denied`, async t => {
      const {explanation, stdout} = await explained(t, tried);
      t.deepEqual(explanation?.handovers, [], stdout);
      const verdicts = tried.fault === 'stop' ? ['HEALTHY'] : ['HEALTHY', 'OUTAGE'];
      t.true(verdicts.includes(String(explanation?.verdict)), stdout);
      t.regex(String(explanation?.message), /whether another machine took/, stdout);
      t.notRegex(String(explanation?.message), /did not move|no takeover happened/, stdout);
    });

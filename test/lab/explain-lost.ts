/**
 * Frames that a switch drops, captured at both ends, which no single capture can show. These are the examples
 * of docs/several-captures.md.
 */

import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {stop} from '../helpers/pair.js';
import {jsonLines, type Running, vipCommand} from '../helpers/product.js';
import {labTest} from '../helpers/require-lab.js';
import {openSwitchedNodes, type SwitchedNodes} from '../helpers/switched-nodes.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {ONE} from '../helpers/trial.js';

const VIP = '10.3.2.200';

interface Play extends Pick<SwitchedNodes, 'ip'> {
  /** A shell command, run to its end. */
  sh(node: string, script: string): Promise<unknown>;
  /**
   * The frames of a node that are dropped as they enter the switch, after the node's own capture has seen
   * them.
   */
  drop(node: string, what: string): Promise<unknown>;
  dropNothing(): Promise<unknown>;
}

const EXAMPLES: Readonly<Record<string, (play: Play) => Promise<void>>> = {
  async REQUESTS_LOST({drop, dropNothing}) {
    await drop('c', 'ip protocol icmp');
    await sleep(2500);
    await dropNothing();
  },
  async REPLIES_LOST({drop, dropNothing}) {
    await drop('a', 'ip protocol icmp');
    await sleep(2500);
    await dropNothing();
  },
  async ANNOUNCEMENT_LOST({ip, sh, drop, dropNothing}) {
    const garp = ['garp', '--iface', 'vb', '--ip', VIP, '--count', '1'];
    const announce = () => sh('b', vipCommand('root', garp).join(' '));
    await drop('b', 'ether type arp');
    await ip('a', `addr del ${VIP}/24 dev va`);
    await ip('b', `addr add ${VIP}/24 dev vb`);
    await announce();
    await sleep(2000);
    await dropNothing();
    await announce();
  },
};

for (const [verdict, play] of Object.entries(EXAMPLES))
  labTest(
    `${verdict}: captured at all machines`,
    async t => {
      const {start, ip} = await openSwitchedNodes(t);
      const directory = temporaryDirectory(t);
      const sh = (node: string, script: string) => start(node, 'sh', '-c', script).ended;
      await ip('a', `addr add ${VIP}/24 dev va`);
      const captures: Running[] = [];
      for (const node of ['a', 'b', 'c']) {
        const file = join(directory, `${node}.pcapng`);
        const capture = start(
          node,
          ...vipCommand('root', ['capture', '--iface', `v${node}`, '--write', file]),
        );
        captures.push(capture);
        await capture.says(`listening on v${node}`);
      }
      const ping = start('c', 'ping', '-i', '0.1', '-W', '1', VIP);
      await ping.says('bytes from');
      // A machine that sends nothing meanwhile could be frozen, which cannot be distinguished from lost
      // requests.
      const other = start('a', 'ping', '-i', '0.1', '10.3.2.211');
      await sleep(1500);
      await play({
        ...{ip, sh},
        drop: (node, what) =>
          sh(
            'sw',
            `nft "table netdev t { chain i { type filter hook ingress device p${node} priority 0; ${what} drop; }; }"`,
          ),
        dropNothing: () => sh('sw', 'nft delete table netdev t'),
      });
      await sleep(1500);
      stop(ping);
      stop(other);
      for (const capture of captures) stop(capture);
      for (const capture of captures) await capture.ended;
      const files = ['a', 'b', 'c'].map(node => join(directory, `${node}.pcapng`));
      const explain = (...args: readonly string[]) =>
        start('c', ...vipCommand('root', ['explain', '--ip', VIP, ...args, ...files])).ended;
      const {code, stdout} = await explain('--json');
      const {stdout: text} = await explain();
      const told = jsonLines(stdout).find(({verdict: one, ip: of}) => one !== undefined && of === VIP);
      t.is(told?.verdict, verdict, text);
      t.is(code, 1, text);
      if (process.env.VIP_SHOW === '1') t.log(text);
    },
    ONE,
  );

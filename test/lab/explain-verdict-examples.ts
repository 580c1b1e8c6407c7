/**
 * Faults caused with real daemons, seen by a client, and explained: the examples of docs/explain.md. Those that a trial causes are in
 * explain.ts.
 */

import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {stop} from '../helpers/pair.js';
import {jsonLines, vipCommand} from '../helpers/product.js';
import {labTest} from '../helpers/require-lab.js';
import {isInstalled, type Tool, testWith} from '../helpers/require-tool.js';
import {openSwitchedNodes, type SwitchedNodes} from '../helpers/switched-nodes.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {isTorture} from '../helpers/torture.js';
import {ONE} from '../helpers/trial.js';

const VIP = '10.3.2.200';
const POISONER = fileURLToPath(new URL('../helpers/poisoner.js', import.meta.url));

interface Play extends SwitchedNodes {
  readonly directory: string;
  /** A shell command, run to its end. */
  sh(node: string, script: string): Promise<unknown>;
  /** Pings from the client until the end, ten per second. */
  ping(ip: string): void;
  /** The capture begins once the client is answered. */
  watch(ip?: string): Promise<void>;
}

interface Example {
  readonly verdict: string;
  readonly of?: string;
  /** Where it is captured: node and interface, by default the client's. */
  readonly at?: readonly [node: string, iface: string];
  readonly tools?: readonly Tool[];
  /** Set if it takes long, or occasionally needs a second attempt. */
  readonly isForTorture?: boolean;
  /**
   * Set if two routers are needed to show the fault, so that the first router's first frame is not the one to
   * examine.
   */
  readonly takesTwo?: boolean;
  /** What the line of the story must say. */
  readonly says?: RegExp;
  readonly play: (play: Play) => Promise<void>;
}

interface Router {
  readonly priority?: number;
  readonly addresses?: readonly string[];
  readonly excluded?: readonly string[];
  /** A file whose number, when it is not 0, takes 100 from the priority. */
  readonly file?: string;
}

function config(node: string, {priority = 100, addresses = [VIP], excluded = [], file}: Router = {}): string {
  const list = (name: string, ips: readonly string[]) =>
    ips.length === 0 ? '' : `${name} {\n${ips.map(ip => `    ${ip}/24`).join('\n')}\n  }`;
  const tracked = file === undefined ? '' : `track_file check {\n  file ${file}\n  weight -100\n}`;
  return `
global_defs {
  vrrp_version 3
  vrrp_garp_master_delay 1
}
${tracked}
vrrp_instance v {
  state BACKUP
  interface v${node}
  virtual_router_id 51
  priority ${priority}
  advert_int 0.1
  ${list('virtual_ipaddress', addresses)}
  ${list('virtual_ipaddress_excluded', excluded)}
  ${file === undefined ? '' : 'track_file {\n    check weight -100\n  }'}
}
`;
}

const EXAMPLES: Readonly<Record<string, Example>> = {
  'the owner has lost its route': {
    verdict: 'OUTAGE',
    async play({ip, watch, ping}) {
      await ip('a', `addr add ${VIP}/24 dev va`);
      await watch();
      ping(VIP);
      await sleep(1000);
      await ip('a', 'route del 10.3.2.0/24 dev va');
      await sleep(2000);
      await ip('a', 'route add 10.3.2.0/24 dev va');
      await sleep(1000);
    },
  },
  'the owner rejects connections': {
    verdict: 'REFUSED',
    async play({ip, sh, watch}) {
      await ip('a', `addr add ${VIP}/24 dev va`);
      await sh('a', 'nft add table ip t && nft add chain ip t i "{ type filter hook input priority 0; }"');
      await sh('a', 'nft add rule ip t i tcp dport 6443 reject with icmp type host-prohibited');
      await watch();
      for (let turn = 0; turn < 6; turn++) await sh('c', `timeout 1 bash -c 'echo >/dev/tcp/${VIP}/6443'`);
    },
  },
  'a firewall drops a port, and pings go on': {
    verdict: 'OUTAGE',
    says: /: OUTAGE since [^,]*, TCP port 8080 dark for /,
    async play({ip, sh, start, watch, ping}) {
      await ip('a', `addr add ${VIP}/24 dev va`);
      await sh('a', 'nft add table ip t && nft add chain ip t i "{ type filter hook input priority 0; }"');
      const listening = "listen(8080, () => console.log('listening'))";
      const server = start(
        'a',
        process.execPath,
        '-e',
        `require('net').createServer(s => s.end()).${listening}`,
      );
      await server.says('listening');
      const connect = (turns: number) =>
        sh('c', `for i in $(seq ${turns}); do timeout 1 bash -c 'echo >/dev/tcp/${VIP}/8080'; done`);
      await watch();
      ping(VIP);
      await connect(5);
      await sh('a', 'nft add rule ip t i tcp dport 8080 drop');
      await connect(6);
      await sh('a', 'nft flush chain ip t i');
      await connect(2);
      stop(server);
    },
  },
  'somebody claims both ends': {
    verdict: 'MAN_IN_THE_MIDDLE',
    // Neither end learns the other's real MAC; the port of the machine that deceives them sees both.
    at: ['sw', 'pb'],
    async play({ip, sh, start, watch, ping}) {
      await ip('a', `addr add ${VIP}/24 dev va`);
      await sh('b', 'echo 1 > /proc/sys/net/ipv4/ip_forward');
      await watch();
      await sh('b', `ping -c 3 -i 0.2 ${VIP}`);
      ping(VIP);
      const ends = [VIP, '02:00:00:00:00:10', '10.3.2.212', '02:00:00:00:00:12'];
      const poisoner = start('b', process.execPath, POISONER, 'vb', ...ends);
      await poisoner.says('poisoning');
      await sleep(2000);
      stop(poisoner);
    },
  },
  'two routers for two addresses with one number': {
    verdict: 'VRID_CLASH',
    // Each rejected advertisement delays the rejecting router's own. Sometimes only one of the two is heard,
    // and the fault cannot be determined.
    isForTorture: true,
    takesTwo: true,
    tools: ['keepalived'],
    async play({keepalived, directory, watch}) {
      keepalived('a', directory, config('a'));
      await watch();
      keepalived('b', directory, config('b', {addresses: ['10.3.2.201']}));
      await sleep(6000);
    },
  },
  'their lists of addresses differ': {
    verdict: 'ADVERTS_REJECTED',
    isForTorture: true, // as for VRID_CLASH
    takesTwo: true,
    // Both also hold the shared address, sometimes long enough for the verdict of two owners.
    of: '10.3.2.201',
    tools: ['keepalived'],
    async play({keepalived, directory, watch}) {
      keepalived('a', directory, config('a', {priority: 150}));
      await watch();
      keepalived('b', directory, config('b', {addresses: [VIP, '10.3.2.201']}));
      await sleep(3000);
    },
  },
  'both daemons are stopped': {
    verdict: 'NO_MASTER',
    tools: ['keepalived'],
    async play({keepalived, directory, sh, watch, ping}) {
      keepalived('a', directory, config('a', {priority: 150}));
      keepalived('b', directory, config('b'));
      await watch();
      ping(VIP);
      await sleep(1000);
      for (const node of ['b', 'a']) await sh(node, `kill $(cat ${join(directory, `${node}.pid`)})`);
      await sleep(2500);
    },
  },
  'one address is in no list of the other node': {
    verdict: 'LEFT_BEHIND',
    of: '10.3.2.203',
    tools: ['keepalived'],
    async play({keepalived, directory, ip, sh, watch, ping}) {
      const shared = ['10.3.2.201', '10.3.2.202'];
      keepalived('a', directory, config('a', {priority: 150, excluded: [...shared, '10.3.2.203']}));
      await watch('10.3.2.203');
      keepalived('b', directory, config('b', {excluded: shared}));
      for (const address of [VIP, '10.3.2.203']) ping(address);
      await sleep(1500);
      await ip('sw', 'link set pa down');
      await sh('a', `kill -9 $(cat ${join(directory, 'a.pid')} ${join(directory, 'a-vrrp.pid')})`);
      await sleep(3000);
    },
  },
  'a check that flaps': {
    verdict: 'FLAPPING',
    tools: ['keepalived'],
    isForTorture: true,
    async play({keepalived, directory, watch, ping}) {
      const file = join(directory, 'check');
      writeFileSync(file, '0\n');
      keepalived('a', directory, config('a', {priority: 150, file}));
      keepalived('b', directory, config('b', {priority: 120}));
      await watch();
      ping(VIP);
      await sleep(1500);
      for (const value of [1, 0, 1, 0, 1]) {
        writeFileSync(file, `${value}\n`);
        await sleep(2500);
      }
    },
  },
};

for (const [
  title,
  {
    verdict,
    of = VIP,
    at: [node, iface] = ['c', 'vc'],
    tools = [],
    isForTorture = false,
    takesTwo = false,
    says = /./,
    play,
  },
] of Object.entries(EXAMPLES)) {
  if (isForTorture && !isTorture) continue;
  if (!tools.every(isInstalled)) {
    testWith(...tools)(`${verdict}: ${title}`, () => {});
    continue;
  }
  labTest(
    `${verdict}: ${title}`,
    async t => {
      const nodes = await openSwitchedNodes(t);
      const directory = temporaryDirectory(t);
      const file = join(directory, 'client.pcapng');
      const sh = (node: string, script: string) => nodes.start(node, 'sh', '-c', script).ended;
      const pings: ReturnType<SwitchedNodes['start']>[] = [];
      let capture: ReturnType<SwitchedNodes['start']> | undefined;
      await play({
        ...{...nodes, directory, sh},
        ping: ip => {
          pings.push(nodes.start('c', 'ping', '-i', '0.1', '-W', '1', ip));
        },
        async watch(ip = VIP) {
          const answered = `for i in $(seq 100); do ping -c 1 -W 1 ${ip} && exit 0; sleep 0.2; done; exit 1`;
          t.is((await nodes.start('c', 'sh', '-c', answered).ended).code, 0);
          capture = nodes.start(
            node,
            ...vipCommand('root', ['capture', '--iface', iface, '--garp', '--write', file]),
          );
          await capture.says(`listening on ${iface}`);
        },
      });
      for (const ping of pings) stop(ping);
      if (capture === undefined) return t.fail('nothing was captured');
      stop(capture);
      await capture.ended;
      const explain = (...args: readonly string[]) =>
        nodes.start('c', ...vipCommand('root', ['explain', ...args, file])).ended;
      const {code, stdout} = await explain('--json');
      const {stdout: text} = await explain();
      const told = jsonLines(stdout).find(({ip}) => ip === of);
      t.is(told?.verdict, verdict, text);
      t.is(code, 1, text);
      const brief = (await explain('--brief', '--ip', of)).stdout.replaceAll(/\s+/g, ' ');
      t.regex(brief, says);
      if (takesTwo) t.notRegex(brief, /, frame 1 $/, brief);
      if (process.env.VIP_SHOW === '1') t.log(text);
    },
    ONE,
  );
}

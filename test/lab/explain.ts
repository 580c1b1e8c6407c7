/**
 * Real faults explained: trials whose captures show each fault, and what `vip explain` says about them, live
 * as well.
 */

import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {pairTest, stop} from '../helpers/pair.js';
import {untilDescendant} from '../helpers/processes.js';
import {jsonLines, vip, vipCommand, type Who} from '../helpers/product.js';
import {labTest, tortured} from '../helpers/require-lab.js';
import {isInstalled} from '../helpers/require-tool.js';
import {runTool} from '../helpers/run-tool.js';
import {FAST, IMPATIENT, ONE, openDirectory} from '../helpers/trial.js';

const UP = 'ip addr add $VIP/$PREFIX dev $IFACE && arping -q -U -c 1 -I $IFACE $VIP';
const DOWN = 'ip addr del $VIP/$PREFIX dev $IFACE';
const ACTIVE = 'test $NODE = ns0';

/** Rewrites the sender MAC of announcements on their way out; the frame's source stays as it is. */
const REWRITE = [
  'table netdev wrong { chain out {',
  'type filter hook egress device \\"$IFACE\\" priority 0;',
  'arp saddr ip $VIP arp daddr ip $VIP arp saddr ether set 02:00:00:00:00:99; }; }',
].join(' ');

/** Teaches the switch, for good, that ns1's MAC is where ns0 is. */
const STALE = 'bridge -n lan fdb replace 02:00:00:00:00:11 dev to-ns0 master static sticky';

interface Tried {
  readonly verdict: string;
  readonly args: (who: Who) => readonly string[];
  readonly node?: string;
  readonly tools?: readonly string[];
  /** Set if it is tested in every run: one without a fault and one with. The generated captures cover all, as do recorded ones of such runs. */
  readonly isUsual?: boolean;
}

const TRIALS: Readonly<Record<string, Tried>> = {
  'a planned switch-over': {
    verdict: 'HEALTHY',
    isUsual: true,
    args: () => ['--driver', 'vip', '--settle', '1s'],
  },
  'no announcement arrives': {
    verdict: 'NO_ANNOUNCEMENT',
    args: () => ['--driver', 'vip', '--drop-garp', 'all', ...IMPATIENT, '--settle', '6s'],
  },
  'clients that drop gratuitous ARP': {
    verdict: 'ANNOUNCED_BUT_IGNORED',
    args: () => [
      ...['--driver', 'vip', '--client-sysctl', 'drop_gratuitous_arp=1', ...IMPATIENT],
      ...['--settle', '6s'],
    ],
  },
  'a port that forwards late': {
    verdict: 'ANNOUNCED_TOO_EARLY',
    args: () => [...FAST, '--fault', 'node-crash', '--forward-delay', '500ms', '--settle', '2s'],
    node: 'ns1',
    tools: ['keepalived'],
  },
  'a frozen master that thaws': {
    verdict: 'SILENT_FAILBACK',
    isUsual: true,
    // Otherwise the outcome depends on whose advertisement crosses first, and the old master may announce
    // after all.
    args: () => [...FAST, '--vrrp', 'garp_lower_prio_repeat 0', '--fault', 'freeze:2s', ...IMPATIENT],
    tools: ['keepalived'],
  },
  'a master that nobody hears any more': {
    verdict: 'TWO_OWNERS',
    args: () => [...FAST, '--fault', 'mute-tx', '--settle', '2s'],
    node: 'ns0',
    tools: ['keepalived'],
  },
  'the old owner announces it once more': {
    verdict: 'REPLACED_BY_OLD_OWNER',
    args: () => [
      ...[...IMPATIENT, '--node-up', UP, '--settle', '6s', '--node-down'],
      `sleep 0.7; arping -q -U -c 1 -I $IFACE $VIP & sleep 0.05; ${DOWN}; wait`,
    ],
    tools: ['arping'],
  },
  'a sender MAC that nobody has': {
    verdict: 'WRONG_SENDER_MAC',
    args: () => [
      ...[...IMPATIENT, '--node-up', `${ACTIVE} || nft "${REWRITE}"; ${UP}`, '--node-down', DOWN],
      ...['--settle', '4s'],
    ],
    tools: ['arping'],
  },
  'announced in another VLAN': {
    verdict: 'VLAN_MISMATCH',
    args: who => {
      const vlan = vipCommand(who, []).slice(-2).join(' ');
      const announce = `${ACTIVE} && exec arping -q -U -c 1 -I $IFACE $VIP; ${vlan} garp --iface $IFACE --ip $VIP --vlan 7`;
      return [
        ...[
          ...IMPATIENT,
          '--node-up',
          `ip addr add $VIP/$PREFIX dev $IFACE; ${announce}`,
          '--node-down',
          DOWN,
        ],
        ...['--settle', '6s'],
      ];
    },
    tools: ['arping'],
  },
  'a switch that sends the new MAC to the old port': {
    verdict: 'SWITCH_STALE',
    args: () => [
      ...[...IMPATIENT, '--node-up', `${ACTIVE} || ${STALE}; ${UP}`, '--settle', '6s', '--node-down'],
      `${DOWN}; (sleep 3; bridge -n lan fdb del 02:00:00:00:00:11 dev to-ns0 master) &`,
    ],
    tools: ['arping'],
  },
};

for (const [title, {verdict, args, node = 'ext', tools = [], isUsual}] of Object.entries(TRIALS)) {
  const missing = tools.filter(tool => !isInstalled(tool as never));
  if (missing.length > 0) continue;
  labTest(
    `${verdict}: ${title}`,
    async (t, who) => {
      const directory = openDirectory(t);
      const options = ['--probe-interval', '20ms', '--out', 'out', ...args(who)];
      const trial = await vip(who, ['trial', ...options], {cwd: directory});
      t.is(trial.code, 0, trial.stderr);
      const file = join(directory, 'out', `worst-${node}.pcapng`);
      const {code, stdout, stderr} = await vip(who, ['explain', '--json', file]);
      t.is(stderr, '');
      t.is(code, verdict === 'HEALTHY' ? 0 : 1, stdout);
      const verdicts = jsonLines(stdout).flatMap(({handovers}) =>
        Array.isArray(handovers) ? handovers.map(handover => handover.verdict) : [],
      );
      t.true(verdicts.includes(verdict), `${verdicts}\n${stdout}`);
    },
    isUsual ? ONE : tortured(ONE),
  );
}

pairTest(
  'capture --garp --write: the file has everything needed to explain what was shown',
  ['tcpdump', 'tshark'],
  async (t, pair) => {
    const directory = openDirectory(t);
    const [ours, narrowed, announcements, theirs] = ['ours', 'narrowed', 'announcements', 'theirs'].map(
      name => join(directory, `${name}.pcapng`),
    ) as [string, string, string, string];
    await pair.ip('a', 'addr add 10.3.2.200/8 dev va');
    const dump = pair.start('b', ['tcpdump', '-U', '-w', theirs, '-i', 'vb']);
    await dump.says('listening on');
    const capture = async (...args: readonly string[]) => {
      const running = pair.startVip('b', 'capture', '--iface', 'vb', '--garp', '--write', ...args);
      await running.says('listening on vb');
      return running;
    };
    const all = await capture(ours);
    await all.says('all IP traffic is written, as vip explain needs it');
    const one = await capture(narrowed, '--ip', '10.3.2.200');
    const other = await capture(announcements, '--filter', 'arp');
    const ping = (address: string) => pair.run('b', ['ping', '-c', '5', '-i', '0.2', '-W', '1', address]);
    await ping('10.3.2.200');
    await ping('10.3.2.11');
    // From now on the same machine answers with another MAC, as if another machine had taken the address.
    await pair.ip('a', 'link set va address 02:00:00:00:00:99');
    await pair.vip('a', 'garp', '--iface', 'va', '--ip', '10.3.2.200', '--count', '1');
    await ping('10.3.2.200');
    await sleep(200);
    for (const running of [all, one, other]) stop(running);
    const [shown] = await Promise.all([all, one, other].map(running => running.ended));
    t.regex(shown?.stderr ?? '', /\nvip: 2 shown, (\d{2,}) written, \1 received, 0 dropped by the kernel\n$/);
    stop(dump);
    await dump.ended;
    const explained = async (file: string) => {
      const {code, stdout} = await pair.vip('b', 'explain', '--json', '--ip', '10.3.2.200', file);
      const [explanation] = jsonLines(stdout);
      return {code, verdict: explanation?.verdict, handovers: [explanation?.handovers].flat().length};
    };
    const expected = {code: 0, verdict: 'HEALTHY', handovers: 1};
    for (const file of [theirs, ours, narrowed]) t.deepEqual(await explained(file), expected, file);
    t.not((await explained(announcements)).verdict, 'HEALTHY');
    // Where an address was named, traffic between others was not written.
    const echoes = (file: string) =>
      runTool('tshark', '-r', file, '-Y', 'icmp && ip.addr == 10.3.2.11').stdout;
    t.is(echoes(narrowed), '');
    t.not(echoes(ours), '');
  },
);

pairTest(
  "^C in README's pipeline explains what tcpdump saw, to the last frame",
  ['tcpdump'],
  async (t, pair) => {
    await pair.ip('a', 'addr add 10.3.2.200/8 dev va');
    // A terminal sends it to a whole process group; tcpdump writes nothing before it ends, because its buffer is not full.
    const pipeline = 'trap : INT; tcpdump -i any -w - | "$@"; echo "exit $?"';
    const product = vipCommand('root', ['explain', '--brief', '--ip', '10.3.2.200', '-']);
    const running = pair.start('b', ['setsid', '--wait', 'sh', '-c', pipeline, 'sh', ...product]);
    await running.says('listening on');
    const leader = await untilDescendant(
      running.child.pid as number,
      ({argv}) => argv.includes(pipeline) && argv[0] === 'sh',
    );
    await untilDescendant(leader.pid, ({argv}) => argv.includes('explain'), 60_000);
    await pair.run('b', ['ping', '-c', '2', '-i', '0.2', '10.3.2.200']);
    await pair.vip('a', 'garp', '--iface', 'va', '--ip', '10.3.2.200', '--count', '1');
    await sleep(1500);
    process.kill(-leader.pid, 'SIGINT');
    const {stdout, stderr} = await running.ended;
    t.regex(
      stdout,
      /^10\.3\.2\.200 on .*: HEALTHY, \S+ (?:has it|answers) at .* UTC, frame \d+\nexit 0\n$/,
      stderr,
    );
  },
);

pairTest('live: ^C ends it, and what was captured is explained', [], async (t, pair) => {
  await pair.ip('a', 'addr add 10.3.2.200/8 dev va');
  const running = pair.startVip('b', 'explain', '--iface', 'vb', '--ip', '10.3.2.200', '--brief');
  await running.says('listening on vb; ^C ends it and explains');
  await pair.run('b', ['ping', '-c', '2', '-i', '0.2', '10.3.2.200']);
  const {code: sent} = await pair.vip('a', 'garp', '--iface', 'va', '--ip', '10.3.2.200', '--count', '1');
  t.is(sent, 0);
  // The last frames stay in the kernel's ring for a moment.
  await sleep(500);
  stop(running);
  const {code, stdout, stderr} = await running.ended;
  t.is(code, 0, stderr);
  t.regex(stdout, /^10\.3\.2\.200 on vb: HEALTHY, \S+ (?:has it|answers) at .* UTC, frame \d+\n$/);
});

pairTest(
  'live: --duration ends it as well, and nothing can be said about an address that no frame mentioned',
  [],
  async (t, pair) => {
    // Without --iface, at the one in whose network it is.
    const {code, stdout, stderr} = await pair.vip(
      ...(['b', 'explain', '--ip', '10.3.2.99', '--brief', '--duration', '300ms'] as const),
    );
    t.deepEqual([code, stdout], [3, '10.3.2.99: CANNOT_TELL, not in this capture\n'], stderr);
    t.regex(stderr, /listening on vb;/);
  },
);

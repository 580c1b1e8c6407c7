/**
 * The real thing explained: trials whose captures show each fault, and `vip explain` of them; live as well.
 */

import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {pairTest, stop} from '../helpers/pair.js';
import {jsonLines, vip, vipCommand, type Who} from '../helpers/product.js';
import {labTest} from '../helpers/require-lab.js';
import {isInstalled} from '../helpers/require-tool.js';
import {FAST, IMPATIENT, ONE, openDirectory} from '../helpers/trial.js';

const UP = 'ip addr add $VIP/$PREFIX dev $IFACE && arping -q -U -c 1 -I $IFACE $VIP';
const DOWN = 'ip addr del $VIP/$PREFIX dev $IFACE';
const ACTIVE = 'test $NODE = ns0';

/** Rewrites the sender MAC of announcements on their way out: the frame's source stays what it is. */
const REWRITE = [
  'table netdev wrong { chain out {',
  'type filter hook egress device \\"$IFACE\\" priority 0;',
  'arp saddr ip $VIP arp daddr ip $VIP arp saddr ether set 02:00:00:00:00:99; }; }',
].join(' ');

/** The switch learns for ever that ns1's MAC is where ns0 is. */
const STALE = 'bridge -n lan fdb replace 02:00:00:00:00:11 dev to-ns0 master static sticky';

interface Tried {
  readonly verdict: string;
  readonly args: (who: Who) => readonly string[];
  readonly node?: string;
  readonly tools?: readonly string[];
}

const TRIALS: Readonly<Record<string, Tried>> = {
  'a planned switch-over': {
    verdict: 'HEALTHY',
    args: () => ['--driver', 'vip', '--delay', '0s', '--settle', '1s'],
  },
  'no announcement arrives': {
    verdict: 'NO_ANNOUNCEMENT',
    args: () => ['--driver', 'vip', '--delay', '0s', '--drop-garp', 'all', ...IMPATIENT, '--settle', '6s'],
  },
  'clients that drop gratuitous ARP': {
    verdict: 'ANNOUNCED_BUT_IGNORED',
    args: () => [
      ...['--driver', 'vip', '--delay', '0s', '--client-sysctl', 'drop_gratuitous_arp=1', ...IMPATIENT],
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
    // Otherwise it is a matter of whose advertisement crosses first, and it may announce after all.
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

for (const [title, {verdict, args, node = 'ext', tools = []}] of Object.entries(TRIALS)) {
  const missing = tools.filter(tool => !isInstalled(tool as never));
  if (missing.length > 0) continue;
  labTest(
    `${verdict}: ${title}`,
    async (t, who) => {
      const directory = openDirectory(t);
      const options = ['--probe-interval', '20ms', '--out', 'out', ...args(who)];
      const trial = await vip(who, ['experiment', ...options], {cwd: directory});
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
    ONE,
  );
}

pairTest('live: ^C ends it, and what was captured is explained', [], async (t, pair) => {
  await pair.ip('a', 'addr add 10.3.2.200/8 dev va');
  const running = pair.startVip('b', 'explain', '--iface', 'vb', '--ip', '10.3.2.200', '--brief');
  await running.says('listening on vb; ^C ends it and explains');
  await pair.run('b', ['ping', '-c', '2', '-i', '0.2', '10.3.2.200']);
  const {code: sent} = await pair.vip('a', 'garp', '--iface', 'va', '--ip', '10.3.2.200', '--count', '1');
  t.is(sent, 0);
  // What was sent last is a moment in the kernel's ring.
  await sleep(500);
  stop(running);
  const {code, stdout, stderr} = await running.ended;
  t.is(code, 0, stderr);
  t.is(stdout, '10.3.2.200 vb HEALTHY changes 0\n');
});

pairTest(
  'live: after --duration as well, and an address that nobody spoke of cannot be told',
  [],
  async (t, pair) => {
    const {code, stdout} = await pair.vip(
      ...(['b', 'explain', '--iface', 'vb', '--ip', '10.3.2.99', '--brief', '--duration', '300ms'] as const),
    );
    t.deepEqual([code, stdout], [3, '10.3.2.99 CANNOT_TELL changes 0\n']);
  },
);

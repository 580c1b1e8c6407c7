/** The predictions of `vip audit`, compared with keepalived itself by `--prove`. */

import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {TrialReport} from '@vip/core';
import type {ExecutionContext} from 'ava';
import {assertDescribed} from '../helpers/json-shapes.js';
import {vip, type Who} from '../helpers/product.js';
import {labTest} from '../helpers/require-lab.js';
import {isTorture} from '../helpers/torture.js';
import {markedEnvironment, untilGone} from '../helpers/traces.js';
import {ONE, openDirectory} from '../helpers/trial.js';

/** The parts of a node's file. */
interface Node {
  readonly priority: number;
  readonly state?: string;
  readonly globals?: string;
  /** Further lines of the instance. */
  readonly lines?: string;
  /** Lines after the instance. */
  readonly tail?: string;
  /** Lines of the tracked script. */
  readonly script?: string;
  readonly iface?: string;
  readonly vips?: string;
}

function file({
  priority,
  state = 'BACKUP',
  globals = '',
  lines = '',
  tail = '',
  script,
  iface,
  vips,
}: Node): string {
  const check = script === undefined ? '' : `vrrp_script chk {\nscript "/no/such/check"\n${script}\n}\n`;
  const track = script === undefined ? '' : 'track_script {\nchk\n}\n';
  return `global_defs {
enable_script_security
script_user root
${globals}
}
${check}vrrp_instance LAN {
state ${state}
interface ${iface ?? 'eth0'}
virtual_router_id 61
priority ${priority}
${lines}
virtual_ipaddress {
${vips ?? '192.0.2.200/24'}
}
${track}}
${tail}
`;
}

interface Case {
  readonly title: string;
  readonly nodes: readonly [Node, Node];
  readonly fault: string;
  /** Set if it runs without `npm run torture` as well. */
  readonly usually?: boolean;
}

const V3 = 'vrrp_version 3';
const GROUP = {
  ...{lines: 'advert_int 1', iface: 'eth0'},
  tail: `vrrp_instance OUT {
state BACKUP
interface eth1
virtual_router_id 62
priority 90
advert_int 1
virtual_ipaddress {
198.51.100.14/28
}
}
vrrp_sync_group BOTH {
group {
LAN
OUT
}
}`,
};

/** Two nodes that differ only in priority. */
function alike(priorities: readonly [number, number], node: Omit<Node, 'priority'>): [Node, Node] {
  const [a, b] = priorities;
  return [
    {...node, priority: a},
    {...node, priority: b},
  ];
}

const CASES: readonly Case[] = [
  {
    title: 'version 2, a second',
    nodes: alike([150, 100], {lines: 'advert_int 1'}),
    fault: 'node-crash',
  },
  {
    title: 'version 2, two seconds, priority 1',
    nodes: alike([150, 1], {lines: 'advert_int 2'}),
    fault: 'node-crash',
  },
  {
    title: 'version 2, a fraction',
    nodes: alike([254, 253], {lines: 'advert_int 0.3'}),
    fault: 'node-crash',
  },
  {
    title: 'version 2, two advertisements',
    nodes: alike([150, 100], {lines: 'advert_int 1\ndown_timer_adverts 2'}),
    fault: 'node-crash',
  },
  {
    title: 'version 2, unicast, the addresses of the files',
    nodes: [
      {priority: 200, lines: 'unicast_src_ip 192.0.2.11\nunicast_peer {\n192.0.2.12\n}'},
      {priority: 30, lines: 'unicast_src_ip 192.0.2.12\nunicast_peer {\n192.0.2.11\n}'},
    ],
    fault: 'node-crash',
  },
  {title: 'version 2, stopped', nodes: alike([150, 100], {lines: 'advert_int 5'}), fault: 'stop'},
  {
    title: 'version 3, a tenth',
    nodes: alike([150, 100], {globals: V3, lines: 'advert_int 0.1'}),
    fault: 'node-crash',
    usually: true,
  },
  {
    title: 'version 3, the interval of the master counts',
    nodes: [
      {priority: 150, globals: V3, lines: 'advert_int 0.2'},
      {priority: 100, globals: V3, lines: 'advert_int 0.5'},
    ],
    fault: 'node-crash',
  },
  {
    title: 'version 3, five advertisements',
    nodes: alike([150, 100], {globals: `${V3}\nvrrp_down_timer_adverts 5`, lines: 'advert_int 0.2'}),
    fault: 'node-crash',
  },
  {
    title: 'version 3, a weight that crosses',
    nodes: alike([150, 100], {
      globals: V3,
      lines: 'advert_int 0.2',
      script: 'interval 1\nfall 2\nweight -60',
    }),
    fault: 'checks-fail',
    usually: true,
  },
  {
    title: 'version 2, a weight that does not cross',
    nodes: alike([150, 100], {lines: 'advert_int 1', script: 'interval 1\nfall 2\nweight -20'}),
    fault: 'checks-fail',
  },
  {
    title: 'version 2, a check without a weight',
    nodes: alike([150, 100], {lines: 'advert_int 1', script: 'interval 1\nfall 2'}),
    fault: 'checks-fail',
  },
  {
    title: 'nopreempt: the address stays where it went',
    nodes: alike([150, 100], {
      ...{globals: V3, lines: 'advert_int 0.2\nnopreempt\ngarp_master_delay 1'},
    }),
    fault: 'failback:3s',
  },
  {
    title: 'announcements again after a freeze',
    nodes: alike([150, 100], {
      globals: `${V3}\nvrrp_higher_prio_send_advert true\nvrrp_garp_master_delay 1`,
      lines: 'advert_int 0.2',
    }),
    fault: 'freeze:4s',
  },
  {
    title: 'a sync group goes at the pace of its slowest',
    nodes: alike([150, 100], GROUP),
    fault: 'node-crash',
  },
  {
    title: 'a start, on an interface of another name on each node',
    nodes: [
      {priority: 150, globals: V3, lines: 'advert_int 0.5', iface: 'ens192'},
      {priority: 100, globals: V3, lines: 'advert_int 0.5', iface: 'bond0.100'},
    ],
    fault: 'start',
  },
];

interface Proved {
  readonly code: number | null;
  readonly stderr: string;
  readonly proofs: readonly {codes: string[]; fault: string; nodes: string[]; report: TrialReport}[];
}

async function prove(
  t: ExecutionContext,
  who: Who,
  nodes: readonly [Node, Node],
  ...more: readonly string[]
): Promise<Proved> {
  const directory = openDirectory(t);
  for (const [index, node] of nodes.entries()) {
    mkdirSync(join(directory, `lb${index + 1}`), {mode: 0o755});
    writeFileSync(join(directory, `lb${index + 1}/keepalived.conf`), file(node), {mode: 0o644});
  }
  const {mark, env} = markedEnvironment();
  const args = ['audit', 'lb1', 'lb2', '--json', '--prove', '--fail-on', 'none', ...more];
  const {code, stdout, stderr} = await vip(who, args, {env, cwd: directory});
  t.deepEqual(await untilGone(mark), []);
  assertDescribed(t, 'vip audit --json', stdout);
  const lines = stdout.split('\n').filter(line => line.startsWith('{"kind":"proof"'));
  return {code, stderr, proofs: lines.map(line => JSON.parse(line))};
}

for (const {title, nodes, fault, usually} of CASES) {
  if (usually !== true && !isTorture) continue;
  labTest(
    `${title}: ${fault}, as predicted`,
    async (t, who) => {
      const {code, stderr, proofs} = await prove(t, who, nodes, '--fault', fault);
      const forecasts = proofs[0]?.report.forecasts ?? [];
      const outcomes = forecasts.flatMap(({addresses}) => addresses);
      t.log(`${forecasts[0]?.text} -- ${outcomes.map(({measured}) => measured)}`);
      t.true(
        outcomes.length > 0 && outcomes.every(({cameTrue}) => cameTrue),
        `${stderr}\n${JSON.stringify(forecasts)}`,
      );
      t.is(code, 0, stderr);
    },
    ONE,
  );
}

labTest(
  'a finding is demonstrated by the trial meant for it: both nodes hold the address',
  async (t, who) => {
    const nodes: [Node, Node] = [
      {priority: 150, globals: V3, lines: 'advert_int 0.2\nvirtual_router_id 71'},
      {priority: 100, globals: V3, lines: 'advert_int 0.2'},
    ];
    const {code, proofs} = await prove(t, who, nodes);
    t.is(code, 0);
    t.deepEqual(
      proofs.map(({codes, fault, nodes: names, report}) => [codes, fault, names, report.owners]),
      [[['VRID_DIFFERS'], 'start', ['lb1', 'lb2'], ['lb1', 'lb2']]],
    );
    t.deepEqual(
      proofs[0]?.report.forecasts?.flatMap(({addresses}) => addresses.map(({cameTrue}) => cameTrue)),
      [true],
    );
  },
  ONE,
);

/**
 * The VRRP speaker in docs/examples as the other router of a trial: the trial ends with two owners, and `vip explain` of its capture says
 * why each ignores the other.
 */

import {cpSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {ExecutionContext} from 'ava';
import {vip, type Who} from '../helpers/product.js';
import {labTest, tortured} from '../helpers/require-lab.js';
import {ONE, openDirectory, runTrials, USER} from '../helpers/trial.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * ns1 becomes master when ns0 is cut off, and stays master. It has the higher priority, so ns0 would yield if
 * it heard it.
 */
const advert = (words: string) =>
  `silence 1500ms\nhold\nadvert priority=200 version=3 interval=100ms ${words}\n`;

const keepalived = (...lines: readonly string[]) => `
global_defs {
  vrrp_version 3
}
vrrp_instance VIP {
  state MASTER
  interface mcv0
  virtual_router_id 51
  priority 150
  advert_int 0.1
  ${lines.join('\n  ')}
  virtual_ipaddress {
    10.3.2.200/8
  }
}
`;

interface Played {
  readonly owners: readonly string[];
  readonly findings: readonly string[];
  /** What `vip explain` prints, with its findings. */
  readonly text: string;
}

/** @param ns0 keepalived's configuration, or the lines of another speaker */
async function play(t: ExecutionContext, who: Who, ns0: string, ns1: string): Promise<Played> {
  const directory = openDirectory(t);
  // Other users may not be able to read the checkout.
  const copied = [
    ['docs/examples/vrrp-speaker/dist', 'speaker'],
    ['packages/arp', 'node_modules/@vip/arp'],
    ['packages/arp/node_modules/cap', 'node_modules/cap'],
  ] as const;
  for (const [from, to] of copied)
    cpSync(join(root, from), join(directory, to), {
      ...{recursive: true, dereference: true},
      filter: path => !path.endsWith('packages/arp/node_modules'),
    });
  writeFileSync(join(directory, 'package.json'), '{"type": "module"}\n');
  writeFileSync(join(directory, 'ns0'), ns0);
  writeFileSync(join(directory, 'ns1'), ns1);
  const speaker = `exec ${process.execPath} speaker/main.js $IFACE $NODE`;
  const daemon = 'exec keepalived --dont-fork --log-console --vrrp --use-file=ns0';
  const command = ns0.includes('vrrp_instance')
    ? `case $NODE in ns0) ${daemon} ;; *) ${speaker} ;; esac`
    : speaker;
  const times = ['--fault', 'partition:3s', '--patience', '2s', '--settle', '2s', '--out', 'runs'];
  const {code, report, stderr} = await runTrials(t, who, ['--node-cmd', command, ...times], directory);
  t.is(code, 0, stderr);
  const capture = join(directory, 'runs', 'worst-ext.pcapng');
  const {stdout} = await vip(who, ['explain', '--ip', '10.3.2.200', capture]);
  return {
    owners: report.owners,
    findings: report.findings.map(finding => finding.code),
    text: stdout.replaceAll(/\s+/g, ' '),
  };
}

const CASES: readonly (readonly [
  title: string,
  ns0: string,
  ns1: string,
  why: string,
  who: readonly Who[],
])[] = [
  [
    'the address lists differ',
    keepalived(),
    advert('addresses=10.3.2.200,10.3.2.201'),
    'their lists of addresses differ',
    tortured(ONE),
  ],
  [
    'the checksums are of two dialects',
    keepalived(),
    advert('checksum=plain'),
    'their checksums are computed differently',
    USER,
  ],
  [
    'the advertisements of one are for a MAC that is not the group',
    keepalived(),
    advert('mac=02:00:00:00:00:99'),
    '10.3.2.211 sends its advertisements of VRRPv3 51 to the MAC 02:00:00:00:00:99 instead of 01:00:5e:00:00:12',
    ONE,
  ],
];

for (const [title, ns0, ns1, why, who] of CASES) {
  labTest(
    `two owners, and why: ${title}`,
    async (t, one) => {
      const {owners, findings, text} = await play(t, one, ns0, ns1);
      t.deepEqual(owners, ['ns0', 'ns1'], text);
      t.true(findings.includes('two-owners'));
      const said = text.slice(text.indexOf('error: ADVERTS_REJECTED'));
      t.true(said.includes(why), text);
    },
    who,
  );
}

labTest(
  'keepalived yields to the speaker if it accepts its advertisements',
  async (t, who) => {
    const {owners, text} = await play(t, who, keepalived(), advert(''));
    t.deepEqual(owners, ['ns1'], text);
    t.notRegex(text, /ADVERTS_REJECTED/);
  },
  ONE,
);

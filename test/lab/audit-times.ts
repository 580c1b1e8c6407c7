/** The times that `vip audit` predicts, held against keepalived itself, on the wire. */

import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {readEvent} from '@vip/analysis';
import {audit, readConfig, textSource} from '@vip/analysis/audit';
import type {ExecutionContext} from 'ava';
import type {Who} from '../helpers/product.js';
import {labTest} from '../helpers/require-lab.js';
import {isTorture} from '../helpers/torture.js';
import {MS, ONE, openDirectory, runTrials} from '../helpers/trial.js';

interface Case {
  readonly title: string;
  readonly fault: 'node-crash' | 'stop';
  readonly globals?: string;
  /** Of both instances. */
  readonly lines: string;
  readonly priorities: readonly [number, number];
  readonly isUnicast?: boolean;
  /** Also without `npm run torture`. */
  readonly usually?: boolean;
}

const CASES: readonly Case[] = [
  {
    title: 'version 2, a second',
    fault: 'node-crash',
    lines: 'advert_int 1',
    priorities: [150, 100],
    usually: true,
  },
  {title: 'version 2, two seconds', fault: 'node-crash', lines: 'advert_int 2', priorities: [150, 1]},
  {title: 'version 2, rounded', fault: 'node-crash', lines: 'advert_int 0.3', priorities: [254, 253]},
  {
    title: 'version 2, one advertisement less',
    fault: 'node-crash',
    lines: 'advert_int 1\ndown_timer_adverts 2',
    priorities: [150, 100],
  },
  {
    title: 'version 2, unicast',
    fault: 'node-crash',
    lines: 'advert_int 1',
    priorities: [200, 30],
    isUnicast: true,
  },
  {title: 'version 2, stopped', fault: 'stop', lines: 'advert_int 5', priorities: [150, 100]},
  {
    title: 'version 3, a tenth',
    fault: 'node-crash',
    globals: 'vrrp_version 3',
    lines: 'advert_int 0.1',
    priorities: [150, 100],
    usually: true,
  },
  {
    title: 'version 3, half a second',
    fault: 'node-crash',
    globals: 'vrrp_version 3',
    lines: 'advert_int 0.5',
    priorities: [101, 10],
  },
  {
    title: 'version 3, five advertisements',
    fault: 'node-crash',
    globals: 'vrrp_version 3\nvrrp_down_timer_adverts 5',
    lines: 'advert_int 0.2',
    priorities: [150, 100],
  },
  {
    title: 'version 3, stopped',
    fault: 'stop',
    globals: 'vrrp_version 3',
    lines: 'advert_int 1',
    priorities: [150, 50],
    usually: true,
  },
];

function configuration(at: 0 | 1, {globals = '', lines, priorities, isUnicast}: Case): string {
  const hosts = ['10.3.2.210', '10.3.2.211'];
  const peers = `unicast_src_ip ${hosts[at]}\nunicast_peer {\n${hosts[1 - at]}\n}`;
  return `global_defs {
${globals}
}
vrrp_instance LAN {
state BACKUP
interface mcv${at}
virtual_router_id 61
priority ${priorities[at]}
${lines}
${isUnicast === true ? peers : ''}
virtual_ipaddress {
10.3.2.200/8
}
}
`;
}

/** A crash is dated by the last advertisement before it, a stop by the one that says so. */
const EVENTS = {'node-crash': 'crash', stop: 'stop'} as const;

function predicted(texts: readonly string[], fault: Case['fault']): {least: number; most: number} {
  const nodes = texts.map((text, index) => ({
    name: `ns${index}`,
    config: readConfig('c', textSource('c', text)),
  }));
  const prediction = audit(nodes).predictions.find(({event}) => event === EVENTS[fault]);
  if (prediction?.after === undefined) throw new Error('nothing was predicted');
  return prediction.after;
}

interface Advertisement {
  readonly at: bigint;
  readonly own: boolean;
  readonly priority: number;
}

/** What ns1 heard and what it said, as it was captured there: a node that is cut off goes on for a while. */
function advertisementsIn(stdout: string): Advertisement[] {
  return stdout
    .split('\n')
    .filter(line => line.includes('"kind":"frame"') && !line.startsWith('{"kind":"trial-'))
    .flatMap(line => {
      const event = readEvent(line);
      if (event.kind !== 'frame' || event.node !== 'ns1') return [];
      const told = advertisementIn(event.octets);
      return told === undefined ? [] : [{at: event.at, own: event.own, priority: told}];
    });
}

/** The priority in a VRRP advertisement over IPv4 (RFC 5798 §5.1); undefined for every other frame. */
function advertisementIn(octets: Uint8Array): number | undefined {
  const at = {etherType: 12, ip: 14, protocol: 23} as const;
  const isVrrp = octets[at.etherType] === 8 && octets[at.etherType + 1] === 0 && octets[at.protocol] === 112;
  const headerLength = ((octets[at.ip] ?? 0) & 15) * 4;
  return isVrrp ? octets[at.ip + headerLength + 2] : undefined;
}

/** A timer of a busy machine is late, and never early but for what the clocks differ. Milliseconds. */
const EARLY = 10;
const LATE = 700;

async function measure(t: ExecutionContext, who: Who, each: Case): Promise<void> {
  const directory = openDirectory(t);
  const texts = [configuration(0, each), configuration(1, each)];
  const files = texts.map((text, index) => {
    const file = join(directory, `ns${index}.conf`);
    writeFileSync(file, text, {mode: 0o644});
    return file;
  });
  const configs = files.flatMap(file => ['--config', file]);
  const {stdout, stderr, code} = await runTrials(
    t,
    who,
    ['--driver', 'keepalived', ...configs, '--fault', each.fault],
    directory,
  );
  t.is(code, 0, stderr);
  const {least, most} = predicted(
    files.map(file => readFileSync(file, 'utf8')),
    each.fault,
  );
  const heard = advertisementsIn(stdout);
  const first = heard.find(({own, priority}) => own && priority === each.priorities[1]);
  const last = heard.findLast(({own, at}) => !own && first !== undefined && at < first.at);
  if (first === undefined || last === undefined) return t.fail(`${heard.length} advertisements\n${stderr}`);
  const ms = Number((first.at - last.at) / (MS / 1000n)) / 1000;
  t.log(`${ms} ms; ${least} to ${most} predicted`);
  t.true(ms >= least - EARLY && ms <= most + LATE, `${ms} ms, ${least} to ${most} predicted`);
}

for (const each of CASES) {
  if (each.usually !== true && !isTorture) continue;
  labTest(`${each.title}: it takes over when it was predicted`, (t, who) => measure(t, who, each), ONE);
}

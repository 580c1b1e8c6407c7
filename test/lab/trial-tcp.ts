/**
 * TCP sessions of a trial's observers over real sockets: which clients learn of the failover, and when.
 *
 * What Linux does was measured beforehand: a client that writes gets a reset for the first segment that reaches the new owner, one
 * that reads or is idle learns nothing, and a firewall that lets through only known connections rejects silently.
 */

import {join} from 'node:path';
import {decodeEvent, Timeline} from '@vip/analysis';
import {type ClientSession, clientSessions, topologyOf} from '@vip/analysis/internal';
import type {MacAddress} from '@vip/arp';
import {type SessionClass, type TrialReport, trialOf} from '@vip/core';
import type {ExecutionContext} from 'ava';
import {vip as runVip} from '../helpers/product.js';
import {labTest, tortured, turnTest} from '../helpers/require-lab.js';
import {MS, ONE, openDirectory, runTrials, type TrialRun, USER} from '../helpers/trial.js';

const PLAN = 'idle=2,read=2@50ms,write=3@40ms,write=2@200ms,connect@20ms';
const OBSERVERS = 4;

function sessionsOf({stdout}: TrialRun): ClientSession[] {
  const lines = stdout.split('\n').filter(line => /^\{"at"|"kind":"(trial|session|frame|step)"/.test(line));
  const timeline = Timeline.of(
    lines.filter(line => !line.startsWith('{"kind":"trial-report"')).map(decodeEvent),
  );
  const trial = trialOf(timeline);
  if (trial?.tcp === undefined) return [];
  const {settings, tcp} = trial;
  return topologyOf(trial).observers.flatMap(({node}) =>
    clientSessions(timeline, node, settings.vip.address, tcp.port),
  );
}

function classOf({sessions}: TrialReport, use: SessionClass['use'], intervalMs?: number): SessionClass {
  return sessions?.classes.find(one => one.use === use && one.intervalMs === intervalMs) as SessionClass;
}

/**
 * The number of retransmissions possible by then if timeouts begin at 0.2 s and double, plus a tail loss
 * probe before them.
 */
function mostRungs(ns: bigint): number {
  return Math.floor(Math.log2(Number(ns) / 190e6 + 1)) + 2;
}

function assertLadders(t: ExecutionContext, written: readonly ClientSession[], newOwner: MacAddress): void {
  for (const {node, session, wire} of written) {
    const {rungsNs, first, firstTo} = wire?.unacknowledged ?? {rungsNs: []};
    if (first === undefined || firstTo === undefined || wire?.end === undefined) continue;
    const who = `${node} ${session}: ${rungsNs}`;
    t.true(rungsNs.length <= mostRungs(wire.end.at - first.at), who);
    t.deepEqual(
      [...rungsNs].sort((a, b) => (a < b ? -1 : 1)),
      [...rungsNs],
      who,
    );
    // The new owner's kernel answers the first segment that it gets; behind the router, that does not show.
    if (wire.unacknowledged?.to === newOwner) t.true(wire.end.at - firstTo.at < 50n * MS, who);
  }
}

turnTest(
  'a machine crashes: writers are reset by the new owner, idle clients and readers hang, and explain says the same of the capture',
  async (t, who) => {
    const out = join(openDirectory(t), 'out');
    const run = await runTrials(t, who, [
      ...['--driver', 'vip', '--fault', 'node-crash', '--tcp', PLAN, '--tcp-deadline', '6s'],
      ...['--max-hung', '0', '--out', out],
    ]);
    const {code, report, stdout, stderr} = run;
    t.is(code, 1, stderr);
    t.is(report.sessions?.hung, 4 * OBSERVERS);
    for (const [use, intervalMs] of [['idle'], ['read', 50]] as const) {
      const {outcomes, ended} = classOf(report, use, intervalMs);
      t.deepEqual([outcomes.hung, ended], [2 * OBSERVERS, undefined], use);
    }
    const written = sessionsOf(run).filter(({use, after, wire}) => {
      return use === 'write' && after === undefined && wire?.end?.how === 'reset';
    });
    t.is(written.length, 5 * OBSERVERS);
    t.true(written.some(({wire}) => wire?.unacknowledged?.to === report.trial.settings.passive.mac));
    assertLadders(t, written, report.trial.settings.passive.mac);
    t.is(classOf(report, 'write', 40).outcomes.reset, 3 * OBSERVERS);
    t.true(
      (report.sessions?.connections?.took?.min.leastNs ?? 0n) >= 990n * MS,
      'a SYN is sent again after 1 s',
    );
    t.true(report.observers.every(({budget}) => budget.some(({part}) => part === 'session')));
    t.is(JSON.parse(stdout.trim().split('\n').at(-1) ?? '').hung[0].hung, 4 * OBSERVERS);
    const explained = await runVip(who, ['explain', join(out, 'worst-ext.pcapng')]);
    t.is(explained.code, 1, explained.stderr);
    const told = explained.stdout.replace(/\s+/g, ' ');
    t.regex(
      told,
      /SESSIONS_HUNG \(frames [\d, ]+\) 4 sessions of 10\.3\.2\.50, open when the address moved, are silent/,
    );
    t.regex(told, /5 sessions of 10\.3\.2\.50 from before the move were reset/);
  },
);

const RULES = [
  'add table ip t',
  'add chain ip t in { type filter hook input priority 0; policy drop; }',
  'add rule ip t in meta l4proto icmp accept',
  'add rule ip t in ct state established,related accept',
  'add rule ip t in ct state new tcp flags & (fin|syn|rst|ack) == syn accept',
].join('; ');

labTest(
  'the new owner drops segments of unknown connections: sessions are black-holed, new ones are made',
  async (t, who) => {
    const out = join(openDirectory(t), 'out');
    const up = `test $NODE = ns0 || nft '${RULES}'; ip addr add $VIP/$PREFIX dev $IFACE; arping -c 2 -w 1 -U -I $IFACE $VIP || true`;
    const run = await runTrials(t, who, [
      ...['--node-up', up, '--node-down', 'ip addr del $VIP/$PREFIX dev $IFACE', '--out', out],
      ...['--tcp', 'write=2@40ms,connect@100ms', '--tcp-deadline', '4s', '--max-outage', 'tcp=2s'],
    ]);
    t.is(run.code, 1, run.stderr);
    t.is(classOf(run.report, 'write', 40).outcomes.hung, 2 * OBSERVERS);
    t.true(run.report.sessions?.observers.every(({outage}) => outage?.mostNs === undefined));
    const explained = await runVip(who, ['explain', join(out, 'worst-ext.pcapng')]);
    t.is(explained.code, 1, explained.stderr);
    t.regex(explained.stdout.replace(/\s+/g, ' '), /SESSIONS_BLACKHOLED.*2 sessions of 10\.3\.2\.50/);
  },
  ONE,
);

/**
 * A server that names its node and shows it by the status as well: 200 on ns0, 503 on ns1 for the first half
 * second in which it is asked.
 */
const SERVER = `exec ${process.execPath} -e '
let first;
require("node:http").createServer((request, response) => {
  first ??= Date.now();
  const warm = process.env.NODE === "ns0" || Date.now() - first > 500;
  response.writeHead(warm && request.url === "/health" ? 200 : 503).end();
}).listen(process.env.PORT)'`;

turnTest(
  "the user's own server over HTTP: status and time, on persistent connections and on new ones; a crash of its machine takes it down as well",
  async (t, who) => {
    const {code, report, stderr} = await runTrials(t, who, [
      ...['--driver', 'vip', '--fault', 'node-crash', '--tcp', 'idle=1,request=2@50ms,fetch@50ms'],
      ...['--tcp-port', '8080', '--server', SERVER, '--http', '/health', '--tcp-deadline', '3s'],
      ...['--settle', '1s', '--max-outage', 'tcp=200ms'],
    ]);
    t.is(code, 1, stderr);
    const kept = classOf(report, 'request', 50).outcomes;
    t.deepEqual([kept.reset, kept.hung], [2 * OBSERVERS, 0]);
    t.is(report.sessions?.hung, OBSERVERS, 'idle ones');
    const [pooled, fetched] = report.sessions?.requests ?? [];
    t.deepEqual([pooled?.use, fetched?.use], ['request', 'fetch']);
    t.is(pooled?.errors.ECONNRESET, 2 * OBSERVERS);
    t.true((fetched?.statuses[200] ?? 0) > 0 && (fetched?.statuses[503] ?? 0) > 0);
    t.true((fetched?.served?.min.mostNs ?? 0n) > 400n * MS, 'as long as the new machine warms up');
    for (const one of [pooled, fetched]) {
      t.is(one?.served?.count, OBSERVERS);
      t.true((one?.before?.count ?? 0) > 0);
    }
  },
);

labTest(
  'it says so if no server listens on --tcp-port',
  async (t, who) => {
    const {code, stderr} = await runTrials(t, who, [
      ...['--driver', 'vip', '--tcp', 'idle=1', '--tcp-port', '8080', '--server', 'exit 7'],
    ]);
    t.is(code, 3);
    t.regex(stderr, /service on ns[01] ended unexpectedly with exit 7/);
  },
  ONE,
);

for (const [family, observers, people] of [
  ['6', OBSERVERS, ONE],
  ['both', 2 * OBSERVERS, tortured(USER)],
] as const) {
  labTest(
    `--family ${family}: sessions with the IPv6 address as well, and explain says the same of the capture`,
    async (t, who) => {
      const out = join(openDirectory(t), 'out');
      const {code, report, stderr} = await runTrials(t, who, [
        ...['--driver', 'vip', '--fault', 'node-crash', '--family', family, '--out', out],
        ...['--tcp', 'idle=2,write=2@40ms', '--tcp-deadline', '6s'],
      ]);
      t.is(code, 0, stderr);
      t.is(report.sessions?.observers.length, observers);
      t.is(classOf(report, 'idle').outcomes.hung, 2 * observers);
      t.is(classOf(report, 'write', 40).outcomes.reset, 2 * observers);
      for (const vip of [report.trial.settings, report.trial.second].flatMap(one => one?.vip.address ?? [])) {
        const {stdout} = await runVip(who, ['explain', '--ip', vip, join(out, 'worst-ext.pcapng')]);
        const told = stdout.replace(/\s+/g, ' ');
        t.regex(
          told,
          /SESSIONS_HUNG \(frames [\d, ]+\) 2 sessions of \S+, open when the address moved, are silent/,
        );
        t.regex(told, /2 sessions of \S+ from before the move were reset/);
      }
    },
    people,
  );
}

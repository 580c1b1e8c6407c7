/**
 * Every command's `--json` output is as docs/json.md describes it, and everything described there is printed
 * by some command.
 */

import {randomBytes} from 'node:crypto';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {encodeEvent, type RunEvent, Timeline, type TrialEvent} from '@vip/analysis';
import {jsonReplacer} from '@vip/analysis/internal';
import {Watch} from '@vip/analysis/internal/watch';
import {announcementFrames, arpProbe, broadcastFrame, parseIpv6, unsolicitedNa} from '@vip/arp';
import {reportFailover, reportTrial, runOf, type TrialReport, trialOf} from '@vip/core';
import {distributions} from '@vip/core/internal';
import test, {type ExecutionContext} from 'ava';
import {VIP as DOCTORED, openDoctorLab} from '../helpers/doctor-lab.js';
import {MS, NEW, OLD, VIP} from '../helpers/events.js';
import {captureLines, explainLines, generatedFrames, linesOf} from '../helpers/json-lines.js';
import {assertDescribed, describedFields, type Met} from '../helpers/json-shapes.js';
import {openMachine, vipProcess} from '../helpers/machine.js';
import {MAC_A, pairTest, stop} from '../helpers/pair.js';
import {type Ended, startCommand, startVip, vip, vipCommand, type Who} from '../helpers/product.js';
import {seeded} from '../helpers/random.js';
import {type Recorded, recordedEvents, savedRuns} from '../helpers/recorded.js';
import {labTest, rootTest} from '../helpers/require-lab.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {isTorture} from '../helpers/torture.js';
import {FAST, IMPATIENT, ONE, openDirectory} from '../helpers/trial.js';
import {explained} from '../helpers/watched.js';
import {rejectedKeys} from '../kinds/cases/adverts-rejected.js';
import {bondBackupAtBond} from '../kinds/cases/bond-backup.js';
import {carpDemotedAlone} from '../kinds/cases/carp-demoted.js';
import {clockForward} from '../kinds/cases/clock-step.js';
import {datagramsDark} from '../kinds/cases/datagrams.js';
import {duplicateAddress} from '../kinds/cases/duplicate-address.js';
import {someLeftBehind} from '../kinds/cases/excluded-addresses.js';
import {flapping} from '../kinds/cases/flapping.js';
import {gatewayMoves} from '../kinds/cases/gateway.js';
import {queueEmpty} from '../kinds/cases/kept-connections.js';
import {inFlight} from '../kinds/cases/late-old-owner.js';
import {newOwnerRefuses} from '../kinds/cases/new-owner-refuses.js';
import {callHeld} from '../kinds/cases/one-end-streams.js';
import {logServer} from '../kinds/cases/requests-unanswered.js';
import {sessionsTickled} from '../kinds/cases/tickled.js';
import {turnsHang, turnsHangOver} from '../kinds/cases/turns.js';
import {vrrpFailover} from '../kinds/cases/vrrp.js';
import {KINDS} from '../kinds/index.js';
import type {Made} from '../kinds/kind.js';
import {capturesOf, DISTORTED} from '../kinds/places/distort.js';
import {recorded} from '../kinds/places/lab-run.js';
import {LOSSY} from '../kinds/places/lost.js';
import {behindOthers, swapped} from '../kinds/transform/swapped.js';
import {KEY} from '../kinds/wire/advert.js';
import {writeFile} from '../kinds/write.js';

const PLACES = ['a', 'b', 'client'];

/** Forms that are printed only for root here. */
const OF_ROOT = /^(?:run\.parent|(?:finding-of-host|finding-change|unseen|heard-router|doctor-summary)\..*)$/;
/** Forms that take lessons of a quarter of a minute each, for `npm run torture`. */
const OF_TORTURE = /^(?:cell|healed|progress)\.|^table\.repeatsCells$/;
/** Forms printed in the tests of `vip tickle`, which have sessions of every fate. */
const OF_TICKLE = /^(?:tickled|tickle-\w+)\./;
/** Forms printed on a machine that stalled, as in the test of the lesson `stale-cache`. */
const OF_STALLED = /^stalled\./;
/** Forms printed in the tests of `vip grade` and of `--predict`. */
const OF_GRADING =
  /^(?:graded(?:-\w+)?|grade-summary|turned-out|lesson-question)\.|^asked\.(?:name|predicted)$/;
/** Forms printed in the tests of existing machines. */
const OF_CLUSTER =
  /^(?:cluster-\w+|machine-clock|clock|sight-lost)\.|^trial\.(?:machines|more)$|^trial-report\.(?:clocks|furtherOwners)$/;
/** The report of a trial that proves something is the report of a trial. */
const SAME_SHAPE = /^proving-trial\./;
const isRoot = process.getuid?.() === 0;

const HTTPS = {protocol: 'tcp', port: 443};

/** All forms printed so far; the last test checks what is missing. */
const met: Met = new Set();

function describes(t: ExecutionContext, command: string, ended: Partial<Ended>): void {
  const {stdout = '', stderr} = ended;
  t.not(stdout, '', stderr);
  if (stdout !== '') assertDescribed(t, `vip ${command}`, stdout, met);
}

labTest(
  'the JSON of a lab, and of commands in one, is described',
  async (t, who) => {
    const name = `t${randomBytes(4).toString('hex')}`;
    const lab = startVip(who, ['lab', '--name', name, '--json']);
    t.teardown(() => lab.child.kill('SIGKILL'));
    await lab.says('"ready"');
    const inLab = (node: string, command: string, ...args: string[]) =>
      vip(who, [command, ...args, '--node', node, '--lab', name, '--json']);
    const garp = (node: string, iface: string, ...args: string[]) =>
      inLab(node, 'garp', '--iface', iface, '--ip', '10.3.2.200', '--count', '1', ...args);
    const capture = inLab('ext', 'capture', '--iface', 'ext0', '--count', '2');
    describes(t, 'who', await inLab('ext', 'who', '10.3.2.200', '--iface', 'ext0', '--count', '2'));
    describes(t, 'garp', await garp('ns0', 'mcv0', '--verify', '10.3.2.50', '--verify', '10.3.2.99'));
    describes(t, 'garp', await garp('ns1', 'mcv1', '--detect'));
    describes(t, 'garp', await garp('ns0', 'mcv0', '--dry-run', '--pace', '1ms'));
    describes(t, 'capture', await capture);
    lab.child.kill('SIGINT');
    describes(t, 'lab', await lab.ended);
  },
  ONE,
);

pairTest('the JSON about virtual MACs, detours and links that are down is described', [], async (t, pair) => {
  for (const mac of ['00:00:5e:00:01:33', '00:00:0c:9f:f0:01', '00:07:b4:00:0a:01']) {
    await pair.ip('b', `link set vb address ${mac}`);
    describes(t, 'who', await pair.vip('a', 'who', '10.3.2.50', '--iface', 'va', '--count', '1', '--json'));
  }
  const garp = (...args: string[]) =>
    pair.vip('a', 'garp', '--iface', 'va', '--ip', '10.3.2.200', '--count', '1', '--json', ...args);
  const file = join(temporaryDirectory(t), 'written.pcapng');
  const written = pair.startVip('a', 'capture', '--iface', 'va', '--count', '1', '--write', file, '--json');
  await written.says('listening on');
  await garp();
  describes(t, 'capture', await written.ended);
  // The neighbour reaches the address through a different interface than the one that is asked.
  await pair.ip(
    'b',
    'link add mv link vb address 02:00:00:00:00:51 type macvlan mode bridge',
    'link set mv up',
    'route add 10.3.2.200 dev mv src 10.3.2.50',
    `neigh replace 10.3.2.200 lladdr ${MAC_A} dev mv nud permanent`,
  );
  await pair.run('b', ['sh', '-c', 'echo 1 >/proc/sys/net/ipv4/conf/mv/arp_ignore']);
  await pair.ip('a', 'addr add 10.3.2.200/8 dev va');
  describes(t, 'garp', await garp('--verify', '10.3.2.50'));
  await pair.ip('b', 'link set vb down');
  describes(t, 'garp', await garp());
});

/** Enough runs for percentiles, and clients that would hang. */
const SESSIONS = [
  ...[
    '--tcp',
    'idle=2,write=10@100ms,connect@100ms,request=2@100ms,fetch@100ms',
    '--tcp-port',
    '8080',
    '--server',
    `exec ${process.execPath} -e 'require("http").createServer((_, response) => response.end()).listen(8080)'`,
    '--timeout',
    '15s',
    '--http',
    '/',
    '--tcp-deadline',
    '1s',
    '--max-hung',
    '0',
    '--settle',
    '0s',
  ],
];

/** The user's own files, for both nodes. */
function configs(t: ExecutionContext, ...ifaces: readonly string[]): string[] {
  const directory = openDirectory(t);
  return ifaces.flatMap((iface, index) => {
    const path = join(directory, `${iface}.conf`);
    writeFileSync(path, instance(150 - 50 * index, '', '10.3.2.200/8', iface));
    return ['--config', path];
  });
}

function scenario(t: ExecutionContext, content: object): string[] {
  const path = join(openDirectory(t), 'scenario.json');
  writeFileSync(path, JSON.stringify(content));
  return ['--scenario', path];
}

labTest(
  'the JSON of runs is described',
  async (t, who) => {
    t.timeout(600_000);
    const ignoring = ['--client-sysctl', 'drop_gratuitous_arp=1', ...IMPATIENT];
    for (const [command, ...args] of [
      ['trial', '--driver', 'vip', '--max-outage', '1ms', ...ignoring],
      ['trial', '--driver', 'vip', '--fault', 'rogue', '--max-outage', '1s'],
      ['trial', ...FAST, '--fault', 'kill', '--topology', 'two-networks', '--steady', '100ms'],
      ['trial', '--family', 'both', '--dad', '--fault', 'link-down', '--probe-interval', '20ms'],
      ['trial', ...scenario(t, {driver: 'exec', 'node-cmd': 'echo no; exit 3'})],
      ['trial', ...FAST, '--fault', 'node-crash', ...SESSIONS],
      ['trial', '--driver', 'keepalived', ...configs(t, 'mcv0', 'mcv1'), '--fault', 'stop', '--settle', '0s'],
      ['lesson', 'local-delivery'],
      ['lesson', 'ipv6'],
      ...(isTorture ? [['lesson', 'garp-forms'] as const, ['lesson', 'stale-cache', '--fast'] as const] : []),
      ['lesson'],
    ] as const)
      describes(t, command, await vip(who, [command, ...args, '--json']));
    const failover = ['experiment', '--delay', '0s', '--target-mac', 'broadcast', '--hold', '--json'];
    const held = startVip(who, failover);
    await held.says('"kind":"hold"');
    held.child.kill('SIGINT');
    describes(t, 'experiment', await held.ended);
  },
  ONE,
);

rootTest('the JSON of a lab on an interface of the machine is described', async t => {
  const machine = await openMachine(t);
  const running = machine.vip(['experiment', '--delay', '0s', '--parent', 'real0', '--json']);
  await running.says('"kind":"hold"');
  process.kill(await vipProcess(running), 'SIGINT');
  describes(t, 'experiment', await running.ended);
});

labTest(
  'the JSON of saved runs is described',
  async (t, who) => {
    for (const name of ['failover', 'keepalived'] as const) {
      const events = recordedEvents(name);
      const command = name === 'keepalived' ? 'trial' : 'experiment';
      describes(t, command, {stdout: events.map(encodeEvent).join('\n')});
      // An address as FRR leaves it, and a probe with an identifier as ping sends it.
      const others: Record<string, object> = {address: {protodown: true}, 'probe-sent': {identifier: 7}};
      const lines = events.flatMap(event => {
        const more = others[event.kind];
        return more === undefined ? [] : [JSON.stringify({...event, ...more}, jsonReplacer)];
      });
      describes(t, command, {stdout: lines.join('\n')});
      describes(t, 'report', await vip(who, ['report', savedRuns(t, events), '--json']));
    }
  },
  ONE,
);

rootTest("the JSON of the doctor's examination of a host is described", async t => {
  const {lab, sh} = await openDoctorLab(t);
  const doctor = (who: Who, ...args: string[]) =>
    startCommand(lab.command('a', vipCommand(who, ['doctor', '--ip', DOCTORED, ...args, '--json'])));
  describes(t, 'doctor', await doctor('user').ended);
  const path = join(temporaryDirectory(t), 'keepalived.conf');
  writeFileSync(path, instance(100, 'advert_int 0.1', `${DOCTORED}/24`));
  await sh('b', `keepalived -f ${path} -p /run/b.pid -r /run/b-vrrp.pid`);
  await sh('b', 'until ip -o addr show dev eth0 | grep -q 10.77.0.100; do sleep 0.05; done');
  describes(t, 'doctor', await doctor('root', '--probe').ended);
  const watching = doctor('root', '--watch');
  await watching.says('"summary"');
  await sh('a', 'echo 8 >/proc/sys/net/ipv4/conf/eth0/arp_ignore');
  await watching.says('"change"');
  await sh('a', `ip addr del ${DOCTORED}/24 dev eth0`);
  await watching.says('"moved"');
  stop(watching);
  describes(t, 'doctor', await watching.ended);
});

labTest(
  'the JSON of configurations, and of their proof, is described',
  async (t, who) => {
    const directory = openDirectory(t);
    const check = 'vrrp_script chk {\n script "/bin/true"\n interval 1\n fall 2\n rise 2\n weight 0\n}\n';
    const files = [150, 100].map(priority => {
      const path = join(directory, `lb${priority}.conf`);
      const text = instance(priority, 'track_script {\n chk\n }', '10.9.8.7/24');
      writeFileSync(path, `${check}${text}`);
      return path;
    });
    describes(t, 'audit', await vip(who, ['audit', ...files, '--json']));
    describes(t, 'audit', await vip(who, ['audit', ...files, '--prove', '--fault', 'stop', '--json']));
  },
  ONE,
);

/** A virtual router of keepalived. */
function instance(priority: number, more: string, address: string, iface = 'eth0'): string {
  const router = ['state BACKUP', `interface ${iface}`, 'virtual_router_id 51', `priority ${priority}`, more];
  return `vrrp_instance WEB {\n ${router.join('\n ')}\n virtual_ipaddress {\n ${address}\n }\n}\n`;
}

/** Made by the commands' own code from recorded runs, because real ones would take too long. */
test.serial('the JSON at the end of failed runs, and of series, is described', t => {
  // Runs without any announcement.
  const silent = (name: Recorded) =>
    Timeline.of(recordedEvents(name).filter(({kind}) => kind !== 'frame' && kind !== 'announced'));
  const failover = silent('failover');
  const summary = reportFailover(failover, runOf(failover) as RunEvent);
  t.false(summary.held);
  const trial = silent('keepalived');
  const report = reportTrial(trial, trialOf(trial) as TrialEvent);
  const many = distributions(Array<TrialReport>(20).fill(report));
  const hung = [{run: 1, hung: 2, allowed: 0}];
  const missed = [
    {
      text: 'max<1s',
      observer: 'ext',
      figure: 'max',
      runs: 20,
      mostNs: 2_000_000_000n,
      valueNs: 1_000_000_000n,
    },
    {text: 'tcp:hung==0', figure: 'hung', runs: 20, hung: 2},
  ];
  const compared = [{observer: 'ext', verdict: 'slower', leastNs: 1, mostNs: 2, before: 20, now: 20}];
  const differences = [{condition: 'fault', before: 'stop', now: 'kill'}];
  const judgement = {failures: [], violations: [], hung, missed, compared, differences, isMeasured: true};
  for (const [command, object] of [
    ['experiment', {...runOf(failover), announce: {override: false}}],
    ['experiment', {kind: 'summary', ...summary}],
    ['trial', {kind: 'trial-report', run: 1, ...report}],
    ['trial', {kind: 'summary', distributions: many, ...judgement}],
  ] as const)
    describes(t, command, {stdout: JSON.stringify(object, jsonReplacer)});
});

/**
 * Kinds whose events have every field between them: of moves and addresses left behind, of two owners and
 * dark services. test/analysis/watch/kinds.ts checks the events of every kind.
 */
const WATCHED = isTorture ? KINDS : [someLeftBehind, duplicateAddress, newOwnerRefuses];

test.serial('the JSON of a watch is described', t => {
  for (const kind of WATCHED) {
    const made = kind.make(1);
    const {frames, keys} = made;
    const ips = explained(made, made.ask).map(({address}) => address.ip);
    const lines: object[] = [];
    const watch = new Watch({ips, keys, isLive: false, tell: event => lines.push(event)});
    // The same again, after a quarter of an hour in which nothing was heard.
    for (const afterMs of [0n, 900_000n])
      watch.take(
        frames.map(frame => {
          return {iface: 'eth0', length: frame.bytes.length, ...frame, at: frame.at + afterMs * MS};
        }),
      );
    watch.end();
    watch.tell('interface', 'eth0 is down', {iface: 'eth0', isWatched: false});
    watch.tell('dropped', 'the kernel dropped 1 frame', {since: frames[0]?.at ?? 0n});
    const state = watch.state();
    const there = <Known>(known: Known) => ({...known, place: 'lb1'});
    lines.push(state, {...state, addresses: state.addresses.map(there), routers: state.routers.map(there)});
    // A later watch continues from the saved state.
    const later = new Watch({ips, keys, state, isLive: false, tell: event => lines.push(event)});
    later.take(frames.map(frame => ({iface: 'eth0', length: frame.bytes.length, ...frame})));
    later.end();
    const withdrawn = lines.flatMap(line =>
      'revision' in line ? [{...line, isWithdrawn: true, place: 'lb1'}] : [],
    );
    describes(t, 'watch', {stdout: linesOf([...lines, ...withdrawn])});
  }
});

test.serial('the JSON of a report on a watch is described', async t => {
  const file = join(temporaryDirectory(t), 'events.jsonl');
  const at = (second: number) => `${1_795_411_000 + second}000000000`;
  const told = {revision: 0, frame: 1, ip: '10.3.2.200', network: 'eth0'};
  const about = {kind: 'watch', revision: 0, what: 'interface', text: 'eth0', iface: 'eth0'};
  const fault = {verdict: 'SILENT_FAILBACK', evidence: 'It is so.', remedy: 'Mend it.'};
  const bounds = {leastNs: '1000000000', mostNs: '2000000000'};
  const events = [
    {...told, kind: 'owner', id: 'o', at: at(0), mac: MAC_A},
    {...told, kind: 'dark-over', id: 'd', at: at(12), since: at(10), questions: 5, move: 'm', ...bounds},
    {...told, kind: 'moved', id: 'm', at: at(11), move: 'silent', from: MAC_A, to: MAC_A, staleFrames: 0},
    {
      ...told,
      kind: 'moved',
      id: 'm',
      at: at(11),
      move: 'silent',
      from: MAC_A,
      to: MAC_A,
      staleFrames: 0,
      ...fault,
    },
    {
      ...told,
      kind: 'moved',
      id: 'n',
      at: at(15),
      move: 'silent',
      to: MAC_A,
      staleFrames: 0,
      isUnwatched: true,
    },
    {...told, kind: 'fault', id: 'f', at: at(20), ...fault},
    {...about, id: 'i', at: at(30), isWatched: false},
    {...about, id: 'j', at: at(40), isWatched: true},
    {...told, kind: 'dark', id: 'e', at: at(50), questions: 9, leastNs: '2000000000'},
    {...told, kind: 'dark-over', id: 'g', at: at(23), since: at(21), questions: 5, service: HTTPS, ...bounds},
    {
      ...told,
      kind: 'asked',
      id: 'a',
      at: at(55),
      stretches: [{from: at(2), to: at(55)}],
      services: [{...HTTPS, stretches: [{from: at(2), to: at(45)}]}],
    },
    {...about, id: 's', at: at(60), what: 'stopped'},
  ];
  // The same at one of several places, which was unreachable for a while.
  const lost = {
    ...about,
    id: 'p',
    at: at(32),
    what: 'place',
    iface: undefined,
    place: 'lb1',
    isWatched: false,
  };
  const there = events.map(event => ('ip' in event ? {...event, id: `lb1/${event.id}`, place: 'lb1'} : lost));
  const back = {...lost, id: 'q', at: at(45), isWatched: true};
  const all = [...events, ...there, back];
  writeFileSync(file, all.map(event => JSON.stringify(event)).join('\n'));
  describes(t, 'report', await vip('root', ['report', '--watch', file, '--json']));
});

test.serial('the JSON of several captures of one failover is described', async t => {
  const directory = temporaryDirectory(t);
  for (const {kind} of LOSSY) {
    const captures = capturesOf(recorded(kind, 2), PLACES, seeded(2), {...DISTORTED, cut: false, thinned: 0});
    const files = captures.map(({name, frames}) => {
      const file = join(directory, `${name}.pcapng`);
      writeFileSync(file, writeFile(frames, 'pcapng'));
      return file;
    });
    describes(t, 'explain', await vip('root', ['explain', ...files, '--json']));
  }
});

/** The packet one hop further (RFC 791 §3.1, and RFC 1624 for its checksum); only IPv4 without a tag. */
function routed(bytes: Uint8Array): Uint8Array {
  if (bytes[12] !== 8 || bytes[13] !== 0) return bytes;
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  view.setUint8(22, view.getUint8(22) - 1);
  const sum = view.getUint16(24) + 0x100;
  view.setUint16(24, (sum & 0xffff) + (sum >> 16));
  return copy;
}

/** These frames one after the other, a millisecond apart. */
function seen(...frames: readonly Uint8Array[]) {
  return frames.map((bytes, index) => ({
    iface: 'eth0',
    at: BigInt(index) * MS,
    bytes,
    length: bytes.length,
    linkType: 1,
  }));
}

labTest(
  'the JSON of captures is described',
  async (t, who) => {
    for (const frames of generatedFrames()) {
      const lines = captureLines(frames);
      if (lines !== '') describes(t, 'capture', {stdout: lines});
      describes(t, 'explain', {stdout: explainLines(frames)});
    }
    const flaps = flapping
      .make(0)
      .frames.map(({at, bytes}) => ({iface: 'eth0', at, bytes, length: bytes.length, linkType: 1}));
    describes(t, 'capture', {stdout: captureLines(flaps)});
    const [announcement] = announcementFrames({ip: VIP, mac: OLD, form: 'request'}) as [Uint8Array];
    const advertisement = unsolicitedNa({ip: parseIpv6('fd00::200'), mac: OLD});
    describes(t, 'capture', {
      stdout: captureLines(
        seen(
          announcement,
          broadcastFrame(arpProbe(VIP, NEW)),
          announcement.slice(0, 30),
          advertisement.slice(0, 60),
        ),
      ),
    });
    const directory = temporaryDirectory(t);
    const read = async (command: string, bytes: Uint8Array, ...args: readonly string[]) => {
      const file = join(directory, 'read.pcap');
      writeFileSync(file, bytes);
      const words = [command, file];
      describes(t, command, await vip(who, [...words, ...args, '--json']));
    };
    const key = join(directory, 'key');
    writeFileSync(key, `hex:${Buffer.from(KEY).toString('hex')}`);
    const signed = rejectedKeys.make(1);
    await read('explain', writeFile(signed.frames, 'pcap'), '--key', key);
    await read('capture', writeFile(signed.frames, 'pcap').slice(0, -3));
    const explained = (frames: ReturnType<typeof vrrpFailover.make>['frames']) =>
      describes(t, 'explain', {
        stdout: explainLines(
          frames.map(({at, bytes, length = bytes.length}) => ({
            ...{iface: 'eth0', linkType: 1},
            ...{at, bytes, length},
          })),
        ),
      });
    explained(newOwnerRefuses.make(1).frames);
    // The address is announced, so that it is reported without being named.
    explained(logServer.make(0).frames);
    // A failover captured from the beginning, and one of a router that is being demoted when the capture
    // begins.
    for (let seed = 0; seed < 8; seed++) {
      const {frames} = carpDemotedAlone.make(seed);
      for (const part of [frames, frames.slice(frames.length >> 1)]) explained(part);
    }
    // A machine that answers a question twice.
    for (let seed = 0; seed < 40 && !met.has('question.again'); seed++) explained(inFlight.make(seed).frames);
    // The frames as they look behind a router.
    explained(vrrpFailover.make(1).frames.map(frame => ({...frame, bytes: routed(frame.bytes)})));
    // Each frame as a mirror port shows it, once when it arrives and once when it leaves.
    const {frames: mirrored} = vrrpFailover.make(1);
    explained(mirrored.flatMap(frame => [frame, {...frame, at: frame.at + 1000n}]));
    // Passwords are rare.
    for (let seed = 0; seed < 40 && !met.has('router.password'); seed++)
      explained(vrrpFailover.make(seed).frames);
    // Requests that may wait on purpose, cut off before that shows.
    for (let seed = 0; seed < 40 && !met.has('requests.unread'); seed++)
      explained(
        queueEmpty.make(seed).frames.map(({at, bytes}) => ({
          ...{at, length: bytes.length},
          bytes: bytes.subarray(0, 66),
        })),
      );
    // Connections that waited for an answer, and that wait to the end.
    for (const [name, kind] of [
      ['waited', turnsHangOver],
      ['waiting', turnsHang],
    ] as const)
      for (let seed = 0; seed < 40 && !met.has(`requests.${name}`); seed++) explained(kind.make(seed).frames);
    // Streams that nobody answers: of one service, and of all who ask.
    explained(callHeld.make(0).frames);
    for (let seed = 0; seed < 40 && !met.has('dark.isStreamed'); seed++)
      explained(datagramsDark.make(seed).frames);
    // Pings that did not reach the place of the capture.
    for (let seed = 0; seed < 40 && !met.has('sender.missing'); seed++)
      explained(bondBackupAtBond.make(seed).frames);
    // Clients that are told that their sessions are gone.
    explained(sessionsTickled.make(2).frames);
    // What clients send through a gateway.
    explained(gatewayMoves.make(0).frames);
    // A clock that is set forward during an outage.
    for (let seed = 0; seed < 40 && !met.has('dark.leapNs'); seed++)
      explained(clockForward.make(seed).frames);
    // Parts of a file in the wrong order, behind the frames that are sorted.
    const {frames: wrongWay = []} = swapped(vrrpFailover.make(0), 0) ?? {};
    explained(behindOthers(wrongWay));
    // A period without a master: nothing is heard for a minute, and then advertisements resume.
    const {frames: all} = vrrpFailover.make(0);
    const isLater = (index: number) => index > all.length / 4;
    explained(all.map((frame, index) => ({...frame, at: frame.at + (isLater(index) ? 60_000n * MS : 0n)})));
    // Made one after the other: the first few are enough.
    const isOfIpv6 = ({frames}: Pick<Made, 'frames'>) =>
      captureLines(frames.map(frame => ({iface: 'eth0', length: frame.bytes.length, ...frame}))).includes(
        '"discovery"',
      );
    const ofIpv6 = KINDS.find(kind => isOfIpv6(kind.make(2)))?.make(2);
    for (const format of ['pcap', 'sll2'] as const)
      await read('capture', writeFile(ofIpv6?.frames ?? [], format));
  },
  ONE,
);

// Runs after all the others, which are `test.serial` as well.
labTest(
  'everything that is documented is printed',
  t => {
    t.deepEqual(
      describedFields().filter(
        field =>
          !OF_TICKLE.test(field) &&
          !OF_GRADING.test(field) &&
          !OF_STALLED.test(field) &&
          !OF_CLUSTER.test(field.replace(SAME_SHAPE, 'trial-report.')) &&
          !met.has(field.replace(SAME_SHAPE, 'trial-report.')) &&
          (isRoot || !OF_ROOT.test(field)) &&
          (isTorture || !OF_TORTURE.test(field)),
      ),
      [],
    );
  },
  ONE,
);

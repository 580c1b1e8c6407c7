/**
 * Every event of a timeline, field by field: what `--json` prints and `--out` saves.
 *
 * @module
 */

import type {ClusterMachine, TcpPlan, TimelineEvent} from '../events.js';
import type {EventOfKind} from '../timeline.js';
import {MILLISECONDS, NEIGHBOUR_STATE, SETTINGS, SYSCTLS, TRIAL_SETTINGS, VERSIONS} from './common.js';
import {FORECAST} from './forecast.js';
import {
  BOOLEAN,
  COUNT,
  type Described,
  DURATION,
  eitherOf,
  type Field,
  field,
  IP,
  IPV4,
  listOf,
  MAC,
  MOMENT,
  mapOf,
  NULL,
  NUMBER,
  type ObjectShape,
  OCTETS,
  object,
  optional,
  TEXT,
  wholeNumber,
  wordsOf,
} from './shape.js';

type Kind = TimelineEvent['kind'];

export interface EventShape extends ObjectShape {
  /** What happened, one sentence. */
  readonly means: string;
}

/** Fields of every event. */
export const EVENT_FIELDS: Readonly<Record<'at' | 'node', Field>> = {
  at: field(MOMENT, 'time on the kernel’s real-time clock'),
  node: field(TEXT, 'node; `lab` for what was done to the lab as a whole'),
};

function event<K extends Kind>(
  kind: K,
  means: string,
  fields: Described<Omit<EventOfKind<K>, 'at' | 'node' | 'kind'>>,
): EventShape {
  const own = fields as Readonly<Record<string, Field>>;
  return {
    type: 'object',
    name: kind,
    means,
    fields: {...EVENT_FIELDS, kind: field(wordsOf(kind), 'what it is'), ...own},
  };
}

const IFACE = field(TEXT, 'the interface');
const STREAM = field(TEXT, '`probe` (dense, to measure) or `ping` (a second apart, to read)');
const SEQUENCE = field(COUNT, 'number of the request in its stream');
const VERSIONS_FIELD = field(VERSIONS, 'versions of the software used');
const COMMAND = optional(
  listOf(TEXT),
  'the words after `vip`; absent if it was not started from the command line',
);
const SYSCTLS_FIELD = optional(SYSCTLS, 'kernel settings made by the lab, by node and path below /proc/sys');
const SETTINGS_FIELD = field(SETTINGS, 'the addresses of the lab');
const FORM = wordsOf('request', 'reply', 'both');

/** Octets of a frame: no more than a capture can hold (libpcap, MAXIMUM_SNAPLEN). */
const FRAME_LENGTH = wholeNumber(0, 262_144);

const SESSION_USE = wordsOf('idle', 'read', 'write', 'request', 'connect', 'fetch');

const TCP_PLAN = object<TcpPlan>('tcp-plan', {
  port: field(COUNT, 'port of the VIP'),
  isOwn: optional(BOOLEAN, 'whether the server is the user’s own (`--tcp-port`)'),
  path: optional(TEXT, 'what HTTP requests ask for (`--http`)'),
  groups: field(
    listOf(
      object<TcpPlan['groups'][number]>('session-group', {
        use: field(SESSION_USE, 'what the sessions do'),
        count: field(COUNT, 'how many, at each observer'),
        intervalMs: optional(MILLISECONDS, 'between two writes, requests or connections'),
      }),
    ),
    'sessions of each observer',
  ),
  deadlineMs: field(MILLISECONDS, 'how long they may take to end once the VIP answers again'),
});

const CLUSTER_MACHINE = object<ClusterMachine>('cluster-machine', {
  node: field(TEXT, 'its name'),
  where: field(TEXT, 'how it was reached, as in ssh://root@lb1'),
  kernel: field(TEXT, 'its kernel'),
  asker: optional(TEXT, 'the program with which it pinged; absent if it did not'),
  intervalMs: optional(MILLISECONDS, 'between two of its pings'),
});

const ANNOUNCE = object<NonNullable<EventOfKind<'run'>['announce']>>('announce', {
  form: optional(FORM, 'form of the frames; absent for IPv6'),
  override: optional(BOOLEAN, 'IPv6 only: false if the advertisement leaves the Override flag clear'),
  targetMac: optional(TEXT, '`broadcast`, `zero`, `self` or an address, if not the default'),
});

/** By kind. The compiler checks that no kind and no field is missing. */
export const EVENT_SHAPES: {readonly [K in Kind]: EventShape} = {
  run: event('run', 'a failover begins: the first event of its timeline', {
    settings: SETTINGS_FIELD,
    delayMs: field(MILLISECONDS, 'countdown before the failover and the announcement'),
    probeIntervalMs: field(MILLISECONDS, 'interval between probes of an observer'),
    announce: optional(ANNOUNCE, 'how the VIP is announced; absent if it is not'),
    parent: optional(TEXT, 'the machine’s interface on which the lab is built, with `--parent`'),
    versions: VERSIONS_FIELD,
    command: COMMAND,
    sysctls: SYSCTLS_FIELD,
  }),
  trial: event('trial', 'a trial begins: the first event of its timeline', {
    driver: field(TEXT, 'the software that moves the VIP'),
    fault: field(TEXT, 'as given on the command line'),
    impairments: field(listOf(TEXT), 'impairments of the network, in sentences'),
    settings: field(TRIAL_SETTINGS, 'the addresses of the lab, or of the cluster'),
    second: optional(SETTINGS, 'both families only: the IPv6 addresses of the same nodes'),
    topology: optional(TEXT, 'name of the topology; absent for `switch`'),
    more: optional(
      listOf(TRIAL_SETTINGS),
      'several VIPs of a family: those beyond the first, between the same machines',
    ),
    probeIntervalMs: field(MILLISECONDS, 'interval between probes of an observer'),
    phaseMs: field(MILLISECONDS, 'how far within the driver’s period the fault falls'),
    seed: field(COUNT, 'seed from which the phase was drawn'),
    steadyMs: optional(
      NUMBER,
      'for how long everything must have been well before the fault, in milliseconds (`--steady`)',
    ),
    tcp: optional(TCP_PLAN, 'the TCP sessions of each observer with the VIP'),
    machines: optional(
      listOf(CLUSTER_MACHINE),
      'the machines of a cluster, and the programs that watched each; absent in a lab',
    ),
    clientSysctls: field(
      mapOf(TEXT),
      'neighbour settings of the observers that differ from the kernel’s defaults',
    ),
    configurations: optional(mapOf(TEXT), 'configuration of the software, by node; without passwords'),
    forecast: optional(FORECAST, 'what `vip audit` predicts of it'),
    versions: VERSIONS_FIELD,
    command: COMMAND,
    sysctls: SYSCTLS_FIELD,
  }),
  said: event('said', 'the software under test printed a line', {
    program: field(TEXT, 'name of the program'),
    text: field(TEXT, 'the line'),
  }),
  checked: event('checked', 'the software checked its configuration', {
    program: field(TEXT, 'name of the program'),
    exitCode: field(eitherOf(NUMBER, NULL), 'exit code of the check; null if a signal ended it'),
    messages: field(listOf(TEXT), 'its messages, each once'),
  }),
  'program-ended': event('program-ended', 'a program of the software under test ended', {
    program: field(TEXT, 'name of the program'),
    status: optional(COUNT, 'exit status as a shell reports it; absent if it continued in the background'),
    byFault: field(BOOLEAN, 'whether the fault ended it'),
  }),
  failed: event('failed', 'the run could not be made or completed', {message: field(TEXT, 'the reason')}),
  clock: event('clock', 'how far the clock of a machine of a cluster was from ours', {
    offsetNs: field(DURATION, 'what was added to its times'),
    errorNs: field(DURATION, 'by how much a time of it may be wrong after that'),
    trips: field(COUNT, 'round trips from which it is known'),
  }),
  'sight-lost': event('sight-lost', 'a machine of a cluster could no longer be watched', {
    reason: field(TEXT, 'why'),
  }),
  stalled: event('stalled', 'a process of `vip` had stood still: `lab` is `vip` itself', {
    forMs: field(MILLISECONDS, 'for how long until then'),
  }),
  lesson: event('lesson', 'a lesson begins: the first event of its timeline', {
    name: field(TEXT, 'name of the lesson'),
    question: field(TEXT, 'the question that it answers'),
    settings: SETTINGS_FIELD,
    versions: VERSIONS_FIELD,
    command: COMMAND,
  }),
  step: event('step', 'something was done', {
    step: field(TEXT, 'what was done'),
    phase: field(wordsOf('begun', 'done'), 'whether it began or ended'),
  }),
  countdown: event('countdown', 'a second of a countdown', {
    to: field(TEXT, 'the step that follows'),
    seconds: field(NUMBER, 'seconds left'),
  }),
  frame: event('frame', 'a frame was captured', {
    iface: IFACE,
    octets: field(OCTETS, 'octets captured'),
    length: field(FRAME_LENGTH, 'octets on the wire'),
    own: field(BOOLEAN, 'whether the node itself sent it'),
  }),
  'probe-sent': event('probe-sent', 'an echo request was sent', {
    stream: STREAM,
    sequence: SEQUENCE,
    identifier: optional(
      COUNT,
      'that of the echo request; of a cluster, where other programs may ping as well',
    ),
  }),
  'probe-answered': event('probe-answered', 'a probe was answered', {
    stream: STREAM,
    sequence: SEQUENCE,
    from: field(IP, 'address that answered'),
    size: field(FRAME_LENGTH, 'octets of the ICMP message'),
    ttl: optional(wholeNumber(0, 255), 'time to live; absent for IPv6'),
    sentAt: field(MOMENT, 'when the request was sent'),
  }),
  'probe-refused': event('probe-refused', 'the request could not be sent or delivered', {
    stream: STREAM,
    sequence: SEQUENCE,
    from: field(TEXT, 'source of the error; the node itself if its own kernel refused'),
    reason: field(TEXT, 'reason in words'),
  }),
  session: event('session', 'a program learned something about its TCP session with the VIP', {
    to: field(IP, 'the VIP'),
    session: field(COUNT, 'number of the session at its node with this VIP, from 1'),
    use: field(SESSION_USE, 'what the session does'),
    intervalMs: optional(MILLISECONDS, 'between two writes, requests or connections'),
    phase: field(wordsOf('connecting', 'open', 'ended'), 'what the program learned'),
    port: field(COUNT, 'port of the client'),
    error: optional(TEXT, 'error with which it ended; absent if the peer closed it'),
    after: optional(COUNT, 'the session that this one replaces'),
  }),
  request: event('request', 'an HTTP request was sent, answered, or failed', {
    to: field(IP, 'the VIP'),
    request: field(COUNT, 'number of the request at its node to this VIP, from 1'),
    use: field(wordsOf('request', 'fetch'), '`request` over a kept connection, or `fetch` over a new one'),
    intervalMs: field(MILLISECONDS, 'between two requests'),
    phase: field(wordsOf('sent', 'answered', 'failed'), 'which of these'),
    status: optional(COUNT, 'status of the answer'),
    error: optional(TEXT, 'error reported to the program'),
  }),
  'session-settings': event('session-settings', 'how the kernel runs the TCP sessions of a node', {
    congestion: field(listOf(TEXT), 'congestion control'),
    leastRtoMs: field(NUMBER, 'the shortest retransmission timeout'),
    mostRtoMs: field(NUMBER, 'the longest retransmission timeout'),
  }),
  neighbour: event('neighbour', 'state of a neighbour-cache entry', {
    iface: IFACE,
    ip: field(IP, 'address of the entry'),
    mac: optional(MAC, 'MAC in the entry; absent while there is none'),
    state: field(NEIGHBOUR_STATE, 'state of the entry'),
    source: field(wordsOf('announced', 'seen'), '`announced` by netlink, or `seen` when the cache was read'),
  }),
  address: event('address', 'an address was given to an interface or taken from it', {
    iface: IFACE,
    ip: field(IP, 'the address'),
    change: field(wordsOf('added', 'removed'), 'which of these'),
    detection: optional(
      wordsOf('tentative', 'failed'),
      'IPv6 duplicate address detection: not finished, or another node has the address; it is not used',
    ),
    protodown: optional(
      BOOLEAN,
      'whether it stays there while a program holds its interface down (protodown), or does so no longer',
    ),
  }),
  link: event('link', 'an interface gained or lost its carrier', {
    iface: IFACE,
    state: field(wordsOf('up', 'down'), 'which of these'),
  }),
  announced: event('announced', 'a process of the lab announced an address', {
    iface: IFACE,
    ip: field(IP, 'the address'),
    mac: field(MAC, 'MAC announced for it'),
    form: optional(FORM, 'form of the frames; absent for IPv6'),
  }),
  observation: event('observation', 'cache entry and answers of an observer', {
    phase: field(wordsOf('before', 'gap', 'after'), 'phase of the failover'),
    observer: field(TEXT, 'name of the observer'),
    ip: field(IP, 'address of the entry that was read: the VIP, or the gateway to it'),
    mac: optional(MAC, 'MAC in the entry'),
    state: field(NEIGHBOUR_STATE, 'state of the entry'),
    sent: field(COUNT, 'probes sent'),
    answered: field(COUNT, 'probes answered in time'),
    asExpected: field(BOOLEAN, 'whether this is what is expected in the phase'),
  }),
  'capture-end': event('capture-end', 'a capture ended', {
    iface: IFACE,
    received: field(COUNT, 'frames received, as counted by the kernel'),
    dropped: field(COUNT, 'frames that the kernel dropped for lack of room'),
  }),
  told: event('told', 'a sentence of a lesson', {text: field(TEXT, 'the sentence')}),
  progress: event('progress', 'progress of a long lesson', {
    text: field(TEXT, 'progress in words'),
  }),
  asked: event('asked', 'the reader was asked for a prediction', {
    question: field(TEXT, 'the question'),
    name: optional(TEXT, 'name of the question, in a lesson'),
    predicted: optional(TEXT, 'what was predicted, with `--predict`'),
  }),
  'turned-out': event('turned-out', 'what came out of a question for which there was a prediction', {
    name: field(TEXT, 'name of the question'),
    predicted: field(TEXT, 'what was predicted'),
    measured: field(TEXT, 'what was measured'),
    agrees: field(
      BOOLEAN,
      'whether the prediction says that; of a duration, whether it is right within a factor of two',
    ),
  }),
  command: event('command', 'a command was run to show its output', {
    argv: field(listOf(TEXT), 'the command, word by word'),
    exitCode: field(eitherOf(NUMBER, NULL), 'null if a signal ended it'),
    output: field(TEXT, 'standard output, then standard error'),
  }),
  pinged: event('pinged', 'an address was pinged a few times', {
    target: field(TEXT, 'the address'),
    iface: optional(TEXT, 'outgoing interface, if one was given'),
    sent: field(COUNT, 'pings sent'),
    answered: field(COUNT, 'pings answered'),
    refusals: field(listOf(TEXT), 'errors received, each once'),
  }),
  expected: event('expected', 'an expectation was checked', {
    expected: field(TEXT, 'the expectation'),
    held: field(BOOLEAN, 'whether it held'),
    seen: field(TEXT, 'the evidence, or what was observed instead'),
  }),
  table: event('table', 'a table of measurements', {
    title: field(TEXT, 'title of the table'),
    columns: field(listOf(TEXT), 'names of the columns'),
    rows: field(listOf(listOf(TEXT)), 'the cells'),
  }),
  cell: event('cell', '`garp-forms`: effect of one form on an entry in one state', {
    run: field(COUNT, 'number of the run, from 1'),
    sysctls: field(mapOf(NUMBER), 'settings of the client that are not the default'),
    form: field(TEXT, 'form of the announcement'),
    state: field(TEXT, 'state of the entry'),
    measured: optional(TEXT, 'resulting state; absent if the initial state could not be reached'),
    ip: optional(IPV4, 'address announced'),
    sentAt: optional(MOMENT, 'when the first frame was sent'),
    predicted: field(TEXT, 'result predicted by the kernel’s rule'),
    rule: field(TEXT, 'the rule in words'),
  }),
  healed: event('healed', '`stale-cache`: a client recovered without an announcement', {
    run: field(COUNT, 'number of the run, from 1'),
    drawnMs: field(NUMBER, 'reachable time drawn by the kernel'),
    ageMs: field(NUMBER, 'age of the entry when the VIP moved'),
    predictedMs: field(NUMBER, 'predicted outage'),
    darkMs: optional(NUMBER, 'measured outage; absent if it did not end'),
  }),
};

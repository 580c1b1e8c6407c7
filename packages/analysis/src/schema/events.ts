/**
 * Every event of a timeline, field by field: what `--json` prints and `--out` saves.
 *
 * @module
 */

import type {TimelineEvent} from '../events.js';
import type {EventOfKind} from '../timeline.js';
import {NEIGHBOUR_STATE, SETTINGS, SYSCTLS, VERSIONS} from './common.js';
import {
  BOOLEAN,
  COUNT,
  type Described,
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
  type Shape,
  TEXT,
  wholeNumber,
  wordsOf,
} from './shape.js';

type Kind = TimelineEvent['kind'];

export interface EventShape extends ObjectShape {
  /** What happened, one sentence. */
  readonly means: string;
}

/** What every event has. */
export const EVENT_FIELDS: Readonly<Record<'at' | 'node', Field>> = {
  at: field(MOMENT, 'when, on the kernel’s real-time clock'),
  node: field(TEXT, 'where; `lab` for what was done to the lab as a whole'),
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
const VERSIONS_FIELD = field(VERSIONS, 'what it was measured with');
const COMMAND = optional(listOf(TEXT), 'the words after `vip`; absent when nobody typed any');
const SYSCTLS_FIELD = optional(
  SYSCTLS,
  'kernel settings that the lab made, by node and path below /proc/sys',
);
const SETTINGS_FIELD = field(SETTINGS, 'the addresses of the lab');
const FORM = wordsOf('request', 'reply', 'both');

/** Octets of a frame: as many as a capture holds at the most (libpcap, MAXIMUM_SNAPLEN). */
const FRAME_LENGTH = wholeNumber(0, 262_144);

/** Milliseconds that somebody may wait: a hundred days. */
const MILLISECONDS: Shape = {type: 'number', least: 0, most: 8.64e9, isWhole: false};

const ANNOUNCE = object<NonNullable<EventOfKind<'run'>['announce']>>('announce', {
  form: field(FORM, 'of the frames'),
  targetMac: optional(TEXT, 'broadcast, zero, self or an address, where it is not the usual one'),
});

/** By kind. The compiler misses no kind and no field of any. */
export const EVENT_SHAPES: {readonly [K in Kind]: EventShape} = {
  run: event('run', 'a failover begins: the first of its timeline', {
    settings: SETTINGS_FIELD,
    delayMs: field(MILLISECONDS, 'countdown before the failover and the announcement'),
    probeIntervalMs: field(MILLISECONDS, 'between two probes of an observer'),
    announce: optional(ANNOUNCE, 'how it is announced; absent: not at all'),
    parent: optional(TEXT, 'the machine’s interface on which the lab stands, with `--parent`'),
    versions: VERSIONS_FIELD,
    command: COMMAND,
    sysctls: SYSCTLS_FIELD,
  }),
  trial: event('trial', 'a trial begins: the first of its timeline', {
    driver: field(TEXT, 'what moves the VIP'),
    fault: field(TEXT, 'as the command line has it'),
    impairments: field(listOf(TEXT), 'what the network does wrong, in sentences'),
    settings: SETTINGS_FIELD,
    probeIntervalMs: field(MILLISECONDS, 'between two probes of an observer'),
    phaseMs: field(MILLISECONDS, 'how far within the driver’s period the fault falls'),
    seed: field(COUNT, 'what the phase was drawn by'),
    clientSysctls: field(mapOf(TEXT), 'neighbour settings of the observers that are not the kernel’s own'),
    configurations: optional(
      mapOf(TEXT),
      'what the software was configured with, by node; without passwords',
    ),
    versions: VERSIONS_FIELD,
    command: COMMAND,
    sysctls: SYSCTLS_FIELD,
  }),
  said: event('said', 'the software under test said something', {
    program: field(TEXT, 'which'),
    text: field(TEXT, 'a line'),
  }),
  checked: event('checked', 'the software checked its configuration', {
    program: field(TEXT, 'which'),
    exitCode: field(eitherOf(NUMBER, NULL), 'of the check; null when a signal ended it'),
    messages: field(listOf(TEXT), 'what it says of it, each once'),
  }),
  'program-ended': event('program-ended', 'a program of the software under test ended', {
    program: field(TEXT, 'which'),
    status: optional(COUNT, 'as shells count; absent where it went on without who was started'),
    byFault: field(BOOLEAN, 'whether that is what the fault does'),
  }),
  failed: event('failed', 'the run could not be made, or not to its end', {message: field(TEXT, 'why')}),
  lesson: event('lesson', 'a lesson begins: the first of its timeline', {
    name: field(TEXT, 'which'),
    question: field(TEXT, 'what it answers'),
    settings: SETTINGS_FIELD,
    versions: VERSIONS_FIELD,
    command: COMMAND,
  }),
  step: event('step', 'something was done', {
    step: field(TEXT, 'what'),
    phase: field(wordsOf('begun', 'done'), 'its beginning or its end'),
  }),
  countdown: event('countdown', 'a second of a countdown', {
    to: field(TEXT, 'the step that it leads to'),
    seconds: field(NUMBER, 'that are left'),
  }),
  frame: event('frame', 'a frame was captured', {
    iface: IFACE,
    octets: field(OCTETS, 'as many as were captured'),
    length: field(FRAME_LENGTH, 'octets on the wire'),
    own: field(BOOLEAN, 'whether the node itself sent it'),
  }),
  'probe-sent': event('probe-sent', 'an echo request was sent', {stream: STREAM, sequence: SEQUENCE}),
  'probe-answered': event('probe-answered', 'its answer came', {
    stream: STREAM,
    sequence: SEQUENCE,
    from: field(IP, 'who answered'),
    size: field(FRAME_LENGTH, 'octets of the ICMP message'),
    ttl: optional(wholeNumber(0, 255), 'absent for IPv6'),
    sentAt: field(MOMENT, 'when the request was sent'),
  }),
  'probe-refused': event('probe-refused', 'the request could not be sent or delivered', {
    stream: STREAM,
    sequence: SEQUENCE,
    from: field(TEXT, 'who says so; the node itself when its own kernel does'),
    reason: field(TEXT, 'in words'),
  }),
  neighbour: event('neighbour', 'an entry of a neighbour cache', {
    iface: IFACE,
    ip: field(IP, 'of the entry'),
    mac: optional(MAC, 'absent while there is none'),
    state: field(NEIGHBOUR_STATE, 'of the entry'),
    source: field(wordsOf('announced', 'seen'), '`announced` by netlink, `seen` by looking'),
  }),
  address: event('address', 'an address was given to an interface or taken from it', {
    iface: IFACE,
    ip: field(IP, 'the address'),
    change: field(wordsOf('added', 'removed'), 'which of the two'),
    detection: optional(
      wordsOf('tentative', 'failed'),
      'duplicate address detection of IPv6: not over, or another has it; the address is not used',
    ),
  }),
  link: event('link', 'an interface began to carry frames, or ceased to', {
    iface: IFACE,
    state: field(wordsOf('up', 'down'), 'which of the two'),
  }),
  announced: event('announced', 'a process of the lab announced an address', {
    iface: IFACE,
    ip: field(IPV4, 'the address'),
    mac: field(MAC, 'the MAC that it gives it'),
    form: field(FORM, 'of the frames'),
  }),
  observation: event('observation', 'what an observer believed and got', {
    phase: field(wordsOf('before', 'gap', 'after'), 'of the failover'),
    observer: field(TEXT, 'its name'),
    ip: field(IPV4, 'whose entry was looked at: the VIP, or the gateway to it'),
    mac: optional(MAC, 'of the entry'),
    state: field(NEIGHBOUR_STATE, 'of the entry'),
    sent: field(COUNT, 'probes'),
    answered: field(COUNT, 'of them, in time'),
    asExpected: field(BOOLEAN, 'whether that is what the phase should show'),
  }),
  'capture-end': event('capture-end', 'a capture ended', {
    iface: IFACE,
    received: field(COUNT, 'frames, as the kernel counts them'),
    dropped: field(COUNT, 'frames that the kernel had no room for'),
  }),
  told: event('told', 'a sentence of a lesson', {text: field(TEXT, 'the sentence')}),
  progress: event('progress', 'how a lesson that takes its time is getting on', {
    text: field(TEXT, 'in words'),
  }),
  asked: event('asked', 'the reader was asked to predict', {question: field(TEXT, 'what')}),
  command: event('command', 'a command was run to show what it says', {
    argv: field(listOf(TEXT), 'its words'),
    exitCode: field(eitherOf(NUMBER, NULL), 'null when a signal ended it'),
    output: field(TEXT, 'standard output, then standard error'),
  }),
  pinged: event('pinged', 'a few pings', {
    target: field(TEXT, 'the address'),
    iface: optional(TEXT, 'the interface they had to leave by'),
    sent: field(COUNT, 'pings'),
    answered: field(COUNT, 'of them'),
    refusals: field(listOf(TEXT), 'what was said of those that were not, each once'),
  }),
  expected: event('expected', 'something should be so', {
    expected: field(TEXT, 'what'),
    held: field(BOOLEAN, 'whether it was'),
    seen: field(TEXT, 'the evidence, or what was there instead'),
  }),
  table: event('table', 'measured cells', {
    title: field(TEXT, 'of the table'),
    columns: field(listOf(TEXT), 'their names'),
    rows: field(listOf(listOf(TEXT)), 'the cells'),
  }),
  cell: event('cell', '`garp-forms`: what a form did to an entry in a state', {
    run: field(COUNT, 'from 1'),
    sysctls: field(mapOf(NUMBER), 'settings of the client that are not the default'),
    form: field(TEXT, 'of the announcement'),
    state: field(TEXT, 'of the entry'),
    measured: optional(TEXT, 'what became of the entry; absent when the state could not be reached'),
    ip: optional(IPV4, 'the address that was claimed'),
    sentAt: optional(MOMENT, 'when the frames began to be sent'),
    predicted: field(TEXT, 'by the kernel’s rule'),
    rule: field(TEXT, 'in words'),
  }),
  healed: event('healed', '`stale-cache`: a client without an announcement found out', {
    run: field(COUNT, 'from 1'),
    drawnMs: field(NUMBER, 'the reachable time that the kernel drew'),
    ageMs: field(NUMBER, 'of the entry when the VIP moved'),
    predictedMs: field(NUMBER, 'how long it would be dark'),
    darkMs: optional(NUMBER, 'how long it was; absent when it did not end'),
  }),
};

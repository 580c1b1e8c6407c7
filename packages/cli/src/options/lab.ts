/**
 * The lab of a run: its addresses, how it is observed, where it is built.
 *
 * @module
 */

import {existsSync} from 'node:fs';
import {
  durationWord,
  FAMILIES,
  type FamilyChoice,
  isTopologyName,
  SETTING_NAMES,
  TOPOLOGIES,
  type TopologyName,
  topologyNamed,
} from '@vip/analysis/internal';
import {parseIp, VipError} from '@vip/arp';
import {DEFAULTS} from '@vip/core/internal/defaults';
import {durationFrom, parseDuration} from '../values/duration.js';
import {parseInterface} from '../values/interface-name.js';
import {collect, flag, readText, valued, valuedFrom} from './option.js';
import {oneOfSyntax, withSyntax} from './syntax.js';

const GROUP = 'Lab:';

const VIP_MEANS =
  'the virtual IP with its prefix length; all other addresses follow (default: 10.3.2.200/8, fd00:3:2::200/64)';

export const VIP = valued(
  '--vip <address>',
  `${VIP_MEANS}; repeatable, one of each family`,
  collect(readText),
).helpGroup(GROUP);

/** The option of a run that moves a single address: a second one is refused. */
const ONE_VIP = valued('--vip <address>', VIP_MEANS, collect(readText)).helpGroup(GROUP);

const FAMILY_MEANS = 'address family of the virtual IP';
const USUAL_FAMILY = '(default: 4, or that of --vip and --set)';

export const FAMILY = valued(
  '--family <4|6|both>',
  `${FAMILY_MEANS}; both: one of each ${USUAL_FAMILY}`,
  withSyntax(oneOfSyntax(Object.keys(FAMILIES)), parseFamily),
  Object.keys(FAMILIES),
).helpGroup(GROUP);

/** The option of a run that moves a single address: `both` is refused. */
export const ONE_FAMILY = valued('--family <4|6>', `${FAMILY_MEANS} ${USUAL_FAMILY}`, parseFamily, [
  '4',
  '6',
]).helpGroup(GROUP);

/** `ns0, ns1, ... or remote`: each has `.ip` and `.mac`. */
const SETTABLE = SETTING_NAMES.filter(name => name.endsWith('.ip'))
  .map(name => name.slice(0, -'.ip'.length))
  .join(', ')
  .replace(/, ([^,]*)$/, ' or $1');

export const SET = valued(
  '--set <name=value>',
  `an address or MAC of ${SETTABLE}, as in ext.ip=10.3.2.51/8; repeatable`,
  collect(parseSetting),
).helpGroup(GROUP);

/** A topology by its name, or a file of addresses, which may name it as well. */
export type TopologyChoice = {readonly name: TopologyName} | {readonly file: string};

const TOPOLOGY_NAMES = Object.keys(TOPOLOGIES);

export const TOPOLOGY = valued(
  '--topology <name|file>',
  `how the nodes are connected: ${TOPOLOGY_NAMES.join(', ')}; or a JSON file with names and values: addresses, topology`,
  parseTopology,
  {words: TOPOLOGY_NAMES},
).helpGroup(GROUP);

/** For runs whose topology is fixed: names are refused. */
const ADDRESS_FILE = valued(
  '--topology <file>',
  'addresses of the topology: a JSON file with names, as for --set, and values',
  parseTopology,
  'file',
).helpGroup(GROUP);

/** The addresses of a trial, and its topology. */
export const ADDRESSES = [VIP, SET, TOPOLOGY] as const;

/** The addresses of a lab with one virtual IP, and its topology. */
export const LAB_ADDRESSES = [ONE_VIP, SET, TOPOLOGY] as const;

/** The addresses of the failover, whose topology is always the same. */
export const FAILOVER_ADDRESSES = [ONE_VIP, SET, ADDRESS_FILE] as const;

/** The addresses of a lesson, which has its own topology. */
export const LESSON_ADDRESSES = [VIP, SET, ADDRESS_FILE] as const;

export const PROBE_INTERVAL = valued(
  '--probe-interval <duration>',
  `time between two probes of each observer (default: ${durationWord(DEFAULTS.probeIntervalMs)})`,
  durationFrom(1, '1ms'),
).helpGroup(GROUP);

export const PARENT_INTERFACE = valued(
  '--parent <iface>',
  'build the lab on an interface of this machine, and keep it until ^C (root)',
  parseInterface,
  'interface',
).helpGroup(GROUP);

export const GATEWAY = valued(
  '--gateway <address>',
  'with --parent: default gateway of the two nodes',
  parseIp,
).helpGroup(GROUP);

export const HOLD = flag('--hold', 'keep the lab until ^C, and print how to enter it').helpGroup(GROUP);

export const DELAY = valuedFrom(
  '--delay <duration>',
  'countdown before the failover, and again before the announcement',
  parseDuration,
  durationWord(DEFAULTS.delayMs),
);

export const LAB_NAME = valuedFrom(
  '--name <name>',
  'the name for other commands to use',
  parseLabName,
  'lab',
);

export const PRINT = flag('--print', 'print the topology as a shell script of plain commands; build nothing');

export const EXPORT = valued(
  '--export <format>',
  'print the lab of a trial as a containerlab topology; build nothing',
  parseExport,
  ['containerlab'],
);

export const IMAGE = valued(
  '--image <[node=]image>',
  'with --export: image of all containers, or of one (default: nicolaka/netshoot); repeatable',
  collect(parseImage),
);

/** For lessons and experiments that ask for predictions. */
export const TEACH = flag('--teach', 'ask for a prediction before each step; any key continues');

/** For lessons: the same without a terminal. */
export const PREDICT = valued(
  '--predict <file>',
  'your predictions, one line for each question, to compare with what is measured',
  readText,
);

export const FAST = flag('--fast', "shorten the kernel's own timers");

function parseExport(text: string): 'containerlab' {
  if (text === 'containerlab') return text;
  throw new VipError('BAD_ARGUMENT', `expected containerlab, got ${JSON.stringify(text)}`);
}

/** An image without a node, under the empty name, is for all nodes without one of their own. */
function parseImage(text: string): [node: string, image: string] {
  const [, node = '', image] = /^(?:([\w-]+)=)?([\w][\w./:@-]*)$/.exec(text) ?? [];
  if (image !== undefined) return [node, image];
  throw new VipError('BAD_ARGUMENT', `expected IMAGE or NODE=IMAGE, got ${JSON.stringify(text)}`);
}

function parseSetting(text: string): [name: string, value: string] {
  const equals = text.indexOf('=');
  if (equals > 0) return [text.slice(0, equals), text.slice(equals + 1)];
  throw new VipError('BAD_ARGUMENT', `expected name=value, got ${JSON.stringify(text)}`);
}

function parseTopology(text: string): TopologyChoice {
  if (isTopologyName(text)) return {name: text};
  // The text looks like a name but is not a known one. A file would have been given with its directory or its
  // extension.
  if (/^[a-z-]+$/.test(text) && !existsSync(text)) topologyNamed(text);
  return {file: text};
}

function parseFamily(text: string): FamilyChoice {
  if (Object.hasOwn(FAMILIES, text)) return text as FamilyChoice;
  throw new VipError('BAD_ARGUMENT', `expected 4, 6 or both, got ${JSON.stringify(text)}`);
}

function parseLabName(text: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,30}$/.test(text)) return text;
  throw new VipError(
    'BAD_ARGUMENT',
    `expected letters, digits, dots and dashes, got ${JSON.stringify(text)}`,
  );
}

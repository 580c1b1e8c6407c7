/** Other lines that keepalived rejects and runs without. */

import type {AuditNode} from '../cluster.js';
import type {ConfigFault} from '../keepalived/fault.js';
import {
  evidenceOf,
  isDerailed,
  isUndefinedTrack,
  type NodeFault,
  objectionsBy,
  placesOfAll,
  subjectOfAll,
} from './faults.js';
import {isGluedComment, keywordIn} from './glued-comment.js';
import {type FindingDraft, KEEPALIVED_MANUAL, type Rule} from './rule.js';

/** Reported by rules of their own, or harmless. */
const ELSEWHERE = new Set([
  'priority',
  'state',
  'auth_pass',
  'advert_int',
  'VRID',
  'virtual_router_id',
  'virtual_ipaddress',
]);

const VRRP_CRASHES = {
  severity: 'error',
  consequence:
    "keepalived 2.2.7's VRRP process crashes when it reads the line, and again after every restart: no address at all",
} as const;

const SERVERS_CRASH = {
  consequence: "keepalived 2.2.7's checker process crashes after every restart: no real server is checked",
};

/** It exits because of its children's "permanent error". */
const ENDS = {
  severity: 'error',
  consequence: 'keepalived 2.2.7 exits when it reads the line: no address at all',
  remedy: 'give it the expected value, or remove it',
} as const;

/**
 * Faults that are worse than an ignored line, by the beginning of their text: all tried with the 2.2.7 daemon, whose `-t` segfaults on
 * each.
 */
const CRASHES: readonly (readonly [
  begins: RegExp,
  Pick<FindingDraft, 'severity' | 'consequence'> & Partial<FindingDraft>,
])[] = [
  [
    /^bfd_instance: expected a name/,
    {severity: 'error', consequence: 'keepalived 2.2.7 exits after reading it: no address at all'},
  ],
  [/^(?:(?:HTTP|SSL)_GET: expected url|url: expected path)/, SERVERS_CRASH],
  [/^(?:misc_path|regex): a quote is not closed/, {...SERVERS_CRASH, remedy: 'close the quote'}],
  [/^script: a quote is not closed/, {...VRRP_CRASHES, remedy: 'close the quote'}],
  [
    /^a condition put before a line by a definition/,
    {...VRRP_CRASHES, remedy: 'write the condition itself before the line'},
  ],
  [
    /^# begins a line/,
    {
      severity: 'error',
      consequence:
        "keepalived 2.2.7's VRRP process crashes in more than nine of ten starts: no address until one succeeds",
      remedy: 'put a blank before each # at the beginning of a line there',
    },
  ],
  [
    /^\\! begins a line/,
    {...VRRP_CRASHES, remedy: 'leave out the \\, which keeps nothing from being a comment'},
  ],
];

const IGNORED = {consequence: 'keepalived logs it at start, and continues without the line'};

export const valueRefused: Rule = {
  code: 'VALUE_REFUSED',
  severity: 'warning',
  title: 'a line that keepalived rejects: it runs with the default, or without the setting',
  thread: KEEPALIVED_MANUAL,
  find: cluster =>
    objectionsBy(cluster, isMeant, ({fault}) => fault.text).map(objections => ({
      subject: subjectOfAll(objections),
      where: placesOfAll(objections),
      evidence: evidenceOf(objections),
      remedy: 'use a value that it accepts',
      ...whatFollows(objections),
    })),
};

function whatFollows(
  objections: readonly NodeFault[],
): Pick<FindingDraft, 'consequence'> & Partial<FindingDraft> {
  if (objections[0]?.fault.ends === true) return ENDS;
  return CRASHES.find(([begins]) => begins.test(evidenceOf(objections)))?.[1] ?? IGNORED;
}

/** Consequences of a missing brace are reported separately. */
function isMeant({node, fault}: NodeFault): boolean {
  return isOwn(fault) && !isDerailed(node) && (isTheEnd(fault) || !isLastLine(node, fault));
}

function isTheEnd({ends, kind}: ConfigFault): boolean {
  return ends === true || kind === 'crash';
}

/** Whether keepalived stops at this line: other faults of it, such as the quote that leaves it without a value, matter less. */
function isLastLine({config}: AuditNode, {place}: ConfigFault): boolean {
  return config.faults.some(
    fault => isTheEnd(fault) && fault.place.file === place.file && fault.place.line === place.line,
  );
}

/** A keyword without its value; settings that an instance lacks are reported separately. */
function isWithoutValue({kind, text, word}: ConfigFault): boolean {
  return kind === 'missing-value' && text.startsWith(`${word}:`);
}

function isOwn(fault: ConfigFault): boolean {
  const keyword = keywordIn(fault);
  if (isGluedComment(fault.word) && fault.kind !== 'crash') return false;
  if (fault.ends === true) return isWithoutValue(fault);
  switch (fault.kind) {
    case 'value':
      return !ELSEWHERE.has(keyword) || (keyword === 'advert_int' && /expected/.test(fault.text));
    case 'missing-value':
      return !fault.text.startsWith('vrrp_instance') && !/expected a user/.test(fault.text);
    case 'quote':
    case 'definition':
    case 'too-large':
    case 'include':
    case 'crash':
      return true;
    case 'reference':
      return !isUndefinedTrack(fault);
    case 'ignored':
      return /expected| is there already|: unknown (?:word|option)|no such/.test(fault.text);
    default:
      return false;
  }
}

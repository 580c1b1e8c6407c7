/** Other lines that keepalived rejects and runs without. */

import type {AuditNode} from '../cluster.js';
import {type ConfigFault, type Crash, isCrash} from '../keepalived/fault.js';
import {
  evidenceOf,
  isDerailed,
  isNamelessInstance,
  type NodeFault,
  objectionsBy,
  placesOfAll,
  subjectOfAll,
} from './faults.js';
import {isGluedComment} from './glued-comment.js';
import {type FindingDraft, KEEPALIVED_MANUAL, type Rule} from './rule.js';

/** Reported by rules of their own, or harmless. */
const ELSEWHERE = new Set([
  'priority',
  'state',
  'auth_pass',
  'advert_int',
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

/** What keepalived does: it exits because of its children's "permanent error". */
const ENDS = {
  severity: 'error',
  consequence: 'keepalived 2.2.7 exits when it reads the line: no address at all',
  remedy: 'give it the expected value, or remove it',
} as const;

const CLOSE_QUOTE = 'close the quote';

/** What follows from each, all tried with the 2.2.7 daemon, whose `-t` segfaults on each. */
const AFTER: Readonly<Record<Crash, Pick<FindingDraft, 'consequence'> & Partial<FindingDraft>>> = {
  'unnamed-bfd': {
    severity: 'error',
    consequence: 'keepalived 2.2.7 exits after reading it: no address at all',
  },
  'check-without-url': SERVERS_CRASH,
  'open-quote-in-check': {...SERVERS_CRASH, remedy: CLOSE_QUOTE},
  'open-quote-in-script': {...VRRP_CRASHES, remedy: CLOSE_QUOTE},
  'condition-by-definition': {...VRRP_CRASHES, remedy: 'write the condition itself before the line'},
  'comment-read-twice': {
    severity: 'error',
    consequence:
      "keepalived 2.2.7's VRRP process crashes in more than nine of ten starts: no address until one succeeds",
    remedy: 'put a space before each # at the beginning of a line there',
  },
  'escaped-bang': {
    ...VRRP_CRASHES,
    remedy: 'remove the \\, which does not keep anything from being a comment',
  },
};

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

function whatFollows([first]: readonly NodeFault[]): Pick<FindingDraft, 'consequence'> &
  Partial<FindingDraft> {
  if (first?.fault.ends === true) return ENDS;
  return first !== undefined && isCrash(first.fault.kind) ? AFTER[first.fault.kind] : IGNORED;
}

/** Consequences of a missing brace are reported separately. */
function isMeant({node, fault}: NodeFault): boolean {
  return isOwn(fault) && !isDerailed(node) && (isTheEnd(fault) || !isLastLine(node, fault));
}

function isTheEnd({ends, kind}: ConfigFault): boolean {
  return ends === true || isCrash(kind);
}

/** Whether keepalived stops at this line: other faults of it, such as the quote that leaves it without a value, matter less. */
function isLastLine({config}: AuditNode, {place}: ConfigFault): boolean {
  return config.faults.some(
    fault => isTheEnd(fault) && fault.place.file === place.file && fault.place.line === place.line,
  );
}

function isOwn(fault: ConfigFault): boolean {
  const {kind} = fault;
  if (isCrash(kind)) return true;
  if (isGluedComment(fault.word)) return false;
  // A setting that an instance lacks is reported separately; this is a keyword without its value.
  if (fault.ends === true) return kind === 'missing-value';
  switch (kind) {
    case 'value':
      return isOwnValue(fault);
    case 'missing-value':
      return !isNamelessInstance(fault);
    case 'quote':
    case 'definition':
    case 'too-large':
    case 'include':
    case 'reference':
    case 'rejected':
      return true;
    default:
      return false;
  }
}

function isOwnValue({keyword = '', text}: ConfigFault): boolean {
  return !ELSEWHERE.has(keyword) || (keyword === 'advert_int' && /expected/.test(text));
}

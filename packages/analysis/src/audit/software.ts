/**
 * Files of software other than keepalived: which software it is, and the findings in them.
 *
 * @module
 */

import {bySeverity, type Finding} from '../findings/finding.js';
import {formatFindings} from '../findings/finding-lines.js';
import {formatTotals, totalsOf} from '../findings/totals.js';
import {wrapped} from '../text/wrapped-text.js';
import {readFrrRouters} from './frr/router.js';
import {FRR_RULES, formatFrr} from './frr/rules.js';
import {formatResource} from './ipaddr2/announcing.js';
import {readResources} from './ipaddr2/read.js';
import {IPADDR2_RULES} from './ipaddr2/rules.js';
import {ROOT} from './keepalived/root-grammar.js';
import type {Kubernetes} from './kubernetes/kubernetes.js';
import {formatKubernetes, KUBERNETES_RULES} from './kubernetes/rules.js';
import type {NodeFile} from './node-file.js';
import {nearKeyword} from './rules/keyword-names.js';
import {findWith, type RuleText} from './rules/rule.js';
import {readCommands} from './ucarp/command.js';
import {ucarpGroupsOf} from './ucarp/group.js';
import {UCARP_RULES} from './ucarp/rules.js';
import {formatGroup} from './ucarp/text.js';

/** What is found without a prediction of every event. */
export interface SoftwareAudit {
  readonly nodes: readonly string[];
  /** The worst first. */
  readonly findings: readonly Finding[];
  /** What was understood, to be checked against the files. */
  readonly lines: readonly string[];
}

interface Software {
  readonly name: string;
  readonly rules: readonly RuleText[];
  readonly isIn: (file: NodeFile) => boolean;
  readonly audit: (files: readonly NodeFile[]) => Pick<SoftwareAudit, 'findings' | 'lines'>;
}

const UCARP: Software = {
  name: 'ucarp',
  rules: UCARP_RULES,
  isIn: file => /\bucarp\b/.test(file.text) && readCommands(file).length > 0,
  audit(files) {
    const groups = ucarpGroupsOf(files.flatMap(readCommands));
    return {
      findings: UCARP_RULES.flatMap(rule => findWith(rule, groups)),
      lines: groups.flatMap(formatGroup),
    };
  },
};

const IPADDR2: Software = {
  name: 'IPaddr2',
  rules: IPADDR2_RULES,
  isIn: file => /\bIPaddr2\b/.test(file.text) && readResources(file).length > 0,
  audit(files) {
    const resources = files.flatMap(readResources);
    return {
      findings: IPADDR2_RULES.flatMap(rule => findWith(rule, resources)),
      lines: resources.flatMap(formatResource),
    };
  },
};

const FRR: Software = {
  name: 'FRR',
  rules: FRR_RULES,
  isIn: file => !IOS.test(file.text) && /^\s*vrrp \d+/m.test(file.text) && readFrrRouters(file).length > 0,
  audit(files) {
    const routers = files.flatMap(readFrrRouters);
    return {findings: FRR_RULES.flatMap(rule => findWith(rule, routers)), lines: routers.map(formatFrr)};
  },
};

/** Cisco's IOS has lines of the same form: its interfaces are called otherwise, its masks are dotted quads, its vrrp knows other words. */
const IOS =
  /^(?:interface \w+Ethernet ?\d|\s*ip address \S+ 255\.|\s*vrrp \d+ (?:timers|track|description)\s)/m;

const OTHERS: readonly Software[] = [UCARP, IPADDR2, FRR];

/** kube-vip, MetalLB and kube-proxy in manifests, which somebody else parses: `auditKubernetes`. */
export const KUBERNETES = 'Kubernetes';

/** Every rule for other software than keepalived. */
export const SOFTWARE_RULES: readonly RuleText[] = [
  ...OTHERS.flatMap(({rules}): readonly RuleText[] => rules),
  ...KUBERNETES_RULES,
];

/** What is known by its content not to be read. */
const UNREAD: readonly (readonly [RegExp, string])[] = [
  [/^(?:frr version|frr defaults)\s/m, "FRR's, without vrrp"],
  [IOS, "Cisco IOS's"],
];

/** In YAML, or in JSON, which is YAML. */
const MANIFEST = /^[\s{]*"?apiVersion"?:\s|[{,]\s*"apiVersion"\s*:/m;

/** Names of files that only a manifest would have here. */
const DATA = /\.(?:ya?ml|(json))$/;

/** `got` names what cannot be read. */
export function softwareOf(file: NodeFile): {readonly name: string} | {readonly got: string} {
  const found = OTHERS.find(({isIn}) => isIn(file));
  const unread = UNREAD.find(([pattern]) => pattern.test(file.text));
  if (found !== undefined) return {name: found.name};
  if (MANIFEST.test(file.text)) return {name: KUBERNETES};
  const data = DATA.exec(file.file);
  if (data !== null)
    return {got: `${data[1] === undefined ? 'YAML' : 'JSON'} without an apiVersion, which a manifest has`};
  if (unread !== undefined) return {got: unread[1]};
  const saying = firstWords(file);
  if (saying === 'nothing') return {got: file.text.trim() === '' ? 'an empty file' : 'nothing but comments'};
  return saying === 'keepalived' ? {name: 'keepalived'} : {got: 'a file with none of their blocks'};
}

/** Whether a line begins as one at the root of keepalived's files can; `nothing` if all are empty or comments. */
function firstWords({text}: NodeFile): 'keepalived' | 'others' | 'nothing' {
  let isEmpty = true;
  // The first line that says something decides: the rest of a long file is not cut into lines here.
  for (let start = 0, end = 0; end >= 0; start = end + 1) {
    end = text.indexOf('\n', start);
    const line = end < 0 ? text.slice(start) : text.slice(start, end);
    const [, word = ''] = /^\s*(?:@\S+\s+)?([^\s{]*)/.exec(line) ?? [];
    if (word === '' || /^[#!}]/.test(word)) continue;
    isEmpty = false;
    if (/^(?:[$~]|include)/.test(word) || isRootWord(word)) return 'keepalived';
  }
  return isEmpty ? 'nothing' : 'others';
}

/** As it is written, or nearly. */
function isRootWord(word: string): boolean {
  return ROOT.has(word) || ROOT.has(nearKeyword(word) ?? '');
}

/** Software that can be read. */
export const SOFTWARE: readonly string[] = ['keepalived', ...OTHERS.map(({name}) => name), KUBERNETES];

/** @param name one of `SOFTWARE`, but for keepalived and Kubernetes */
export function auditSoftware(name: string, files: readonly NodeFile[]): SoftwareAudit {
  const software = OTHERS.find(other => other.name === name) as Software;
  const {findings, lines} = software.audit(files);
  return {nodes: files.map(file => file.name), findings: bySeverity(findings), lines};
}

/** @param nodes names of what was read */
export function auditKubernetes(nodes: readonly string[], kubernetes: Kubernetes): SoftwareAudit {
  const findings = KUBERNETES_RULES.flatMap(rule => findWith(rule, kubernetes));
  return {nodes, findings: bySeverity(findings), lines: formatKubernetes(kubernetes)};
}

/** As `vip audit` prints it. */
export function formatSoftwareAudit({nodes, findings, lines}: SoftwareAudit): string[] {
  return [
    ...formatFindings(findings),
    ...(findings.length > 0 ? [''] : []),
    ...lines.flatMap(line => {
      const indent = line.search(/\S|$/);
      return wrapped(line.trimStart(), indent, indent + 4);
    }),
    '',
    `${formatTotals(totalsOf(findings))} in ${nodes.join(' and ')}`,
  ];
}

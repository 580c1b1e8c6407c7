/**
 * docs/audit-rules.md: every rule, with its finding for a pair that has the mistake.
 *
 * @module
 */

import {
  audit,
  RULES,
  type RuleText,
  readConfig,
  SOFTWARE_RULES,
  textSource,
} from '@vip/analysis/internal/audit';
import {HOST_RULES} from '@vip/analysis/internal/doctor';
import {formatFinding} from '@vip/analysis/internal/findings';
import type {FakeHost} from '../fake-host.js';
import {type Random, seeded} from '../random.js';
import {auditHost, HOST_MISTAKES} from './host-mistakes.js';
import {MISTAKES, type Mistake} from './mistakes.js';
import {healthyPair, type PairSpec, render} from './pair.js';
import {auditTexts, SOFTWARE_MISTAKES} from './software-mistakes.js';
import {auditWire, healthyWire} from './wire.js';
import {WIRE_MISTAKES, type WireMistake} from './wire-mistakes.js';

const HEAD = `# The rules of \`vip audit\`

<!-- Made by \`npm run reference\` from the rules and the generator of their tests; a test fails when it is out of date. -->

Each rule is shown with what it prints for two nodes whose files contain the mistake. \`error\` means that an address is dark or held twice;
\`warning\`, that it is dark for longer or moves without an announcement; \`note\`, that something is worth knowing. Files alone do not show
whether a host has an interface, a script or a user: \`vip doctor\` finds that on the host, and reports it under the same code.
`;

export async function rulesDocument(): Promise<string> {
  const onHost = new Map<string, string[][]>();
  for (const {code, host} of HOST_MISTAKES)
    onHost.set(code, [...(onHost.get(code) ?? []), ...(await hostExample(code, host))]);
  const ofHost = (code: string) => onHost.get(code) ?? [];
  const own = new Set(RULES.map(({code}) => code));
  return [
    HEAD,
    ...RULES.map(rule => section(rule, [...examplesOf(rule.code), ...ofHost(rule.code)])),
    ...HOST_RULES.filter(({code}) => !own.has(code)).map(rule =>
      section({...rule, title: `found by vip doctor: ${rule.title}`}, ofHost(rule.code)),
    ),
    ...SOFTWARE_RULES.map(rule => section(rule, softwareExamples(rule.code))),
  ].join('\n');
}

async function hostExample(code: string, host: FakeHost): Promise<string[][]> {
  const {findings} = await auditHost(host);
  return findings.filter(found => found.code === code).map(formatFinding);
}

function examplesOf(code: string): string[][] {
  return [
    ...MISTAKES.filter(mistake => mistake.code === code).map(exampleOf),
    ...WIRE_MISTAKES.filter(mistake => mistake.code === code).map(wireExampleOf),
  ];
}

function softwareExamples(code: string): string[][] {
  const mistakes = SOFTWARE_MISTAKES.filter(mistake => mistake.code === code);
  const findings = mistakes.map(({texts}) => auditTexts(texts).findings.find(found => found.code === code));
  return findings.flatMap(finding => (finding === undefined ? [] : [formatFinding(finding)]));
}

function section({code, severity, title, thread}: RuleText, examples: readonly string[][]): string {
  return [
    `## ${code}`,
    '',
    `${severity}: ${title}. ${sourceOf(thread)}.`,
    '',
    '```',
    [...new Set(examples.map(lines => lines.join('\n')))].join('\n\n'),
    '```',
    '',
  ].join('\n');
}

/**
 * The kind of source that a rule links to: a report of the mistake, or the standard, documentation or source
 * code that the mistake contradicts.
 */
function sourceOf(url: string): string {
  const [, project, issue] =
    /^https:\/\/github\.com\/([^/]+\/[^/]+)\/(?:(?:issues|pull)\/(\d+))?/.exec(url) ?? [];
  if (issue !== undefined) return `Seen in [${project}#${issue}](${url})`;
  const [, rfc, part] = /\/rfc\/rfc(\d+)#section-([\d.]+)$/.exec(url) ?? [];
  const place =
    rfc === undefined ? (project ?? new URL(url).host.replace('www.', '')) : `RFC ${rfc} §${part}`;
  return `See [${place}](${url})`;
}

function exampleOf({code, make}: Mistake): string[] {
  const random = seeded(SEED);
  const pair = healthyPair(random);
  make(pair, random);
  const finding = auditPair(pair, random).findings.find(found => found.code === code);
  return finding === undefined ? [] : formatFinding(finding);
}

function wireExampleOf({code, make, nodes, applies = () => true}: WireMistake): string[] {
  for (let seed = SEED; ; seed++) {
    const random = seeded(seed);
    const wire = healthyWire(random);
    if (!applies(wire)) continue;
    make(wire, random);
    const finding = auditWire(wire, random, nodes).findings.find(found => found.code === code);
    return finding === undefined ? [] : formatFinding(finding);
  }
}

const SEED = 7;

/** Audits the pair as lb1.conf and lb2.conf. */
export function auditPair(pair: PairSpec, random: Random) {
  const nodes = [pair.a, pair.b].map((node, index) => {
    const file = `lb${index + 1}.conf`;
    const text = render(pair, node, random);
    return {name: `lb${index + 1}`, text, config: readConfig(file, textSource(file, text))};
  });
  return {...audit(nodes), text: nodes.map(({text}) => text).join('\n=====\n')};
}

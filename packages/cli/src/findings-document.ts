/**
 * The content of `docs/findings.md`: every code of a finding, and where it is documented.
 *
 * @module
 */

import {type FindingMeaning, NOTE_MEANINGS, VERDICT_MEANINGS} from '@vip/analysis/internal';
import {ALL_RULES} from '@vip/analysis/internal/audit';
import {DOCTOR_CHECKS, DUPLICATE_CHECK, HOST_RULES} from '@vip/analysis/internal/doctor';
import {SEVERITY_MEANINGS} from '@vip/analysis/internal/findings';
import {FINDINGS} from '@vip/core/internal';

const INTRODUCTION = `# Findings

<!-- Made by \`npm run reference\` from the program; a test fails when it is out of date. -->

\`vip audit\`, \`vip doctor\`, \`vip explain\` and \`vip trial\` print their findings in the same form:

\`\`\`
error: DOCTOR_VIP_DROPPED
  A packet to 10.77.0.100 at eth0 is dropped by table ip keepalived, chain in,
  handle 3.
  As a result, only ARP is answered: 0 of 3 pings, TCP times out.
    nft delete rule ip keepalived in handle 3
  Remove vrrp_strict from keepalived.conf, or add accept to the instance.
\`\`\`

In this order: the severity and the code, with the lines of the configuration or the frames of the capture that show it; what was observed; the
consequence; commands that correct it until the next reboot; and the lasting remedy. With \`--json\` each is a field ([json.md](json.md));
\`reference\` links to this documentation.

| severity | meaning |
| --- | --- |
${Object.entries(SEVERITY_MEANINGS)
  .map(([severity, meaning]) => `| \`${severity}\` | ${meaning} |`)
  .join('\n')}

The meaning of a code never changes. \`vip audit\` and \`vip explain\` share one code, \`SILENT_FAILBACK\`: the first finds it in a configuration, the second in
a capture. The severity of a check of \`vip doctor\` depends on what it reads.
`;

const NOTES = `They accompany the verdict on an address, which does not depend on them. \`vip explain\` prints each as a sentence after the findings;
\`notes\` in \`--json\` has all fields of a finding.
`;

interface Listed {
  readonly code: string;
  readonly severity: string;
  readonly title: string;
  /** Below docs, with its anchor; absent for codes that are documented here. */
  readonly at?: string;
}

export function findingsDocument(): string {
  return [
    INTRODUCTION,
    ...section('vip audit', ALL_RULES.map(ruleRow)),
    ...section('vip doctor', [
      ...[...DOCTOR_CHECKS, DUPLICATE_CHECK].map(checkRow),
      ...HOST_RULES.filter(({code}) => !AUDITED.has(code)).map(ruleRow),
    ]),
    ...section('vip explain', FAULTS.map(verdictRow)),
    ...section('vip explain: notes', Object.entries(NOTE_MEANINGS).map(noteRow), NOTES),
    ...section('vip trial', Object.entries(FINDINGS).map(trialRow)),
  ].join('\n');
}

function section(title: string, rows: readonly Listed[], about?: string): string[] {
  return [
    `## ${title}`,
    '',
    ...(about === undefined ? [] : [about]),
    '| code | severity | what is found |',
    '| --- | --- | --- |',
    ...rows.map(({code, severity, title: found, at}) => `| ${linked(code, at)} | ${severity} | ${found} |`),
    '',
  ];
}

function linked(code: string, at: string | undefined): string {
  return at === undefined ? `<a id="${code.toLowerCase()}"></a>${code}` : `[${code}](${at})`;
}

const AUDITED: ReadonlySet<string> = new Set(ALL_RULES.map(({code}) => code));

function ruleRow({
  code,
  severity,
  title,
}: Pick<(typeof ALL_RULES)[number], 'code' | 'severity' | 'title'>): Listed {
  return {code, severity, title, at: `audit-rules.md#${code.toLowerCase()}`};
}

function checkRow({code, title}: Pick<(typeof DOCTOR_CHECKS)[number], 'code' | 'title'>): Listed {
  return {code, severity: '', title, at: `doctor.md#${code.toLowerCase()}`};
}

/** A healthy outcome is a verdict, but not a finding. */
const FAULTS = Object.entries(VERDICT_MEANINGS).filter(([code]) => code !== 'HEALTHY');

function verdictRow([code, {severity, title}]: [string, {severity: string; title: string}]): Listed {
  return {code, severity, title, at: `explain.md#${code.toLowerCase()}`};
}

function noteRow([code, {severity, title, consequence}]: [string, FindingMeaning]): Listed {
  return {code, severity, title: consequence === '' ? title : `${title}; ${consequence}`};
}

function trialRow([code, {severity, title}]: [string, {severity: string; title: string}]): Listed {
  return {code, severity, title, at: `trials.md#${code}`};
}

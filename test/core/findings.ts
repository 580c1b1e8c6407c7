/** What all findings have in common, whatever found them. */

import {readFileSync} from 'node:fs';
import {VERDICT_MEANINGS, VERDICTS} from '@vip/analysis';
import {ALL_RULES} from '@vip/analysis/audit';
import {DOCTOR_CHECKS, DUPLICATE_CHECK, referenceOf} from '@vip/analysis/doctor';
import {
  describeFinding,
  type Finding,
  findingLine,
  formatFinding,
  formatFindings,
  formatTotals,
  totalsOf,
} from '@vip/analysis/findings';
import {FINDINGS, type FindingCode, trialFinding} from '@vip/core';
import test from 'ava';

const FLUX: Finding = {
  code: 'DOCTOR_ARP_FLUX',
  severity: 'error',
  subject: '10.0.0.100 on eth0, active',
  where: [],
  evidence: 'eth1 answers for it',
  consequence: 'two MACs answer',
  remedy: 'put it into sysctl.d',
  commands: ['sysctl -w net/ipv4/conf/eth1/arp_ignore=1'],
  reference: 'docs/doctor.md#doctor_arp_flux',
};

test('a finding is printed with its place, what follows, the commands and the remedy', t => {
  t.deepEqual(formatFinding(FLUX), [
    'error: DOCTOR_ARP_FLUX',
    '  eth1 answers for it.',
    '  Then two MACs answer.',
    '    sysctl -w net/ipv4/conf/eth1/arp_ignore=1',
    '  Put it into sysctl.d.',
  ]);
  const inFiles = {
    ...FLUX,
    where: [
      {file: 'lb1.conf', line: 3},
      {file: 'lb2.conf', line: 4},
    ],
  };
  t.is(formatFinding(inFiles)[0], 'error: DOCTOR_ARP_FLUX (lb1.conf:3, lb2.conf:4)');
  t.is(formatFinding({...FLUX, where: [{frame: 7}]}, 2)[0], '  error: DOCTOR_ARP_FLUX (frame 7)');
  t.is(formatFinding({...FLUX, where: [{frame: 7}, {frame: 9}]})[0], 'error: DOCTOR_ARP_FLUX (frames 7, 9)');
});

test('what has no consequence and no remedy is told without; a full stop is not doubled', t => {
  const bare: Finding = {...FLUX, evidence: 'All is well.', consequence: '', remedy: '', commands: []};
  t.deepEqual(formatFinding(bare), ['error: DOCTOR_ARP_FLUX', '  All is well.']);
  t.is(findingLine(bare), 'DOCTOR_ARP_FLUX: All is well.');
  t.is(describeFinding(bare).message, 'All is well');
});

test('a remedy that several share is told once, after the last of them', t => {
  const lines = formatFindings([FLUX, {...FLUX, evidence: 'eth2 answers for it'}]);
  t.is(lines.filter(line => line === '  Put it into sysctl.d.').length, 1);
  t.is(lines.at(-1), '  Put it into sysctl.d.');
});

test('in JSON the first line of a file stands beside the list of all', t => {
  const {file, line, message} = describeFinding({...FLUX, where: [{frame: 1}, {file: 'a.conf', line: 3}]});
  t.deepEqual([file, line], ['a.conf', 3]);
  t.is(message, 'eth1 answers for it; then two MACs answer');
});

test('all commands count their findings in the same words', t => {
  t.is(formatTotals(totalsOf([])), 'no error, no warning, no note');
  t.is(formatTotals(totalsOf([FLUX, FLUX, {...FLUX, severity: 'note'}])), '2 errors, no warning, 1 note');
});

const read = (name: string) => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');

test('every finding refers to a place in the documentation that is there', t => {
  const references = [
    ...VERDICTS.map(code => `docs/explain.md#${code.toLowerCase()}`),
    ...(Object.keys(FINDINGS) as FindingCode[]).map(code => trialFinding(code, '', '').reference),
    ...[...DOCTOR_CHECKS, DUPLICATE_CHECK].map(({code}) => referenceOf(code)),
    ...ALL_RULES.map(({code}) => `docs/audit-rules.md#${code.toLowerCase()}`),
  ];
  for (const reference of references) {
    const [file = '', anchor = ''] = reference.split('#');
    const text = read(file);
    const isThere = text.includes(`<a id="${anchor}">`) || text.includes(`## ${anchor.toUpperCase()}\n`);
    t.true(isThere, reference);
  }
});

test('the rules that a verdict and a trial name are rules', t => {
  const known = new Set([...ALL_RULES, ...DOCTOR_CHECKS, DUPLICATE_CHECK].map(({code}) => code));
  const named = Object.values(VERDICT_MEANINGS).flatMap(({audit = [], doctor = []}) => [...audit, ...doctor]);
  const inTrials = Object.values(FINDINGS).flatMap(
    ({remedy}) => remedy.match(/\b[A-Z0-9]+_[A-Z0-9_]+\b/g) ?? [],
  );
  t.true(named.length > 20 && inTrials.length > 5);
  t.deepEqual(
    [...named, ...inTrials].filter(code => !known.has(code)),
    [],
  );
});

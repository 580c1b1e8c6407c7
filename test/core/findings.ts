/** What all findings have in common, whichever command reports them. */

import {readFileSync} from 'node:fs';
import {
  createCollector,
  describeExplanation,
  type FindingMeaning,
  NOTE_MEANINGS,
  VERDICT_MEANINGS,
  VERDICTS,
} from '@vip/analysis/internal';
import {ALL_RULES} from '@vip/analysis/internal/audit';
import {checkReference, DOCTOR_CHECKS, DUPLICATE_CHECK} from '@vip/analysis/internal/doctor';
import {
  describeAsPart,
  describeFinding,
  type Finding,
  findingLine,
  formatFinding,
  formatFindings,
  formatNote,
  formatTotals,
  framesOf,
  noteText,
  sentence,
  totalsOf,
} from '@vip/analysis/internal/findings';
import type {FindingCode} from '@vip/core';
import {FINDINGS, trialFinding} from '@vip/core/internal';
import test from 'ava';
import {A, B, Scene, VIP} from '../helpers/scene.js';

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

test('a finding is printed with its place, its consequence, the commands and the remedy', t => {
  t.deepEqual(formatFinding(FLUX), [
    'error: DOCTOR_ARP_FLUX',
    '  eth1 answers for it.',
    '  As a result, two MACs answer.',
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

test('a finding without consequence or remedy is printed without them, and a full stop is not doubled', t => {
  const bare: Finding = {...FLUX, evidence: 'All is well.', consequence: '', remedy: '', commands: []};
  t.deepEqual(formatFinding(bare), ['error: DOCTOR_ARP_FLUX', '  All is well.']);
  t.is(findingLine(bare), 'DOCTOR_ARP_FLUX: All is well.');
  t.is(describeFinding(bare).message, 'All is well');
});

test('a remedy that several findings share is printed once, after the last of them', t => {
  const lines = formatFindings([FLUX, {...FLUX, evidence: 'eth2 answers for it'}]);
  t.is(lines.filter(line => line === '  Put it into sysctl.d.').length, 1);
  t.is(lines.at(-1), '  Put it into sysctl.d.');
});

test('in JSON, the first line of a file is given beside the list of all lines', t => {
  const {file, line, message} = describeFinding({...FLUX, where: [{frame: 1}, {file: 'a.conf', line: 3}]});
  t.deepEqual([file, line], ['a.conf', 3]);
  t.is(message, 'eth1 answers for it; then two MACs answer');
});

test('all commands count their findings in the same words', t => {
  t.is(formatTotals(totalsOf([])), 'no error, no warning, no note');
  t.is(formatTotals(totalsOf([FLUX, FLUX, {...FLUX, severity: 'note'}])), '2 errors, no warning, 1 note');
});

const read = (name: string) => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');

test('every finding refers to an existing place in the documentation', t => {
  const references = [
    ...VERDICTS.map(code => `docs/explain.md#${code.toLowerCase()}`),
    ...(Object.keys(FINDINGS) as FindingCode[]).map(code => trialFinding(code, '', '').reference),
    ...[...DOCTOR_CHECKS, DUPLICATE_CHECK].map(({code}) => checkReference(code)),
    ...ALL_RULES.map(({code}) => `docs/audit-rules.md#${code.toLowerCase()}`),
    ...Object.keys(NOTE_MEANINGS).map(code => `docs/findings.md#${code.toLowerCase()}`),
  ];
  for (const reference of references) {
    const [file = '', anchor = ''] = reference.split('#');
    const text = read(file);
    const isThere = text.includes(`<a id="${anchor}">`) || text.includes(`## ${anchor.toUpperCase()}\n`);
    t.true(isThere, reference);
  }
});

test('a code has one meaning, which a configuration and a capture may share', t => {
  const all = [
    ...[...ALL_RULES, ...DOCTOR_CHECKS, DUPLICATE_CHECK].map(({code}) => code),
    ...[VERDICT_MEANINGS, NOTE_MEANINGS, FINDINGS].flatMap(codes => Object.keys(codes)),
  ];
  const seen = new Set<string>();
  const twice = all.filter(code => seen.has(code) || !seen.add(code));
  t.deepEqual(twice, ['SILENT_FAILBACK']);
});

test('a note of vip explain is a finding, in JSON and in print', t => {
  const scene = new Scene()
    .asks(0)
    .answers(0.1, A)
    .talk(1, 3000, A)
    .garp(3000, B)
    .asks(3001)
    .answers(3001.1, B)
    .talk(3002, 6000, B);
  const [explanation] = scene.explain([VIP]);
  const note = explanation?.notes.find(({code}) => code === 'REQUESTS_ALONE');
  if (explanation === undefined || note === undefined) return t.fail('no such note');
  const evidence = 'It was announced with requests only; some equipment, though rare, accepts only replies.';
  const [frame] = framesOf(note);
  t.deepEqual(note, {
    code: 'REQUESTS_ALONE',
    severity: 'note',
    subject: `${VIP} on eth0`,
    where: [{frame}],
    ...{evidence, consequence: '', remedy: '', commands: []},
    reference: 'docs/findings.md#requests_alone',
  });
  t.deepEqual(formatNote(note, 2), [
    '  Note: It was announced with requests only; some equipment, though rare,',
    '    accepts only replies.',
  ]);
  const collector = createCollector({ips: [VIP]});
  collector.take(scene.frames);
  const {notes} = describeExplanation(collector.facts(), explanation) as {notes: object[]};
  t.deepEqual(notes, [{...describeAsPart(note), text: evidence, frames: [frame]}]);
  t.is(
    noteText({...note, evidence: 'A moved', consequence: 'B is asked', remedy: 'set it'}),
    'A moved; B is asked. Set it.',
  );
});

test('the rules that verdicts, notes and trials name exist', t => {
  const known = new Set([...ALL_RULES, ...DOCTOR_CHECKS, DUPLICATE_CHECK].map(({code}) => code));
  const meanings: readonly FindingMeaning[] = [VERDICT_MEANINGS, NOTE_MEANINGS].flatMap(all =>
    Object.values(all),
  );
  const named = meanings.flatMap(({audit = [], doctor = []}) => [...audit, ...doctor]);
  const inTrials = Object.values(FINDINGS).flatMap(
    ({remedy}) => remedy.match(/\b[A-Z0-9]+_[A-Z0-9_]+\b/g) ?? [],
  );
  t.true(named.length > 20 && inTrials.length > 5);
  t.deepEqual(
    [...named, ...inTrials].filter(code => !known.has(code)),
    [],
  );
});

test("a finding that begins with a program's name keeps its spelling, and any other begins with a capital letter", t => {
  const told = [
    'ip route get 10.3.2.50: unreachable',
    'keepalived advertises to nobody',
    'the address is gone',
  ];
  t.deepEqual(told.map(sentence), [
    'ip route get 10.3.2.50: unreachable.',
    'keepalived advertises to nobody.',
    'The address is gone.',
  ]);
});

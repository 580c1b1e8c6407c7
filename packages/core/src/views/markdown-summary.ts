/**
 * Series of trials as Markdown, for a pull request or a job's page: the answer, the table, what was not as required, and how to
 * repeat it. Pure.
 *
 * @module
 */

import {formatBounds} from '@vip/analysis';
import {counted, largest} from '@vip/analysis/internal';
import {findingLine} from '@vip/analysis/internal/findings';
import {repeatOf} from '../report/repeat.js';
import {comparisonText} from '../trial/baseline.js';
import {differencesText} from '../trial/conditions.js';
import {distributions} from '../trial/distribution.js';
import type {Judgement} from '../trial/judgement.js';
import {
  type Answer,
  answerOf,
  answerText,
  countedAnswers,
  longestOf,
  type SeriesOutcome,
} from '../trial/outcome.js';
import type {TrialReport} from '../trial/trial-report.js';
import {FIGURES, judgementLines, shownFigures} from './series-lines.js';
import {escapeXml} from './xml.js';

/** A series, with the picture of its worst run. */
export interface PicturedOutcome extends SeriesOutcome {
  /** The path of the picture, relative to the file; absent where pictures cannot be shown. */
  readonly picture?: string;
}

/** At most this many problems are listed: the rest is in the report. */
const TOLD = 20;

/** The document, with a newline at its end; empty without a run. Of the trials of a scenario those that held are folded. */
export function markdownSummary(outcomes: readonly PicturedOutcome[]): string {
  const named = outcomes.filter(({name}) => name !== undefined);
  return [...overview(named), ...outcomes.flatMap(sectionOf)].join('\n');
}

/** A line for each trial of a scenario. */
function overview(outcomes: readonly SeriesOutcome[]): string[] {
  if (outcomes.length === 0) return [];
  return [
    `### Failover: ${escapeMarkdown(countedAnswers(outcomes))}`,
    '',
    '| | trial | longest outage | |',
    '| --- | --- | --- | --- |',
    ...outcomes.map(outcome => {
      const longest = longestOf(outcome);
      const cells = [
        ANSWERS[answerOf(outcome)],
        outcome.name ?? '',
        longest === undefined ? '-' : formatBounds(longest),
        answerText(outcome),
      ];
      return `| ${cells.map(escapeMarkdown).join(' | ')} |`;
    }),
    '',
  ];
}

const ANSWERS: Readonly<Record<Answer, string>> = {
  held: 'ok',
  failed: 'FAILED',
  'not measured': 'not measured',
};

function sectionOf(outcome: PicturedOutcome): string[] {
  const {name, reports, judgement, picture} = outcome;
  const [first] = reports;
  if (first === undefined) return [];
  const {driver, fault} = first.trial;
  const {repeat} = repeatOf(first.trial);
  const title = `${driver}, fault ${fault}`;
  const content = [
    `**${escapeMarkdown(answerText(outcome) || `Measured, ${counted(reports.length, 'run')}.`)}**`,
    '',
    ...tableOf(reports),
    ...comparedLines(judgement),
    ...problemLines(judgement, reports),
    ...(picture === undefined ? [] : [`![the outages of the worst run](${encodeURI(picture)})`, '']),
    ...(repeat === undefined ? [] : ['To repeat it:', '', ...fenced(repeat.command), '']),
  ];
  if (name === undefined) return [`### Failover: ${escapeMarkdown(title)}`, '', ...content];
  if (answerOf(outcome) !== 'held') return [`#### ${escapeMarkdown(`${name}: ${title}`)}`, '', ...content];
  return [
    ...['<details>', `<summary>${escapeXml(`${name}: ${title}`)}</summary>`, ''],
    ...content,
    ...['</details>', ''],
  ];
}

function tableOf(reports: readonly TrialReport[]): string[] {
  const all = distributions(reports);
  if (all.length === 0) return [];
  const figures = reports.length === 1 ? (['max'] as const) : shownFigures(all);
  const titles = reports.length === 1 ? ['outage'] : figures.map(figure => FIGURES[figure]);
  const rows = all.map(one => [
    one.observer,
    ...figures.map(figure => {
      const bounds = one[figure];
      return bounds === undefined ? '-' : formatBounds(bounds);
    }),
  ]);
  const line = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  const what =
    reports.length === 1 ? 'of one run' : `of ${counted(reports.length, 'run')}, ordered by upper bound`;
  return [
    `Outages ${what}:`,
    '',
    line(['observer', ...titles]),
    `|${' --- |'.repeat(titles.length + 1)}`,
    ...rows.map(line),
    '',
  ];
}

/** The comparisons with the baseline, except observers that became slower, which are listed with the problems. */
function comparedLines({compared, differences}: Judgement): string[] {
  const others = compared.filter(({verdict}) => verdict !== 'slower');
  const texts = [
    ...others.map(one => `${one.observer}: ${comparisonText(one)} (baseline)`),
    ...(differences.length === 0 ? [] : [differencesText(differences)]),
  ];
  const lines = texts.map(text => `- ${escapeMarkdown(text)}`);
  return lines.length === 0 ? [] : [...lines, ''];
}

/** Everything that exceeded a limit, and all other findings. */
function problemLines(judgement: Judgement, reports: readonly TrialReport[]): string[] {
  const asked = judgementLines(judgement);
  const failed = new Set(judgement.failures.map(findingLine));
  const findings = reports.flatMap(report => report.findings.map(findingLine));
  const others = [...new Set(findings)].filter(line => !failed.has(line));
  const all = [...asked, ...others];
  const more = all.length - TOLD;
  return [
    ...all.slice(0, TOLD).map(line => `- ${escapeMarkdown(line)}`),
    ...(more > 0 ? [`- and ${more} more`] : []),
    ...(all.length > 0 ? [''] : []),
  ];
}

/** As plain text, whatever it contains, such as names and output of programs. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|#~!&]/g, '\\$&').replace(/[\r\n]+/g, ' ');
}

/** A fence longer than any in the text. */
function fenced(text: string): string[] {
  const runs = [...text.matchAll(/`+/g)].map(([ticks]) => ticks.length);
  const fence = '`'.repeat(largest([2, ...runs]) + 1);
  return [`${fence}sh`, text, fence];
}

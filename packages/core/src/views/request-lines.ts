/**
 * What became of a trial's HTTP requests: as rows of tables, for the terminal and for the report, and as a sentence. Pure.
 *
 * @module
 */

import {counted} from '@vip/analysis/internal';
import type {Figures} from '../trial/figures.js';
import type {RequestClass} from '../trial/requests-report.js';
import {formatTcpGroup} from '../trial/tcp-plan.js';
import {figuresText, lengthText, spanText} from './figures-text.js';
import type {SessionTable} from './session-table.js';

const TITLE = 'HTTP requests after the fault';

/** In 80 columns; the report and `--json` have more figures. */
export function shortRequestTable(classes: readonly RequestClass[]): SessionTable {
  return {
    title: TITLE,
    columns: ['requests', 'answered', 'failed', 'took', 'p50', 'before the fault'],
    rows: classes.map(one => [
      nameOf(one),
      countsText(one.statuses),
      String(failuresOf(one)),
      one.took === undefined ? '-' : spanText(one.took),
      median(one.took),
      median(one.before),
    ]),
  };
}

export function requestTable(classes: readonly RequestClass[]): SessionTable {
  return {
    title: TITLE,
    columns: ['requests', 'answered', 'failed', 'took', 'took before the fault', 'served again after'],
    rows: classes.map(one => [
      `${one.sent} ${nameOf(one)}`,
      countsText(one.statuses),
      countsText({...one.errors, ...(one.waiting === 0 ? {} : {'not answered': one.waiting})}),
      figuresText(one.took),
      figuresText(one.before),
      figuresText(one.served),
    ]),
  };
}

/** What HTTP clients noticed, in a sentence. */
export function requestsText(classes: readonly RequestClass[]): string {
  const sent = sum(classes.map(one => one.sent));
  const failed = sum(classes.map(failuresOf));
  const errors = sum(classes.map(({statuses}) => sum(Object.entries(statuses).map(serverError))));
  if (failed + errors === 0) return `Each of ${counted(sent, 'HTTP request')} was answered.`;
  const parts = [
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...(errors === 0 ? [] : [`${errors} got a status of 500 or more`]),
  ];
  return `Of ${counted(sent, 'HTTP request')}, ${parts.join(' and ')}.`;
}

/** The median of those that were answered, whose number is beside it. */
function median(figures: Figures | undefined): string {
  return figures?.p50 === undefined ? '-' : lengthText(figures.p50);
}

/** `request@100ms`; the number of clients is given with their sessions. */
function nameOf({use, intervalMs}: RequestClass): string {
  return formatTcpGroup({use, count: 1, intervalMs}).replace('=1', '');
}

function failuresOf({errors, waiting}: RequestClass): number {
  return sum(Object.values(errors)) + waiting;
}

function serverError([status, count]: [string, number]): number {
  return Number(status) >= 500 ? count : 0;
}

/** `412 (200), 3 (503)` */
function countsText(counts: Readonly<Record<string, number>>): string {
  const words = Object.entries(counts).map(([name, count]) => `${count} (${name})`);
  return words.length === 0 ? '0' : words.join(', ');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/**
 * What became of a trial's TCP sessions: as rows of tables, for the terminal and for the report, and as sentences. Pure.
 *
 * @module
 */

import type {SessionOutcome} from '@vip/analysis';
import {counted, SESSION_USES, wrap} from '@vip/analysis/internal';
import type {NewConnections} from '../trial/new-connections.js';
import type {SessionClass} from '../trial/session-classes.js';
import type {SessionsReport} from '../trial/sessions-report.js';
import {formatTcpGroup} from '../trial/tcp-plan.js';
import {figuresText, medianText, spanText} from './figures-text.js';
import {requestsText, requestTable, shortRequestTable} from './request-lines.js';
import type {SessionTable} from './session-table.js';
import {formatTable} from './table.js';

const OUTCOME_WORDS: Readonly<Record<SessionOutcome, string>> = {
  kept: 'kept',
  reset: 'reset',
  'gave-up': 'timed out',
  closed: 'closed',
  hung: 'hung',
};

/** For 80 columns, so that one column or another is left out; the report and `--json` have all figures. */
export function formatSessionsReport(sessions: SessionsReport): string[] {
  const {classes, connections, requests} = sessions;
  const hasOthers = classes.some(({outcomes}) => outcomes.closed + outcomes['gave-up'] > 0);
  const table = {
    title: 'TCP sessions that were open at the fault, and how long after it they ended',
    columns: [
      'sessions',
      'kept',
      'reset',
      'hung',
      ...(hasOthers ? ['other', 'ended after'] : ['ended after', 'p50']),
    ],
    rows: classes.map(one => shortRow(one, hasOthers)),
  };
  return [
    ...formatTable(table),
    ...(connections === undefined ? [] : formatConnections(connections)),
    ...(requests === undefined ? [] : formatTable(shortRequestTable(requests))),
    '',
    ...wrap(sessionsText(sessions)),
  ];
}

function shortRow({use, intervalMs, sessions, outcomes, ended}: SessionClass, hasOthers: boolean): string[] {
  const {kept, reset, hung, closed, 'gave-up': gaveUp} = outcomes;
  return [
    formatTcpGroup({use, count: sessions, intervalMs}),
    ...[kept, reset, hung, ...(hasOthers ? [closed + gaveUp] : [])].map(String),
    ended === undefined ? '-' : spanText(ended),
    ...(hasOthers ? [] : [medianText(ended)]),
  ];
}

/** The tables for all observers together. */
export function sessionTables({classes, connections, requests}: SessionsReport): SessionTable[] {
  return [
    {
      title: 'TCP sessions that were open at the fault, and how long after it they ended',
      columns: ['sessions', 'outcome', 'ended after', 'open again after'],
      rows: classes.map(classRow),
    },
    ...(connections === undefined ? [] : [connectionTable(connections)]),
    ...(requests === undefined ? [] : [requestTable(requests)]),
  ];
}

function classRow({use, intervalMs, sessions, outcomes, ended, reopened}: SessionClass): string[] {
  const words = Object.entries(OUTCOME_WORDS)
    .filter(([outcome]) => outcomes[outcome as SessionOutcome] > 0)
    .map(([outcome, word]) => `${outcomes[outcome as SessionOutcome]} ${word}`);
  return [
    formatTcpGroup({use, count: sessions, intervalMs}),
    words.join(', '),
    figuresText(ended),
    figuresText(reopened),
  ];
}

function connectionTable({begun, failed, pending, took, beyond}: NewConnections): SessionTable {
  const count = [
    `${begun} begun`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(pending > 0 ? [`${pending} not made yet`] : []),
  ].join(', ');
  return {
    title: 'New connections begun while the address did not answer',
    columns: ['connections', 'took', 'beyond the outage'],
    rows: [[count, figuresText(took), figuresText(beyond)]],
  };
}

function formatConnections(connections: NewConnections): string[] {
  const {title, rows} = connectionTable(connections);
  const {took, beyond} = connections;
  return formatTable({
    title,
    columns: ['connections', 'took', 'p50', 'beyond the outage'],
    rows: rows.map(([count = '']) => [
      count,
      took === undefined ? '-' : spanText(took),
      medianText(took),
      beyond === undefined ? '-' : spanText(beyond),
    ]),
  });
}

/** The answer to whether clients will hang, and what HTTP clients noticed. */
export function sessionsText({classes, hung, requests}: SessionsReport): string {
  const http = requests === undefined ? '' : ` ${requestsText(requests)}`;
  return `${fatesText(classes, hung)}${http}`;
}

function fatesText(classes: readonly SessionClass[], hung: number): string {
  const total = classes.reduce((sum, {sessions}) => sum + sessions, 0);
  if (total === 0) return 'No TCP session was open at the fault.';
  if (hung === 0) return `No session hangs: each of ${total} continued, or its client was told.`;
  const which = classes.filter(({outcomes}) => outcomes.hung > 0).map(({use}) => use);
  const silent = which.every(use => !SESSION_USES[use].isSpeaking);
  const why = silent
    ? 'Their clients send nothing, so they learn nothing. vip tickle on the new owner resets them at once; SO_KEEPALIVE ends them when its timer expires; TCP_USER_TIMEOUT alone never does.'
    : 'What they send gets no answer: check what the firewall of the new owner drops.';
  return `${counted(hung, 'session')} of ${total} still ${hung === 1 ? 'hangs' : 'hang'} (${[...new Set(which)].join(', ')}). ${why}`;
}

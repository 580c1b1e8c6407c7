/**
 * A lesson narrated while it happens: each event as no, one or a few lines, derived from the event alone.
 *
 * @module
 */

import type {CommandEvent, ExpectedEvent, PingedEvent, TimelineEvent} from '@vip/analysis';
import {wrap} from '@vip/analysis/internal';
import {formatTable} from './table.js';

/** The width of a terminal, in columns. */
const WIDTH = 80;

export function narrateLesson(event: TimelineEvent): string[] {
  switch (event.kind) {
    case 'lesson':
      return [event.question];
    case 'told':
      return ['', ...wrap(event.text)];
    case 'progress':
      return [`  ${event.text}`];
    case 'asked':
      return [
        '',
        ...wrap(event.question).map((line, index) => `${index === 0 ? '?' : ' '} ${line}`),
        ...(event.predicted === undefined ? [] : [`  predicted: ${event.predicted}`]),
      ];
    case 'turned-out':
      return [
        `  predicted: ${event.predicted}; measured: ${event.measured} (${event.agrees ? '' : 'not '}as predicted)`,
      ];
    case 'command':
      return formatCommand(event);
    case 'pinged':
      return formatPinged(event);
    case 'expected':
      return formatExpected(event);
    case 'table':
      return formatTable(event);
    default:
      return [];
  }
}

/** A command as it would be typed, after the node's name, and its output below. */
function formatCommand({node, argv, exitCode, output}: CommandEvent): string[] {
  const said = output === '' ? [] : output.split('\n').map(line => `    ${line}`);
  return [`  ${node}# ${argv.join(' ')}`, ...said, ...(exitCode === 0 ? [] : [`    (exit ${exitCode})`])];
}

/** The claim and the evidence: on one line if they fit, otherwise on two. */
function formatExpected({held, expected, seen}: ExpectedEvent): string[] {
  const claim = `  ${held ? 'ok ' : 'NOT'} ${expected}:`;
  const line = `${claim} ${seen}`;
  return line.length <= WIDTH ? [line] : [claim, `        ${seen}`];
}

function formatPinged({node, target, iface, sent, answered, refusals}: PingedEvent): string[] {
  const bound = iface === undefined ? '' : `-I ${iface} `;
  const count = `  ${node}# ping ${bound}${target}: ${answered} of ${sent} answered`;
  if (refusals.length === 0) return [count];
  const said = `(${refusals.join(', ')})`;
  const line = `${count} ${said}`;
  return line.length <= WIDTH ? [line] : [count, `    ${said}`];
}

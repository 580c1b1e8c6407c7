/**
 * Captured frames for a terminal: the same words as everywhere, in columns, each MAC in a colour of its own. Pure; it
 * remembers only the widths, and which colour a MAC has.
 *
 * @module
 */

import {formatDialect, statementOf} from '@vip/arp/describe';
import type {CaptureCounts} from '../../capture/source.js';
import {frameNumber, type SelectedFrame, whereSeen} from '../capture-lines.js';
import {formatOwnershipChange} from '../ownership-lines.js';
import type {ReadFrame} from '../read-frames.js';
import {formatTimeOfDay} from '../time-of-day.js';
import {MacTones} from './mac-tones.js';
import {type Piece, piece, type StyledLine} from './paint.js';

const KIND_WIDTH = 'announcement'.length;

export type CapturePainter = (selected: SelectedFrame) => StyledLine[];

export function createCapturePainter(): CapturePainter {
  const macs = new MacTones();
  let widestWhere = 0;
  let widestAddress = 0;

  function says({frame, says: words}: ReadFrame): Piece[] {
    if (frame.kind === 'unreadable') return [piece(words, 'bad')];
    const stated = statementOf(frame);
    if (stated === undefined) return macs.paint(words);
    const {lead, kind, address, rest} = stated;
    widestAddress = Math.max(widestAddress, address.length);
    return [
      piece(`${lead} `, 'dim'),
      piece(kind.padEnd(KIND_WIDTH), kind === 'announcement' ? 'strong' : undefined),
      piece(` ${address.padEnd(widestAddress)} `),
      ...macs.paint(rest),
    ];
  }

  return selected => {
    const where = whereSeen(selected);
    widestWhere = Math.max(widestWhere, where.length);
    const when = piece(`${frameNumber(selected)}${formatTimeOfDay(selected.seen.at)} `, 'dim');
    const column = piece(widestWhere === 0 ? '' : `${where.padEnd(widestWhere)} `);
    return [[when, column, ...says(selected.read)], ...remarks(selected, macs)];
  };
}

/** Below a frame: what is new about it, and the change of ownership that it made. */
function remarks({news, change}: SelectedFrame, macs: MacTones): StyledLine[] {
  const dialect = news === undefined ? [] : formatDialect(news);
  // The warnings come last.
  const firstWarning = dialect.length - (news?.warnings.length ?? 0);
  const lines: StyledLine[] = dialect.map((text, index) => [
    piece(`    ${text}`, index >= firstWarning ? 'bad' : 'dim'),
  ]);
  if (change === undefined) return lines;
  const isQuarrel = change.kind === 'conflict' || change.kind === 'flap';
  return [
    ...lines,
    [piece('    '), ...macs.paint(formatOwnershipChange(change), isQuarrel ? 'bad' : 'strong')],
  ];
}

/** The totals of a long capture so far: ` 12 shown, 34 received, 0 dropped by the kernel, 1:07`. */
export function drawCaptureStatus(
  shown: number,
  {received, dropped}: CaptureCounts,
  elapsedMs: number,
): StyledLine {
  const seconds = Math.floor(elapsedMs / 1000);
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return [
    piece(` ${clock}  ${shown} shown, ${received} received, `, 'dim'),
    piece(`${dropped} dropped`, dropped > 0 ? 'alarm' : 'dim'),
  ];
}

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
import {type Piece, piece, type StyledLine, type Tone} from './paint.js';

/** How many MACs keep their colour; past that they are given anew. */
const MAX_MACS = 4096;

const MAC_TONES: readonly Tone[] = ['first', 'second', 'third', 'other', 'good'];

/** Splits a line where addresses stand; broadcast and zero addresses are not coloured apart. */
const MAC = /((?:[0-9a-f]{2}:){5}[0-9a-f]{2})/;
const NOBODY = /^(?:ff:ff:ff:ff:ff:ff|00:00:00:00:00:00)$/;

const KIND_WIDTH = 'announcement'.length;

export type CapturePainter = (selected: SelectedFrame) => StyledLine[];

export function createCapturePainter(): CapturePainter {
  const tones = new Map<string, Tone>();
  let widestWhere = 0;
  let widestAddress = 0;

  function toneOf(mac: string): Tone {
    const known = tones.get(mac);
    if (known !== undefined) return known;
    if (tones.size >= MAX_MACS) tones.clear();
    const tone = MAC_TONES[tones.size % MAC_TONES.length] ?? 'other';
    tones.set(mac, tone);
    return tone;
  }

  function withMacs(text: string, tone?: Tone): Piece[] {
    return text
      .split(MAC)
      .map((part, index) =>
        index % 2 === 0 || NOBODY.test(part) ? piece(part, tone) : piece(part, toneOf(part)),
      );
  }

  function says({frame, says: words}: ReadFrame): Piece[] {
    if (frame.kind === 'unreadable') return [piece(words, 'bad')];
    const stated = statementOf(frame);
    if (stated === undefined) return withMacs(words);
    const {lead, kind, address, rest} = stated;
    widestAddress = Math.max(widestAddress, address.length);
    return [
      piece(`${lead} `, 'dim'),
      piece(kind.padEnd(KIND_WIDTH), kind === 'announcement' ? 'strong' : undefined),
      piece(` ${address.padEnd(widestAddress)} `),
      ...withMacs(rest),
    ];
  }

  return selected => {
    const {seen, news, change} = selected;
    const where = whereSeen(selected);
    widestWhere = Math.max(widestWhere, where.length);
    const column = widestWhere === 0 ? '' : `${where.padEnd(widestWhere)} `;
    const lines: StyledLine[] = [
      [
        piece(`${frameNumber(selected)}${formatTimeOfDay(seen.at)} `, 'dim'),
        piece(column),
        ...says(selected.read),
      ],
    ];
    for (const text of news === undefined ? [] : formatDialect(news)) {
      lines.push([piece(`    ${text}`, text.startsWith('warning') ? 'bad' : 'dim')]);
    }
    if (change !== undefined) {
      const isQuarrel = change.kind === 'conflict' || change.kind === 'flap';
      lines.push([piece('    '), ...withMacs(formatOwnershipChange(change), isQuarrel ? 'bad' : 'strong')]);
    }
    return lines;
  };
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

/**
 * `vip garp --dry-run`: what would be sent, each frame with its fields explained.
 *
 * @module
 */

import {durationWord} from '@vip/analysis';
import {describeFrame, type FrameField} from '@vip/arp/describe';
import type {GarpOptions} from '../grammar/garp.js';
import {withLocale} from '../locale.js';
import {print, printJson} from '../output.js';
import {describe, hex, sentence} from './garp-frame.js';

export function showFrames(frames: readonly Uint8Array[], options: GarpOptions): void {
  for (const frame of frames) showDissection(frame, options);
}

/** The frame, and each of its fields. */
function showDissection(frame: Uint8Array, options: GarpOptions): void {
  const {count, interval, pace, iface} = options;
  const {fields} = describeFrame(frame);
  if (options.json === true) {
    const written = fields.map(field => ({...field, octets: hex(field.octets)}));
    const sending = {
      rounds: count,
      intervalNs: nanoseconds(interval),
      ...(pace === undefined ? {} : {paceNs: nanoseconds(pace)}),
    };
    printJson({kind: 'frame', ...describe(frame, options), ...sending, fields: written});
    return;
  }
  print(`${sentence(frame)}, to be sent on ${iface} ${timesOf(options)}:`, '');
  for (const row of rows(hex(frame), HEX_ROW)) print(`  ${row}`);
  print('', fields.flatMap(fieldLines), '');
}

/** `once`; `2 times, 1100ms apart`. */
function timesOf({count, interval, pace}: GarpOptions): string {
  const rounds = count === 1 ? 'once' : `${count} times, ${durationWord(interval)} apart`;
  return pace === undefined ? rounds : `${rounds}, its frames ${durationWord(pace)} apart`;
}

function nanoseconds(milliseconds: number): bigint {
  return BigInt(Math.round(milliseconds * 1e6));
}

/** Digits of a row of hex: 36 octets, which leaves room within 80 columns. */
const HEX_ROW = 72;
/** Digits of a field's octets: those of a MAC. */
const FIELD_DIGITS = 12;
const NAME_WIDTH = 15;
const WHY_WIDTH = 43;

/** `   0  ffffffffffff  destination      ff:ff:ff:ff:ff:ff`, and below it why. */
function fieldLines({offset, octets, name, value, why}: FrameField): string[] {
  const digits = rows(hex(octets), FIELD_DIGITS);
  const words = [value, ...wrap(withLocale(why), WHY_WIDTH)];
  return Array.from({length: Math.max(digits.length, words.length)}, (_, row) => {
    const where = row === 0 ? [String(offset), name] : ['', ''];
    const [number = '', label = ''] = where;
    const columns = [number.padStart(4), (digits[row] ?? '').padEnd(FIELD_DIGITS), label.padEnd(NAME_WIDTH)];
    return `${columns.join('  ')}  ${words[row] ?? ''}`.trimEnd();
  });
}

function rows(text: string, width: number): string[] {
  return text.match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
}

/** The words in lines of `width` columns at the most. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

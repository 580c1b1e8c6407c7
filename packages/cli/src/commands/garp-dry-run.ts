/**
 * `vip garp --dry-run`: what would be sent, each frame with its fields explained.
 *
 * @module
 */

import {durationWord, times, wrapTo} from '@vip/analysis/internal';
import {describeFrame, type FrameField} from '@vip/arp/describe';
import type {GarpCommandOptions} from '../grammar/garp.js';
import {withLocale} from '../locale.js';
import {jsonLine, printAll} from '../output.js';
import {describeGarp, garpSentence, hex} from './garp-frame.js';

export async function showFrames(frames: readonly Uint8Array[], options: GarpCommandOptions): Promise<void> {
  await printAll(options.json === true ? objects(frames, options) : dissections(frames, options));
}

function* objects(frames: readonly Uint8Array[], options: GarpCommandOptions): Generator<string> {
  const {count, interval, pace} = options;
  const sending = {
    rounds: count,
    intervalNs: nanoseconds(interval),
    ...(pace === undefined ? {} : {paceNs: nanoseconds(pace)}),
  };
  for (const frame of frames) {
    const fields = describeFrame(frame).fields.map(field => ({...field, octets: hex(field.octets)}));
    yield jsonLine({kind: 'frame', ...describeGarp(frame, options), ...sending, fields});
  }
}

/** Each frame, and its fields. */
function* dissections(frames: readonly Uint8Array[], options: GarpCommandOptions): Generator<string> {
  const when = `To be sent on ${options.iface} ${timesOf(options)}:`;
  const textOf = fieldTexts();
  for (const frame of frames) {
    const hexRows = rows(hex(frame), HEX_ROW).map(row => `  ${row}\n`);
    const fields = describeFrame(frame).fields.map(textOf);
    yield withLocale(`${garpSentence(frame)}\n${when}\n\n${hexRows.join('')}\n${fields.join('')}`);
  }
}

/** Most fields of a frame are those of the previous one, with the same explanation, and explaining each anew would take most of the time. */
function fieldTexts(): (field: FrameField) => string {
  const told = new Map<number, {readonly field: FrameField; readonly text: string}>();
  return field => {
    const last = told.get(field.offset);
    if (last !== undefined && isSame(field, last.field)) return last.text;
    const text = fieldLines(field)
      .map(line => `${line}\n`)
      .join('');
    told.set(field.offset, {field, text});
    return text;
  };
}

function isSame(one: FrameField, other: FrameField): boolean {
  return one.name === other.name && one.why === other.why && Buffer.compare(one.octets, other.octets) === 0;
}

/** `once`; `twice, 1.1s apart`. */
function timesOf({count, interval, pace}: GarpCommandOptions): string {
  const rounds = count === 1 ? 'once' : `${times(count)}, ${durationWord(interval)} apart`;
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

/** `   0  ffffffffffff  destination      ff:ff:ff:ff:ff:ff`, with the explanation below it. */
function fieldLines({offset, octets, name, value, why}: FrameField): string[] {
  const digits = rows(hex(octets), FIELD_DIGITS);
  const words = [value, ...wrapTo(WHY_WIDTH, withLocale(why))];
  return Array.from({length: Math.max(digits.length, words.length)}, (_, row) => {
    const where = row === 0 ? [String(offset), name] : ['', ''];
    const [number = '', label = ''] = where;
    const columns = [number.padStart(4), (digits[row] ?? '').padEnd(FIELD_DIGITS), label.padEnd(NAME_WIDTH)];
    return `${columns.join('  ')}  ${words[row] ?? ''}`.trimEnd();
  });
}

function rows(text: string, width: number): string[] {
  return Array.from({length: Math.ceil(text.length / width)}, (_, row) =>
    text.slice(row * width, (row + 1) * width),
  );
}

/**
 * What a target is, and what must not happen, whatever octets it is given.
 *
 * @module
 */

import {isDeepStrictEqual} from 'node:util';
import {DecodeError} from '@vip/arp';

export interface Target {
  readonly name: string;
  /** Inputs to begin with. */
  readonly seeds: readonly Uint8Array[];
  /**
   * Reads the octets and checks the result. Returns the outcome in a few words, so that inputs with a new outcome are kept
   * and mutated further.
   *
   * @throws Error if a property does not hold
   */
  readonly run: (bytes: Uint8Array) => string;
}

/** A property that does not hold. */
export class Violation extends Error {}

export interface Codec<Value> {
  readonly decode: (bytes: Uint8Array) => Value;
  /** Undefined for a value that has no encoding. */
  readonly encode?: (value: Value) => Uint8Array | undefined;
  /** The part of a value that survives encoding and decoding; the whole value if absent. */
  readonly essence?: (value: Value) => unknown;
}

/**
 * A decoder throws `DecodeError` and nothing else and leaves its input alone, and its result survives encoding and decoding.
 */
export function codecTarget<Value>(name: string, seeds: readonly Uint8Array[], codec: Codec<Value>): Target {
  const {decode, encode, essence = value => value} = codec;
  return {
    name,
    seeds,
    run(bytes) {
      const before = bytes.slice();
      const value = attempt(() => decode(bytes));
      if (!isDeepStrictEqual(bytes, before)) throw new Violation('the input was changed');
      if (value instanceof DecodeError) return outcomeOf(value);
      const encoded = encode?.(value);
      if (encoded === undefined) return shapeOf(value);
      const again = attempt(() => decode(encoded));
      if (!isDeepStrictEqual(essenceOf(again, essence), essence(value)))
        throw new Violation('decode(encode(decode(x))) differs from decode(x)');
      return shapeOf(value);
    },
  };
}

/** Lines for people contain nothing that a terminal takes for a command, and no line ends. */
export function plainTarget(
  name: string,
  seeds: readonly Uint8Array[],
  linesOf: (bytes: Uint8Array) => readonly string[],
): Target {
  return {
    name,
    seeds,
    run(bytes) {
      const lines = attempt(() => linesOf(bytes));
      if (lines instanceof DecodeError) return outcomeOf(lines);
      for (const line of lines)
        if (CONTROL.test(line)) throw new Violation(`control character: ${JSON.stringify(line)}`);
      return lines.map(withoutNumbers).join();
    },
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

export function attempt<Value>(work: () => Value): Value | DecodeError {
  try {
    return work();
  } catch (error) {
    if (error instanceof DecodeError) return error;
    throw error;
  }
}

export function outcomeOf(error: DecodeError): string {
  return `${error.layer} ${error.code} ${withoutNumbers(error.message)}`;
}

/** A text without hex digits and numbers. */
function withoutNumbers(text: string): string {
  return text.replace(/\b(?:0x)?[0-9a-f:.]*\d[0-9a-f:.]*\b/g, '#').slice(0, 200);
}

/** The names and kinds of a value's fields, and words such as a type. */
function shapeOf(value: unknown, depth = 0): string {
  if (Array.isArray(value)) return `[${value.slice(0, 4).map(item => shapeOf(item, depth + 1))}]`;
  if (value instanceof Uint8Array) return value.length === 0 ? 'none' : 'octets';
  if (typeof value === 'string') return /^[a-z-]+$/.test(value) ? value : 'text';
  if (typeof value !== 'object' || value === null || depth > 3) return typeof value;
  const fields = Object.entries(value).map(([name, field]) => `${name}:${shapeOf(field, depth + 1)}`);
  return `{${fields}}`;
}

function essenceOf<Value>(value: Value | DecodeError, essence: (value: Value) => unknown): unknown {
  return value instanceof DecodeError ? value : essence(value);
}

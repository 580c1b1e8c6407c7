/**
 * Shapes of JSON objects, field by field: the documentation is generated from them, and input is checked against them.
 *
 * @module
 */

export type Shape =
  | TextShape
  | NumberShape
  | {readonly type: 'boolean'}
  | {readonly type: 'null'}
  | NanosecondsShape
  | {readonly type: 'octets'}
  | {readonly type: 'list'; readonly of: Shape}
  /** An object whose keys are data. */
  | {readonly type: 'map'; readonly of: Shape}
  | {readonly type: 'either'; readonly of: readonly Shape[]}
  | ObjectShape;

export interface TextShape {
  readonly type: 'text';
  /** All possible values, if known. */
  readonly words?: readonly string[];
  /** How it is written. */
  readonly form?: TextForm;
}

export type TextForm = 'MAC' | 'IPv4' | 'IP';

export interface NumberShape {
  readonly type: 'number';
  readonly least: number;
  readonly most: number;
  readonly isWhole: boolean;
}

/** A decimal string, because it may exceed the range of a JSON number. */
export interface NanosecondsShape {
  readonly type: 'nanoseconds';
  /** Nanoseconds since the epoch, within the range of a `Date`; otherwise a duration. */
  readonly isMoment: boolean;
}

export interface ObjectShape {
  readonly type: 'object';
  /** Unique. Heading of its section in the documentation, if it appears in more than one place. */
  readonly name: string;
  readonly fields: Readonly<Record<string, Field>>;
}

export interface Field<IsOptional extends boolean = boolean> {
  readonly shape: Shape;
  /** What it means, one sentence without a full stop. */
  readonly means: string;
  readonly isOptional: IsOptional;
}

/** A field for each property of a type, optional if the property is; the compiler checks that none is missing. */
export type Described<T> = {
  readonly [K in keyof T]-?: Field<
    Record<never, never> extends Pick<T, K> ? true : undefined extends T[K] ? true : false
  >;
};

export function object<T>(name: string, fields: Described<T>): ObjectShape {
  return {type: 'object', name, fields: fields as Readonly<Record<string, Field>>};
}

/** An object that has no type in the code. */
export function untyped(name: string, fields: Readonly<Record<string, Field>>): ObjectShape {
  return {type: 'object', name, fields};
}

/** A field that is always present. */
export function field(shape: Shape, means: string): Field<false> {
  return {shape, means, isOptional: false};
}

/** A field that is left out if there is nothing to say. */
export function optional(shape: Shape, means: string): Field<true> {
  return {shape, means, isOptional: true};
}

export const TEXT: Shape = {type: 'text'};
export const MAC: Shape = {type: 'text', form: 'MAC'};
export const IPV4: Shape = {type: 'text', form: 'IPv4'};
export const IP: Shape = {type: 'text', form: 'IP'};
export const BOOLEAN: Shape = {type: 'boolean'};
export const NULL: Shape = {type: 'null'};
export const MOMENT: Shape = {type: 'nanoseconds', isMoment: true};
export const DURATION: Shape = {type: 'nanoseconds', isMoment: false};
export const OCTETS: Shape = {type: 'octets'};
export const NUMBER: Shape = {type: 'number', least: -1e15, most: 1e15, isWhole: false};
export const COUNT: Shape = {type: 'number', least: 0, most: 2 ** 53, isWhole: true};

export function wordsOf(...words: readonly (string | readonly string[])[]): Shape {
  return {type: 'text', words: words.flat()};
}

/** All words of a union; the compiler checks that none is missing. */
export function everyOf<Word extends string>(words: Readonly<Record<Word, true>>): Shape {
  return wordsOf(Object.keys(words));
}

export function listOf(of: Shape): Shape {
  return {type: 'list', of};
}

export function mapOf(of: Shape): Shape {
  return {type: 'map', of};
}

export function eitherOf(...of: readonly Shape[]): Shape {
  return {type: 'either', of};
}

/** A whole number in a range, bounds included. */
export function wholeNumber(least: number, most: number): Shape {
  return {type: 'number', least, most, isWhole: true};
}

/**
 * What objects of JSON look like, field by field: the documentation is made of it, and what is read is held against it.
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
  /** All that it can be, where that is known. */
  readonly words?: readonly string[];
  /** What it is written as. */
  readonly form?: TextForm;
}

export type TextForm = 'MAC' | 'IPv4' | 'IP';

export interface NumberShape {
  readonly type: 'number';
  readonly least: number;
  readonly most: number;
  readonly isWhole: boolean;
}

/** A decimal string, since it exceeds what a JSON number holds. */
export interface NanosecondsShape {
  readonly type: 'nanoseconds';
  /** Since the epoch, and not beyond what a date can be; otherwise a duration. */
  readonly isMoment: boolean;
}

export interface ObjectShape {
  readonly type: 'object';
  /** Unique; where it says nothing by itself, the object is told where it is used. */
  readonly name: string;
  readonly fields: Readonly<Record<string, Field>>;
}

export interface Field<IsOptional extends boolean = boolean> {
  readonly shape: Shape;
  /** What it means, one sentence without a full stop. */
  readonly means: string;
  readonly isOptional: IsOptional;
}

/** A field for each property of a type, optional where that can be left out or undefined: the compiler misses none. */
export type Described<T> = {
  readonly [K in keyof T]-?: Field<
    Record<never, never> extends Pick<T, K> ? true : undefined extends T[K] ? true : false
  >;
};

export function object<T>(name: string, fields: Described<T>): ObjectShape {
  return {type: 'object', name, fields: fields as Readonly<Record<string, Field>>};
}

/** One that no type stands for. */
export function untyped(name: string, fields: Readonly<Record<string, Field>>): ObjectShape {
  return {type: 'object', name, fields};
}

/** A field that is always there. */
export function field(shape: Shape, means: string): Field<false> {
  return {shape, means, isOptional: false};
}

/** One that is there only when there is something to say. */
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

/** All words of a type: the compiler misses none. */
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

/** A whole number between two others. */
export function wholeNumber(least: number, most: number): Shape {
  return {type: 'number', least, most, isWhole: true};
}

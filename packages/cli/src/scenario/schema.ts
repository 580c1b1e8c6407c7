/**
 * The JSON Schema of a scenario (draft 7), for editors: made from the options that are its keys, and from the words that the reader knows.
 *
 * The schema rejects nothing that `vip trial --scenario` accepts. Mistakes that involve several keys, or the
 * topology, are refused only by the program.
 *
 * @module
 */

import {type AnyOption, completionOf, isRepeatable, valueSyntax} from '../options/option.js';
import type {Syntax} from '../options/syntax.js';
import {MOST_CELLS} from './cells.js';
import {isFlag, OPTION_OF} from './keys.js';
import {BLOCK_NAME, type BLOCK_WORDS, type FILE_WORDS} from './read.js';

type Schema = Readonly<Record<string, unknown>>;

/** Definitions, by their names. */
const BLOCK: Readonly<Record<(typeof BLOCK_WORDS)[number], Schema>> = {
  matrix: {
    description: `several values of a key: a trial for each combination, ${MOST_CELLS} at most in all`,
    ...mapOf(key => ({type: 'array', minItems: 1, items: refTo(key)})),
  },
  exclude: {
    description: 'combinations of the matrix that are left out: those that have a value of each key',
    type: 'array',
    minItems: 1,
    items: mapOf(key => ({anyOf: [refTo(key), {type: 'array', minItems: 1, items: refTo(key)}]})),
  },
};

const FILE: Readonly<Record<(typeof FILE_WORDS)[number], Schema>> = {
  $schema: {type: 'string', description: 'where this schema is, for editors'},
  trials: {
    description:
      'trials by their names; keys beside this one apply to all of them, unless a trial has the key itself',
    type: 'object',
    minProperties: 1,
    propertyNames: {pattern: BLOCK_NAME.source},
    additionalProperties: object(blockProperties()),
  },
};

/** The document. */
export function scenarioSchema(): Schema {
  const keys = [...OPTION_OF].map(([key, option]) => [key, described(option)] as const);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Scenario of vip trial',
    description: 'Trials of failover software; vip trial --scenario FILE runs them',
    ...object({...blockProperties(), ...FILE}),
    definitions: {...Object.fromEntries(keys), ...BLOCK},
  };
}

function blockProperties(): Schema {
  const names = [...OPTION_OF.keys(), ...Object.keys(BLOCK)];
  return Object.fromEntries(names.map(name => [name, refTo(name)]));
}

function refTo(name: string): Schema {
  return {$ref: `#/definitions/${name}`};
}

function object(properties: Schema): Schema {
  return {type: 'object', minProperties: 1, additionalProperties: false, properties};
}

/** A map whose keys are options. */
function mapOf(schemaOf: (key: string) => Schema): Schema {
  return object(Object.fromEntries([...OPTION_OF.keys()].map(key => [key, schemaOf(key)])));
}

function described(option: AnyOption): Schema {
  return {description: option.description, ...ownSchema(option)};
}

/** The schema of an option's value. */
function ownSchema(option: AnyOption): Schema {
  if (isFlag(option)) return {type: 'boolean'};
  const one = valueSchema(option);
  const others = [
    ...(option.optional ? [{type: 'boolean'}] : []),
    ...(isRepeatable(option) ? [{type: 'array', minItems: 1, items: one}] : []),
  ];
  return others.length === 0 ? one : {anyOf: [one, ...others]};
}

/** If only some of the values are words, an editor offers these. */
function valueSchema(option: AnyOption): Schema {
  const syntax: Syntax = valueSyntax(option) ?? {};
  if (syntax.enum !== undefined) return {enum: syntax.enum};
  const any: Schema = {type: ['string', 'number'], ...syntax};
  const words = wordsOf(option);
  return words.length === 0 ? any : {anyOf: [{enum: words}, any]};
}

function wordsOf(option: AnyOption): readonly string[] {
  const completion = completionOf(option);
  if (completion === undefined || typeof completion === 'string') return [];
  return 'words' in completion ? completion.words : completion;
}

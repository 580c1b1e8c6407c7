/** The JSON Schema of a scenario: the committed file is up to date, and accepts whatever the program does. */

import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {type AnyOption, isRepeatable, OPTION_OF, readScenario} from '@vip/cli/grammar';
import {scenarioSchema} from '@vip/cli/json';
import {Ajv} from 'ajv';
import test, {type ExecutionContext} from 'ava';
import fc from 'fast-check';
import {typed} from '../helpers/grammar.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const written = readFileSync(new URL('../../../docs/scenario.schema.json', import.meta.url), 'utf8');

test('docs/scenario.schema.json is up to date (npm run reference)', t => {
  t.is(written, `${JSON.stringify(scenarioSchema(), undefined, 2)}\n`);
});

const validate = new Ajv({strict: true, allowUnionTypes: true}).compile(JSON.parse(written));

/** Why the program refuses a document; undefined if it does not. */
function refusal(t: ExecutionContext, document: unknown): string | undefined {
  const file = join(temporaryDirectory(t), 'scenario.json');
  writeFileSync(file, JSON.stringify(document));
  try {
    readScenario(file);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** A value of an option, as a user would type it. */
function sampleOf(option: AnyOption): unknown {
  return typed(option)[1] ?? true;
}

for (const [key, option] of OPTION_OF) {
  test(`${key}: the program and the schema accept whatever the option takes`, t => {
    const sample = sampleOf(option);
    for (const value of [sample, ...(isRepeatable(option) ? [[sample]] : [])]) {
      t.is(refusal(t, {[key]: value}), undefined);
      t.true(validate({[key]: value}), JSON.stringify(validate.errors));
    }
  });
}

test('an editor marks mistakes', t => {
  for (const document of [
    {},
    [],
    {falt: 'kill'},
    {out: 'x'},
    {driver: 'sheep'},
    {fault: 'flood'},
    {fault: 'freeze:2'},
    {fault: ['kill']},
    {runs: 0},
    {runs: 'x'},
    {settle: 2},
    {settle: '2'},
    {'max-outage': 'ext=2'},
    {dad: 'yes'},
    {tcp: null},
    {'tcp-port': 70_000},
    {matrix: {}},
    {matrix: {fault: 'kill'}},
    {matrix: {fault: []}},
    {matrix: {fault: ['flood']}},
    {exclude: [{fault: ['flood']}]},
    {trials: {'a/b': {runs: 1}}},
    {trials: {a: {trials: {b: {runs: 1}}}}},
  ]) {
    t.false(validate(document), JSON.stringify(document));
    t.not(refusal(t, document), undefined, JSON.stringify(document));
  }
});

const ANY_VALUE = fc.oneof(
  fc.constantFrom(true, false, null, 0, 1, 7, '7', '', 'x', 'a=1s', '0', [], {}),
  fc.constantFrom(...[...OPTION_OF.values()].map(sampleOf)),
);

const ANY_BLOCK = fc.oneof(
  ...[...OPTION_OF.keys()].map(key => {
    const likely = fc.oneof(
      {weight: 3, arbitrary: fc.constant(sampleOf(OPTION_OF.get(key) as AnyOption))},
      ANY_VALUE,
    );
    const list = fc.array(likely, {maxLength: 3});
    return fc.oneof(
      likely.map(value => ({[key]: value})),
      list.map(values => ({[key]: values})),
      list.map(values => ({matrix: {[key]: values}})),
      fc.tuple(list, likely).map(([values, value]) => ({matrix: {[key]: values}, exclude: [{[key]: value}]})),
    );
  }),
);

test('the schema rejects nothing that the program accepts', t => {
  const file = join(temporaryDirectory(t), 'scenario.json');
  let taken = 0;
  fc.assert(
    fc.property(ANY_BLOCK, fc.boolean(), (block, isNamed) => {
      const document = isNamed ? {$schema: './schema.json', trials: {a: block}} : block;
      writeFileSync(file, JSON.stringify(document));
      try {
        readScenario(file);
      } catch {
        return;
      }
      taken++;
      t.true(validate(document), `${JSON.stringify(document)}: ${JSON.stringify(validate.errors)}`);
    }),
    {numRuns: 1000},
  );
  t.true(taken > 100, String(taken));
});

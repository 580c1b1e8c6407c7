/** Every file in docs/scenarios.md is a scenario, and the output below it is what the program prints. */

import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {readScenario} from '@vip/cli/grammar';
import {scenarioSchema} from '@vip/cli/json';
import {Ajv} from 'ajv';
import test from 'ava';
import {parse} from 'yaml';
import {vip} from '../helpers/product.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const who = process.getuid?.() === 0 ? 'root' : 'user';
const DOCS = new URL('../../../docs/', import.meta.url);
const page = readFileSync(new URL('scenarios.md', DOCS), 'utf8');
const BLOCKS = [...page.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({
  language,
  text,
}));
const validate = new Ajv({strict: true, allowUnionTypes: true}).compile(scenarioSchema());

test('docs/scenarios.md has examples, most of them with their output', t => {
  t.true(BLOCKS.filter(({language}) => language === 'yaml').length >= 4);
  t.true(BLOCKS.filter(({text}) => text.startsWith('$ vip trial ')).length >= 3);
});

for (const [index, {language, text}] of BLOCKS.entries()) {
  if (language !== 'yaml') continue;
  test(`docs/scenarios.md: ${text.slice(0, 40)}`, async t => {
    const cwd = temporaryDirectory(t);
    writeFileSync(join(cwd, 'failover.yaml'), text);
    t.true(validate(parse(text)), JSON.stringify(validate.errors));
    t.notThrows(() => readScenario(join(cwd, 'failover.yaml')));
    const [, words, printed] = /^\$ vip ([^\n]*)\n(.*)$/s.exec(BLOCKS[index + 1]?.text ?? '') ?? [];
    if (words === undefined) return;
    const {stdout, stderr} = await vip(who, words.split(' '), {cwd});
    t.is(stdout + stderr, printed ?? '');
  });
}

test('docs/examples/scenario.yaml is valid', t => {
  const file = new URL('examples/scenario.yaml', DOCS);
  t.true(validate(parse(readFileSync(file, 'utf8'))), JSON.stringify(validate.errors));
});

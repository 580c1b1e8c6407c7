import {readFileSync} from 'node:fs';
import {LESSONS} from '@vip/core/internal';
import test from 'ava';

const DOCUMENT = readFileSync(new URL('../../../docs/lessons.md', import.meta.url), 'utf8');

for (const {name, question, takes, moral} of LESSONS) {
  test(`${name}: its conclusions fit below its output`, t => {
    t.true(moral.length > 0 && moral.length <= 10, `${moral.length} lines`);
    for (const line of moral) t.true(line.length <= 78, `${line.length}: ${line}`);
    t.regex(question, /^\S.{0,62}\?$/, 'one line of `vip lesson`');
    t.not(takes, '');
  });

  test(`${name}: docs/lessons.md has it, with every link it shows`, t => {
    const [section] = DOCUMENT.split(/^## /m).filter(text => text.startsWith(`${name}: `));
    t.true(section?.includes(`    vip lesson ${name}\n`));
    for (const link of moral.filter(line => line.startsWith('https://'))) {
      t.true(section?.includes(`(${link})`), link);
    }
  });
}

test('every lesson has its own name, which is easy to type', t => {
  const names = LESSONS.map(({name}) => name);
  t.is(new Set(names).size, names.length);
  for (const name of names) t.regex(name, /^[a-z]+\d?(-[a-z]+)*$/);
});

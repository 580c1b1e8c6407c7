/**
 * `man vip` is generated from the definitions of the command line, in the form that man(1) and groff(1)
 * expect.
 */

import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {createProgram} from '@vip/cli/grammar';
import {manual} from '@vip/cli/reference';
import test from 'ava';
import {testWith} from '../helpers/require-tool.js';

const PAGE = fileURLToPath(new URL('../../../packages/cli/dist/vip.1', import.meta.url));

test('the built page agrees with the program', async t => {
  t.is(readFileSync(PAGE, 'utf8'), await manual());
});

test('the page has every command with every option, as help does', async t => {
  const text = (await manual()).replaceAll('\\-', '-');
  const {commands} = await createProgram(() => {});
  for (const command of commands) {
    const [, section = ''] = text.split(`.SH "VIP ${command.name().toUpperCase()}"\n`);
    const [own = ''] = section.split('\n.SH ');
    for (const {flags} of command.options)
      t.true(own.includes(`.B ${flags}\n`), `${command.name()} ${flags}`);
  }
});

testWith('groff')('groff(1) formats the page without a warning', t => {
  const {status, stdout, stderr} = spawnSync('groff', ['-man', '-Tutf8', '-ww', '-P-cbou', PAGE], {
    encoding: 'utf8',
  });
  t.is(status, 0);
  t.is(stderr, '');
  t.regex(stdout, /^VIP TRIAL$/m);
  t.regex(stdout, /^ +--max-outage <duration>$/m);
});

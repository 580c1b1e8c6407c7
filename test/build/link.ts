import {existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import test from 'ava';
import {runNode, scriptPath, temporaryDirectory} from './helpers/script.js';

const link = (path: string, ...args: string[]) =>
  runNode([scriptPath('link.js'), ...args], {VIP_LINK_PATH: path});

test('the wrapper is created, replaced, and removed', async t => {
  const directory = temporaryDirectory(t);
  const [path, page] = [join(directory, 'bin/vip'), join(directory, 'share/man/man1/vip.1')];
  for (let round = 0; round < 2; round += 1) {
    const {exitCode, stderr} = await link(path);
    t.is(stderr, '');
    t.is(exitCode, 0);
    t.regex(readFileSync(path, 'utf8'), /^#!\/bin\/sh\n# Made by .*\nexec '.*' '.*\/vip\.js' "\$@"\n$/);
    t.regex(readFileSync(page, 'utf8'), /^\.\\" Made by .*\n\.TH VIP 1 /);
  }
  t.is((await link(path, '--remove')).exitCode, 0);
  t.false(existsSync(path));
  t.false(existsSync(page));
  t.is((await link(path, '--remove')).exitCode, 0);
});

test("another program's vip is neither overwritten nor removed", async t => {
  const path = join(temporaryDirectory(t), 'vip');
  writeFileSync(path, '#!/bin/sh\necho mine\n');
  const made = await link(path);
  t.deepEqual(made, {
    exitCode: 3,
    stdout: '',
    stderr: `link: ${path} belongs to another program; move it away first\n`,
  });
  const removed = await link(path, '--remove');
  t.deepEqual(removed, {
    exitCode: 3,
    stdout: '',
    stderr: `link: ${path} belongs to another program, and is left alone\n`,
  });
  t.is(readFileSync(path, 'utf8'), '#!/bin/sh\necho mine\n');
});

test("another program's manual is neither overwritten nor removed, and nothing is installed alongside it", async t => {
  const directory = temporaryDirectory(t);
  const [path, page] = [join(directory, 'bin/vip'), join(directory, 'share/man/man1/vip.1')];
  mkdirSync(dirname(page), {recursive: true});
  writeFileSync(page, '.TH OTHER 1\n');
  t.is((await link(path)).stderr, `link: ${page} belongs to another program; move it away first\n`);
  t.false(existsSync(path));
  t.is((await link(path, '--remove')).exitCode, 3);
  t.is(readFileSync(page, 'utf8'), '.TH OTHER 1\n');
});

test('a symbolic link that leads nowhere is not overwritten', async t => {
  const path = join(temporaryDirectory(t), 'vip');
  symlinkSync('nowhere', path);
  t.is((await link(path)).exitCode, 3);
});

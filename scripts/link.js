#!/usr/bin/env node
// Puts `vip` on the PATH, with its manual beside it: for everybody if run by root, otherwise for the user. `--remove` removes
// both again.
//
// The wrapper names this checkout and the running Node, so that `sudo vip` works with a Node that is only on
// the user's own PATH.
import {lstatSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {homedir} from 'node:os';
import {delimiter, dirname, join} from 'node:path';
import {root} from './bootstrap/checkout.js';

const note = 'Made by `npm run vip:link`; `npm run vip:link -- --remove` removes it.';

const directory = process.getuid?.() === 0 ? '/usr/local/bin' : join(homedir(), '.local/bin');
const wrapper = process.env.VIP_LINK_PATH ?? join(directory, 'vip');
/** Where man(1) looks for the pages that belong to a directory of the PATH. */
const page = join(dirname(wrapper), '../share/man/man1/vip.1');

const program = join(root, 'packages/cli/dist/vip.js');

process.exitCode = process.argv.includes('--remove') ? unlink() : link();

function link() {
  const foreign = [wrapper, page].find(file => isThere(file) && !isOurs(file));
  if (foreign !== undefined) return fail(`${foreign} belongs to another program; move it away first`);
  try {
    write(wrapper, `#!/bin/sh\n# ${note}\nexec ${quote(process.execPath)} ${quote(program)} "$@"\n`, 0o755);
    write(page, `.\\" ${note}\n${readFileSync(join(dirname(program), 'vip.1'), 'utf8')}`, 0o644);
  } catch (error) {
    return fail(error.message);
  }
  const closed = [program, process.execPath].map(closedDirectory).find(Boolean);
  if (process.getuid?.() === 0 && closed !== undefined) {
    process.stdout.write(`only root can run it: ${closed} is closed to other users\n`);
  }
  const isOnPath = (process.env.PATH ?? '').split(delimiter).includes(dirname(wrapper));
  process.stdout.write(`${wrapper} runs ${program}\n`);
  if (!isOnPath) process.stdout.write(`add it to the PATH: export PATH="${dirname(wrapper)}:$PATH"\n`);
  return 0;
}

/**
 * @param {string} file
 * @param {string} content
 * @param {number} mode
 */
function write(file, content, mode) {
  mkdirSync(dirname(file), {recursive: true});
  rmSync(file, {force: true});
  writeFileSync(file, content, {mode});
}

/**
 * The directory that keeps other users from a file.
 * @param {string} file
 * @returns {string | undefined}
 */
function closedDirectory(file) {
  const directory = dirname(file);
  if (directory === file) return undefined;
  return closedDirectory(directory) ?? (statSync(directory).mode & 0o001 ? undefined : directory);
}

function unlink() {
  const there = [wrapper, page].filter(isThere);
  const foreign = there.find(file => !isOurs(file));
  if (foreign !== undefined) return fail(`${foreign} belongs to another program, and is left alone`);
  try {
    for (const file of there) rmSync(file);
  } catch (error) {
    return fail(error.message);
  }
  for (const file of there) process.stdout.write(`${file} removed\n`);
  return 0;
}

/** @param {string} file */
function isThere(file) {
  return lstatSync(file, {throwIfNoEntry: false}) !== undefined;
}

/** @param {string} file */
function isOurs(file) {
  try {
    return readFileSync(file, 'utf8').includes(note);
  } catch {
    return false;
  }
}

/** @param {string} text */
function quote(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** @param {string} message */
function fail(message) {
  process.stderr.write(`link: ${message}\n`);
  return 3;
}

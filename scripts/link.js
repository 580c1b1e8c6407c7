#!/usr/bin/env node
// Puts `vip` on the PATH: for everybody when root asks, for oneself otherwise. `--remove` takes it away again.
//
// The wrapper names this checkout and the Node that runs now, so that `sudo vip` works with a Node that
// only the user's own PATH leads to.
import {lstatSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {homedir} from 'node:os';
import {delimiter, dirname, join} from 'node:path';
import {root} from './bootstrap/checkout.js';

const ours = '# Made by `npm run vip:link`; `npm run vip:link -- --remove` takes it away.';

const directory = process.getuid?.() === 0 ? '/usr/local/bin' : join(homedir(), '.local/bin');
const wrapper = process.env.VIP_LINK_PATH ?? join(directory, 'vip');

process.exitCode = process.argv.includes('--remove') ? unlink() : link();

function link() {
  if (isThere() && !isOurs()) {
    return fail(`${wrapper} is another program's; move it away first`);
  }
  const program = join(root, 'packages/cli/dist/vip.js');
  try {
    mkdirSync(dirname(wrapper), {recursive: true});
    rmSync(wrapper, {force: true});
    writeFileSync(wrapper, `#!/bin/sh\n${ours}\nexec ${quote(process.execPath)} ${quote(program)} "$@"\n`, {
      mode: 0o755,
    });
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
  if (!isThere()) return 0;
  if (!isOurs()) return fail(`${wrapper} is another program's; it stays`);
  try {
    rmSync(wrapper);
  } catch (error) {
    return fail(error.message);
  }
  process.stdout.write(`${wrapper} removed\n`);
  return 0;
}

function isThere() {
  return lstatSync(wrapper, {throwIfNoEntry: false}) !== undefined;
}

function isOurs() {
  try {
    return readFileSync(wrapper, 'utf8').includes(ours);
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

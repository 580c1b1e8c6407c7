#!/usr/bin/env node
// `npm run test:nodes`: sets up and tests a copy of this checkout with each supported line of Node.
//
//     npm run test:nodes                       every line, every test
//     npm run test:nodes -- 24 26              these lines
//     npm run test:nodes -- 26 test/arp/*.ts   this line, these tests
import {spawnSync} from 'node:child_process';
import {cpSync, existsSync, rmSync} from 'node:fs';
import {delimiter, join} from 'node:path';
import {outputs} from './bootstrap/build.js';
import {root} from './bootstrap/checkout.js';
import {fetchNode, lineDirectory, linesOf} from './node-lines.js';

const words = process.argv.slice(2);
const files = words.filter(word => !/^\d+$/.test(word));

try {
  const failed = linesOf(words.filter(word => /^\d+$/.test(word))).filter(line => !passes(line));
  if (failed.length > 0) process.stdout.write(`nodes: failed with Node ${failed.join(', ')}\n`);
  process.exitCode = failed.length === 0 ? 0 : 1;
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  process.stderr.write(`nodes: ${error.message}\n`);
  process.exitCode = 2;
}

/** @param {string} line */
function passes(line) {
  const prefix = fetchNode(line);
  const checkout = join(lineDirectory(line), 'checkout');
  copyCheckout(checkout);
  const env = {
    ...process.env,
    PATH: `${join(prefix, 'bin')}${delimiter}${process.env.PATH}`,
    // For node-gyp: the headers that came with this Node, not those of the machine's Node.
    npm_config_nodedir: prefix,
  };
  const node = join(prefix, 'bin/node');
  const {stdout} = spawnSync(node, ['--version'], {encoding: 'utf8'});
  process.stdout.write(`nodes: Node ${stdout.trim()}\n`);
  // Lint does not depend on the line of Node, and `npm test` runs it.
  return [['scripts/bootstrap.js'], ['scripts/test.js', '--no-lint', ...files]].every(
    args => spawnSync(node, args, {cwd: checkout, env, stdio: 'inherit'}).status === 0,
  );
}

/**
 * Copies the files that git tracks or would add, in their current state, and what was compiled from them, which does not depend on the line
 * of Node: with the times of both, the compiler sees that it has nothing to do. The rest of the build is done again.
 * @param {string} checkout
 */
function copyCheckout(checkout) {
  rmSync(checkout, {recursive: true, force: true});
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const {stdout} = spawnSync('git', args, {cwd: root, encoding: 'utf8'});
  for (const path of stdout.split('\0')) {
    if (path !== '') copyWithTimes(path, checkout);
  }
  for (const path of outputs) copyWithTimes(path, checkout);
}

/**
 * @param {string} path a file or directory, from the root; it may be missing
 * @param {string} checkout
 */
function copyWithTimes(path, checkout) {
  if (!existsSync(join(root, path))) return;
  cpSync(join(root, path), join(checkout, path), {recursive: true, preserveTimestamps: true});
}

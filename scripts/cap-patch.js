#!/usr/bin/env node
// Makes patches/cap@0.2.1.patch, which pnpm applies, from the series in patches/cap.
import {spawnSync} from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {argv} from 'node:process';
import {fileURLToPath} from 'node:url';
import {root} from './bootstrap/checkout.js';

export const onePatch = join(root, 'patches/cap@0.2.1.patch');
const series = join(root, 'patches/cap');

/** The patches of the series, in order. */
export function seriesFiles() {
  return readdirSync(series)
    .filter(name => name.endsWith('.patch'))
    .sort()
    .map(name => join(series, name));
}

/**
 * The changes of the series to the published package, as one patch.
 * @returns {string}
 */
export function onePatchOfSeries() {
  const directory = mkdtempSync(join(tmpdir(), 'vip-cap-patch-'));
  try {
    const pristine = publishedTree(directory);
    for (const patch of seriesFiles()) git(directory, 'apply', '--whitespace=nowarn', patch);
    git(directory, 'add', '--all');
    return git(directory, 'diff', '--full-index', '--no-color', '--no-ext-diff', '--no-renames', pristine);
  } finally {
    rmSync(directory, {recursive: true, force: true});
  }
}

/**
 * Lays out the package as published: the installed one, with the patch reversed.
 * @param {string} directory
 * @returns {string} the tree
 */
function publishedTree(directory) {
  const installed = realpathSync(join(root, 'packages/arp/node_modules/cap'));
  for (const [, file = ''] of readFileSync(onePatch, 'utf8').matchAll(/^diff --git a\/(\S+) /gm)) {
    mkdirSync(dirname(join(directory, file)), {recursive: true});
    cpSync(join(installed, file), join(directory, file));
  }
  git(directory, 'init', '--quiet');
  git(directory, 'apply', '--reverse', '--whitespace=nowarn', onePatch);
  git(directory, 'add', '--all');
  return git(directory, 'write-tree').trim();
}

/**
 * @param {string} cwd
 * @param {...string} args
 */
function git(cwd, ...args) {
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CEILING_DIRECTORIES: dirname(cwd),
  };
  const {status, stdout, stderr} = spawnSync('git', args, {cwd, env, encoding: 'utf8', maxBuffer: 2 ** 26});
  if (status !== 0) throw new Error(`git ${args.join(' ')}: exit ${status}: ${stderr}`);
  return stdout;
}

if (argv[1] === fileURLToPath(import.meta.url)) writeFileSync(onePatch, onePatchOfSeries());

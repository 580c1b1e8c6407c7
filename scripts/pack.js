#!/usr/bin/env node
// `npm run pack`: every published package as a tarball in dist, which npm installs anywhere.
//
// Two things of this workspace would not reach who installs a package from outside: the patch on `cap`, and the newer
// `nan` that lets both addons compile. So the addons travel inside the tarballs (`bundleDependencies`), patched, as
// sources, and npm compiles them where they are installed. That needs a compiler and libpcap's headers, as `cap`
// by itself does.
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
import {join, relative} from 'node:path';
import {root} from './bootstrap/checkout.js';
import {listFiles} from './bootstrap/stamp.js';

/** What is compiled where it is installed. */
const ADDONS = ['cap', 'raw-socket'];

/**
 * What of the program's dependencies is in its bundle already.
 * @param {string} name
 */
const isBundled = name =>
  name.startsWith('@vip/') ||
  ['ansi-escapes', 'cli-cursor', 'commander', '@commander-js/extra-typings'].includes(name);

/** Makes the program's code cache for the Node that installs it. Without it, `vip` starts a fifth later. */
const WARM = 'node dist/warm.js >/dev/null || true';

/**
 * What is of use in this checkout alone: V8's cache of our Node, TypeScript's memory, maps to sources that stay here.
 * @param {string} file
 */
const staysHere = file => /\.(?:cache|tsbuildinfo|map)$/.test(file);

/** Where the tarballs go; git ignores the default. */
const target = process.argv[2] ?? join(root, 'dist');

for (const name of readdirSync(join(root, 'packages'))) {
  const own = readJson(join(root, 'packages', name, 'package.json'));
  if (own.private !== true) console.log(pack(name, own));
}

/**
 * @param {string} name its directory's
 * @param {any} own its package.json
 * @returns {string} the tarball's path
 */
function pack(name, own) {
  const stage = mkdtempSync(join(tmpdir(), 'vip-pack-'));
  const addons = ADDONS.filter(addon => addon in own.dependencies);
  try {
    const source = join(root, 'packages', name);
    for (const file of ['dist', 'README.md'])
      cpSync(join(source, file), join(stage, file), {recursive: true, filter: path => !staysHere(path)});
    forgetMaps(stage);
    cpSync(join(root, 'LICENSE'), join(stage, 'LICENSE'));
    for (const addon of addons) carry(realpathSync(join(source, 'node_modules', addon)), addon, stage);
    if (addons[0] !== undefined) carry(nanOf(source, addons[0]), 'nan', stage);
    writeFileSync(join(stage, 'package.json'), JSON.stringify(manifest(name, own, addons), null, 2));
    mkdirSync(target, {recursive: true});
    const {status, stdout, stderr} = spawnSync('npm', ['pack', '--json', '--pack-destination', target], {
      cwd: stage,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`npm pack of ${name}: ${stderr}`);
    return join(target, tarballOf(JSON.parse(stdout)));
  } finally {
    rmSync(stage, {recursive: true, force: true});
  }
}

/**
 * The last line of a script names its map, which is not there.
 * @param {string} stage
 */
function forgetMaps(stage) {
  for (const file of listFiles(stage, ['dist'])) {
    if (!file.endsWith('.js')) continue;
    const path = join(stage, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(/\n\/\/# sourceMappingURL=\S+\s*$/, '\n'));
  }
}

/**
 * npm up to 11 prints a list, later ones an object by package.
 * @param {Record<string, {filename: string}>} printed
 */
function tarballOf(printed) {
  return Object.values(printed)[0].filename;
}

/**
 * @param {string} name
 * @param {any} own
 * @param {readonly string[]} addons
 */
function manifest(name, own, addons) {
  const dependencies = Object.fromEntries(
    Object.entries(own.dependencies)
      .filter(([dependency]) => name !== 'cli' || !isBundled(dependency))
      .map(([dependency, range]) => [dependency, range === 'workspace:*' ? own.version : range]),
  );
  const {exports: doors, ...rest} = own;
  return {
    ...rest,
    // The program's one door is its bin; the library's are as they are here.
    ...(name === 'cli' ? {scripts: {postinstall: WARM}} : {exports: doors}),
    ...(addons.length === 0
      ? {dependencies}
      : {dependencies: {...dependencies, nan: nanRange()}, bundleDependencies: [...addons, 'nan']}),
  };
}

/**
 * Copies a dependency without what was compiled here.
 * @param {string} from
 * @param {string} name
 * @param {string} stage
 */
function carry(from, name, stage) {
  const to = join(stage, 'node_modules', name);
  const leftOut = new Set(['build', 'node_modules', 'deps', 'test', 'example', 'appveyor.yml']);
  cpSync(from, to, {recursive: true, filter: file => !leftOut.has(relative(from, file))});
  const path = join(to, 'package.json');
  const own = readJson(path);
  // Its own range may name a `nan` that does not compile; the one beside it serves.
  if (own.dependencies?.nan !== undefined) own.dependencies.nan = nanRange();
  writeFileSync(path, `${JSON.stringify(own, null, 2)}\n`);
}

/**
 * @param {string} source
 * @param {string} addon
 */
function nanOf(source, addon) {
  return realpathSync(join(realpathSync(join(source, 'node_modules', addon)), '..', 'nan'));
}

/** The range that the workspace overrides `nan` with. */
function nanRange() {
  const [, range] = /^ {2}nan: (\S+)$/m.exec(readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8')) ?? [];
  if (range === undefined) throw new Error('pnpm-workspace.yaml does not override nan');
  return range;
}

/** @param {string} path */
function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

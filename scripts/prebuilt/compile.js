// Compiles one addon for one line of Node: with node-gyp, against that line's own headers, and with libpcap inside.
import {execFileSync} from 'node:child_process';
import {copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {delimiter, dirname, join, relative} from 'node:path';
import {addonSource, isSource, nanSource} from './place.js';

/**
 * @param {import('./place.js').Addon} addon
 * @param {{prefix: string, libpcap: {lib: string, include: string}, into: string}} options
 */
export function compileAddon(addon, {prefix, libpcap, into}) {
  const work = mkdtempSync(join(tmpdir(), 'vip-addon-'));
  try {
    compileIn(work, addon, {prefix, libpcap, into});
  } finally {
    rmSync(work, {recursive: true, force: true});
  }
}

/**
 * @param {string} work
 * @param {import('./place.js').Addon} addon
 * @param {{prefix: string, libpcap: {lib: string, include: string}, into: string}} options
 */
function compileIn(work, addon, {prefix, libpcap, into}) {
  const source = addonSource(addon);
  const copy = join(work, addon.name);
  cpSync(source, copy, {recursive: true, filter: path => isSource(relative(source, path))});
  cpSync(nanSource(addon), join(work, 'node_modules/nan'), {recursive: true});
  // The result contains only what is in the sources and headers, not their paths.
  const maps = [`-ffile-prefix-map=${work}=.`, `-ffile-prefix-map=${prefix}=node`];
  execFileSync(process.execPath, [nodeGyp(), 'rebuild'], {
    cwd: copy,
    stdio: 'pipe',
    env: {
      ...process.env,
      // Takes precedence over an option: under npm, the machine's own Node may already have set one.
      npm_config_nodedir: prefix,
      npm_package_config_node_gyp_nodedir: prefix,
      // Anything that is asked of Node during compilation must be asked of this line.
      PATH: `${join(prefix, 'bin')}${delimiter}${process.env.PATH}`,
      CXXFLAGS: [...maps, '-g0', `-I${libpcap.include}`].join(' '),
      // The static library is found first, because that directory has no other; its symbols stay inside.
      LDFLAGS: `-L${libpcap.lib} -Wl,--exclude-libs,ALL -Wl,--build-id=none -s`,
    },
  });
  mkdirSync(dirname(into), {recursive: true});
  copyFileSync(join(copy, addon.compiled), into);
}

/** The node-gyp that comes with npm. */
function nodeGyp() {
  const npm = realpathSync(execFileSync('which', ['npm'], {encoding: 'utf8'}).trim());
  return createRequire(npm).resolve('node-gyp/bin/node-gyp.js');
}

/**
 * Node's ABI, which determines whether a compiled addon fits (`process.versions.modules`).
 * @param {string} prefix
 */
export function abiOf(prefix) {
  const header = readFileSync(join(prefix, 'include/node/node_version.h'), 'utf8');
  const abi = /^#define NODE_MODULE_VERSION (\d+)$/m.exec(header)?.[1];
  if (abi === undefined) throw new Error(`${prefix}/include/node/node_version.h: no NODE_MODULE_VERSION`);
  return abi;
}

/**
 * The newest version of glibc that any of the files requires.
 * @param {readonly string[]} files
 * @returns {string} such as `2.34`; empty if none requires any
 */
export function neededGlibc(files) {
  const versions = files.flatMap(file =>
    [...execFileSync('objdump', ['-T', file], {encoding: 'utf8'}).matchAll(/GLIBC_(\d+)\.(\d+)/g)].map(
      ([, major, minor]) => [Number(major), Number(minor)],
    ),
  );
  versions.sort(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d);
  return versions.at(-1)?.join('.') ?? '';
}

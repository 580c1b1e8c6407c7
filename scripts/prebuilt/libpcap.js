// libpcap as a static library that captures only on network interfaces: the parts that `cap` needs can then be linked into the addon, and
// the machine that runs it needs no library.
import {execFileSync} from 'node:child_process';
import {copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {state} from '../bootstrap/checkout.js';
import {sha256} from './place.js';

export const LIBPCAP = {
  version: '1.10.3',
  /** The digest of the release as tcpdump.org publishes it; Debian's source package contains the same file. */
  sha256: '2a8885c403516cf7b0933ed4b14d6caa30e02052489ebd414dc75ac52e7559e6',
  url: 'https://www.tcpdump.org/release/libpcap-1.10.3.tar.gz',
};

/** Without D-Bus, USB, Bluetooth and RDMA, only libc is left to link. */
const OPTIONS = [
  '--disable-shared',
  '--disable-bluetooth',
  '--disable-rdma',
  '--disable-remote',
  '--disable-usb',
  '--without-dag',
  '--without-dbus',
  '--without-dpdk',
  '--without-libnl',
  '--without-snf',
];

const place = join(state, 'prebuild/libpcap');
const library = join(place, 'lib/libpcap.a');

/**
 * Builds the library, once for each checkout.
 * @returns {Promise<{lib: string, include: string, licence: string}>}
 */
export async function staticLibpcap() {
  const made = {
    lib: join(place, 'lib'),
    include: join(place, 'include'),
    licence: join(place, 'LICENSE'),
  };
  if (existsSync(library)) return made;
  rmSync(place, {recursive: true, force: true});
  mkdirSync(join(place, 'source'), {recursive: true});
  const release = await fetchRelease();
  run(place, 'tar', ['-xzf', release, '--strip-components=1', '-C', 'source']);
  const source = join(place, 'source');
  // Without the map, assertions would contain the directory: the octets must be the same wherever it is built.
  const flags = `-O2 -fPIC -fvisibility=hidden -ffile-prefix-map=${source}=libpcap`;
  run(source, './configure', [...OPTIONS, `--prefix=${place}`], {CFLAGS: flags});
  run(source, 'make', ['libpcap.a']);
  mkdirSync(join(place, 'include'), {recursive: true});
  run(source, 'cp', ['-r', 'pcap', 'pcap.h', join(place, 'include')]);
  copyFileSync(join(source, 'LICENSE'), made.licence);
  mkdirSync(made.lib);
  copyFileSync(join(source, 'libpcap.a'), library);
  return made;
}

/** The release's path, verified by its digest, wherever it came from. */
async function fetchRelease() {
  const given = process.env.VIP_LIBPCAP_SOURCE;
  const file = join(place, 'release.tar.gz');
  if (given !== undefined) copyFileSync(given, file);
  else if (!fetchFromDebian(file)) await download(file);
  const got = sha256(file);
  if (got !== LIBPCAP.sha256)
    throw new Error(`libpcap ${LIBPCAP.version}: expected SHA-256 ${LIBPCAP.sha256}, got ${got}`);
  return file;
}

/**
 * Debian's archive has the releases unchanged, as `.orig.tar.gz` of a source package.
 * @param {string} file
 */
function fetchFromDebian(file) {
  const work = join(place, 'debian');
  mkdirSync(join(work, 'lists/partial'), {recursive: true});
  const lists = sourceLists();
  if (lists === '') return false;
  writeFileSync(join(work, 'all.sources'), lists);
  const options = [
    ['Dir::Etc::sourceparts', '/dev/null'],
    ['Dir::Etc::sourcelist', join(work, 'all.sources')],
    ['Dir::State::lists', join(work, 'lists')],
    ['Dir::Cache::pkgcache', ''],
    ['Dir::Cache::srcpkgcache', ''],
  ].flatMap(([key, value]) => ['-o', `${key}=${value}`]);
  try {
    run(work, 'apt-get', [...options, 'update']);
    run(work, 'apt-get', [...options, 'source', '--download-only', 'libpcap']);
  } catch {
    return false;
  }
  const name = readdirSync(work).find(entry => entry.endsWith('.orig.tar.gz'));
  if (name !== undefined) copyFileSync(join(work, name), file);
  return name !== undefined;
}

/** The machine's own package sources, for source packages instead of binaries. */
function sourceLists() {
  const directory = '/etc/apt/sources.list.d';
  if (!existsSync(directory)) return '';
  return readdirSync(directory)
    .filter(name => name.endsWith('.sources'))
    .map(name => readFileSync(join(directory, name), 'utf8').replaceAll(/^Types:.*$/gm, 'Types: deb-src'))
    .join('\n\n');
}

/** @param {string} file */
async function download(file) {
  const response = await fetch(LIBPCAP.url);
  if (!response.ok) throw new Error(`${LIBPCAP.url}: ${response.status} ${response.statusText}`);
  writeFileSync(file, Buffer.from(await response.arrayBuffer()));
}

/**
 * @param {string} cwd
 * @param {string} file
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 */
function run(cwd, file, args, env = {}) {
  execFileSync(file, args, {cwd, stdio: 'pipe', env: {...process.env, ...env}});
}

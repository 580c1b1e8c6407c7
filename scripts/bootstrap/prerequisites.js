// What must be on the machine before anything can be installed or run, and its name in each package manager.
import {existsSync, readdirSync, realpathSync} from 'node:fs';
import {basename, delimiter, join} from 'node:path';
import {SetUpError} from './set-up-error.js';
import {step} from './step.js';

/**
 * @typedef {'apt' | 'dnf' | 'zypper' | 'pacman' | 'apk'} Manager
 * @typedef {{what: string, isThere: () => boolean, packages: Record<Manager, string>}} Prerequisite
 */

/** To run `vip`: labs are built with these. @type {readonly Prerequisite[]} */
const runtimeTools = [
  {
    what: 'ip (iproute2)',
    isThere: () => hasProgram('ip'),
    packages: {apt: 'iproute2', dnf: 'iproute', zypper: 'iproute2', pacman: 'iproute2', apk: 'iproute2'},
  },
  {
    what: 'unshare and nsenter (util-linux)',
    isThere: () => hasProgram('unshare') && hasProgram('nsenter'),
    packages: {
      apt: 'util-linux',
      dnf: 'util-linux',
      zypper: 'util-linux',
      pacman: 'util-linux',
      apk: 'util-linux',
    },
  },
];

/** To compile `cap` and `raw-socket`. @type {readonly Prerequisite[]} */
const buildTools = [
  {
    what: 'the headers of libpcap',
    isThere: () => hasHeader('pcap/pcap.h'),
    packages: {
      apt: 'libpcap-dev',
      dnf: 'libpcap-devel',
      zypper: 'libpcap-devel',
      pacman: 'libpcap',
      apk: 'libpcap-dev',
    },
  },
  {
    what: 'a C++ compiler',
    isThere: () =>
      (hasProgram('g++') || hasProgram('c++') || Boolean(process.env.CXX)) && hasHeader('stdio.h'),
    packages: {apt: 'g++', dnf: 'gcc-c++', zypper: 'gcc-c++', pacman: 'gcc', apk: 'g++'},
  },
  {
    what: 'make',
    isThere: () => hasProgram('make'),
    packages: {apt: 'make', dnf: 'make', zypper: 'make', pacman: 'make', apk: 'make'},
  },
  {
    what: 'python3',
    isThere: () => hasProgram('python3'),
    packages: {apt: 'python3', dnf: 'python3', zypper: 'python3', pacman: 'python', apk: 'python3'},
  },
];

/** To make libpcap itself. @type {readonly Prerequisite[]} */
const prebuildTools = ['flex', 'bison'].map(name => ({
  what: name,
  isThere: () => hasProgram(name),
  packages: {apt: name, dnf: name, zypper: name, pacman: name, apk: name},
}));

/** @type {Record<Manager, {program: string, install: readonly string[], refresh: readonly string[]}>} */
const managers = {
  apt: {
    program: 'apt-get',
    install: ['apt-get', 'install', '-y'],
    refresh: ['apt-get', 'update'],
  },
  dnf: {program: 'dnf', install: ['dnf', 'install', '-y'], refresh: ['dnf', 'makecache']},
  zypper: {
    program: 'zypper',
    install: ['zypper', '--non-interactive', 'install'],
    refresh: ['zypper', '--non-interactive', 'refresh'],
  },
  pacman: {
    program: 'pacman',
    install: ['pacman', '-S', '--noconfirm', '--needed'],
    refresh: ['pacman', '-Sy'],
  },
  apk: {program: 'apk', install: ['apk', 'add'], refresh: ['apk', 'update']},
};

/** Ensures that everything is there to compile and to run. */
export function ensureSystemPackages() {
  return ensure([...buildTools, ...runtimeTools]);
}

/** Ensures that everything is there to compile the addons in advance, libpcap included. */
export function ensurePrebuildTools() {
  return ensure([...buildTools, ...prebuildTools]);
}

/** Ensures that everything is there to run. */
export function ensureRuntimeTools() {
  return ensure(runtimeTools);
}

/** @param {readonly Prerequisite[]} prerequisites */
async function ensure(prerequisites) {
  const missing = prerequisites.filter(({isThere}) => !isThere());
  if (missing.length === 0) return;
  const what = missing.map(one => one.what).join(', ');
  const manager = findManager();
  if (manager === undefined) {
    throw new SetUpError(`missing: ${what}; install them with this system's package manager`);
  }
  const packages = missing.map(one => one.packages[manager]);
  if (process.getuid?.() !== 0) {
    throw new SetUpError(
      `missing: ${what}; run: ${commandForUser(manager, packages, {listsEmpty: areListsEmpty(manager), sudo: hasProgram('sudo')})}`,
    );
  }
  await step('system-packages', `installing ${packages.join(', ')} (${manager})`, async run => {
    const {install, refresh} = managers[manager];
    // Never stopped half-way: an interrupted dpkg must be repaired by hand.
    const options = {mayBeKilled: false, env: {DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C'}};
    const quietly = manager === 'apt' ? ['-o', 'DPkg::Lock::Timeout=300', '--no-install-recommends'] : [];
    const installAll = () => run([...install, ...quietly, ...packages], options);
    if (!areListsEmpty(manager) && (await installAll()) === undefined) return undefined;
    // Stale lists name packages that are gone, and an earlier installation may have been interrupted.
    if (manager === 'apt') await run(['dpkg', '--configure', '-a'], options);
    const refreshFailure = await run(refresh, options);
    const failure = await installAll();
    return failure && refreshFailure ? `${refresh.join(' ')}: ${refreshFailure}` : failure;
  });
  const still = missing.filter(({isThere}) => !isThere()).map(one => one.what);
  if (still.length > 0)
    throw new SetUpError(`still missing after installing ${packages.join(', ')}: ${still.join(', ')}`);
}

/**
 * The one command that an ordinary user is asked to run.
 * @param {Manager} manager
 * @param {readonly string[]} packages
 * @param {{listsEmpty: boolean, sudo: boolean}} found
 */
export function commandForUser(manager, packages, {listsEmpty, sudo}) {
  const {install, refresh} = managers[manager];
  const commands = [...(listsEmpty ? [refresh] : []), [...install, ...packages]].map(words =>
    words.join(' '),
  );
  return sudo ? commands.map(text => `sudo ${text}`).join(' && ') : `su -c '${commands.join(' && ')}'`;
}

/** @returns {Manager | undefined} */
function findManager() {
  return /** @type {Manager[]} */ (Object.keys(managers)).find(name => hasProgram(managers[name].program));
}

/** @param {Manager} manager */
function areListsEmpty(manager) {
  if (manager !== 'apt') return false;
  try {
    return !readdirSync('/var/lib/apt/lists').some(name => name.includes('_Packages'));
  } catch {
    return true;
  }
}

/** @param {string} name */
function hasProgram(name) {
  // An ordinary user's PATH often lacks the sbin directories, where some systems keep `ip`.
  const directories = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  const found = directories
    .filter(Boolean)
    .map(directory => join(directory, name))
    .find(path => existsSync(path));
  // BusyBox has an `ip` and an `unshare` of its own, which lack options for namespaces that we need.
  return found !== undefined && basename(realpathSync(found)) !== 'busybox';
}

/** @param {string} name */
function hasHeader(name) {
  const extra = (process.env.CPLUS_INCLUDE_PATH ?? process.env.CPATH ?? '').split(delimiter).filter(Boolean);
  return [...extra, '/usr/include', '/usr/local/include'].some(directory =>
    existsSync(join(directory, name)),
  );
}

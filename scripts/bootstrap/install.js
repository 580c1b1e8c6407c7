// The npm packages, with the two native addons among them compiled for the running Node.
import {copyFileSync, existsSync, mkdirSync, renameSync, rmSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {ADDONS, addonSource, fittingPrebuilds, hasPrebuilds} from '../prebuilt/place.js';
import {root} from './checkout.js';
import {ensurePnpm} from './pnpm.js';
import {ensureRuntimeTools, ensureSystemPackages} from './prerequisites.js';
import {hashContents, listFiles, readStamp, writeStamp} from './stamp.js';
import {step} from './step.js';

/** Which package needs which addon; an addon is only found from the package that depends on it. */
const addons = [
  {name: 'cap', neededBy: 'packages/arp'},
  {name: 'raw-socket', neededBy: 'packages/core'},
  // The bundle is in packages/cli, so the addons are looked for from there.
  {name: 'cap', neededBy: 'packages/cli'},
  {name: 'raw-socket', neededBy: 'packages/cli'},
];

// In node_modules, so that removing that directory removes the stamp with it.
const stamp = join(root, 'node_modules/.vip-installed');

/** What an installation depends on: the lockfile, its configuration, and the Node that the addons are compiled for. */
export function installInputs() {
  const files = listFiles(root, [
    'package.json',
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    '.pnpmfile.cjs',
    '.npmrc',
    'patches',
    ...listFiles(root, ['packages'], (path, name) => path === 'packages' || name === 'package.json'),
  ]);
  return hashContents(root, files, [process.versions.modules, process.platform, process.arch]);
}

export function isInstalled() {
  return (
    readStamp(stamp) === installInputs() &&
    addons.every(({name, neededBy}) => existsSync(join(root, neededBy, 'node_modules', name)))
  );
}

/** Installs what the lockfile names. */
export async function install() {
  const inputs = installInputs();
  rmSync(stamp, {force: true});
  if (!(hasPrebuilds() && (await installPrebuilt()))) await installCompiling();
  writeStamp(stamp, inputs);
}

/** Installs without a compiler. @returns {Promise<boolean>} whether the prebuilt addons are of these sources */
async function installPrebuilt() {
  await ensureRuntimeTools();
  const pnpm = await ensurePnpm();
  let fits = false;
  await step('install', 'installing packages; the native addons are prebuilt', async run => {
    const failure = await pnpm(run, ['install', '--frozen-lockfile', '--ignore-scripts']);
    if (failure !== undefined) return failure;
    fits = placePrebuilds() && (await canLoadAddons(run));
    return undefined;
  });
  return fits;
}

/** Copies each prebuilt addon to where its package looks for the one made by node-gyp. */
function placePrebuilds() {
  const prebuilt = fittingPrebuilds();
  for (const addon of prebuilt === undefined ? [] : ADDONS) {
    const to = join(addonSource(addon), addon.compiled);
    mkdirSync(dirname(to), {recursive: true});
    // Copied beside it, then renamed, so that a program that has the old one open keeps it.
    copyFileSync(prebuilt?.get(addon.name) ?? '', `${to}.new`);
    renameSync(`${to}.new`, to);
  }
  return prebuilt !== undefined;
}

async function installCompiling() {
  await ensureSystemPackages();
  const pnpm = await ensurePnpm();
  await step('install', 'installing packages and compiling the native addons', async run => {
    const failure = await pnpm(run, ['install', '--frozen-lockfile']);
    if (failure !== undefined) return failure;
    if (await canLoadAddons(run)) return undefined;
    // The existing one was compiled for another Node.
    const rebuildFailure = await pnpm(run, [
      'rebuild',
      '--recursive',
      ...new Set(addons.map(({name}) => name)),
    ]);
    if (rebuildFailure !== undefined) return rebuildFailure;
    return (await canLoadAddons(run)) ? undefined : 'the native addons do not load';
  });
}

/** @param {import('./step.js').Run} run */
async function canLoadAddons(run) {
  for (const {name, neededBy} of addons) {
    const load = `require('node:module').createRequire(process.argv[1])(process.argv[2])`;
    if ((await run([process.execPath, '-e', load, join(root, neededBy, 'package.json'), name])) !== undefined)
      return false;
  }
  return true;
}

// pnpm, in the version pinned by package.json and a directory of our own: nothing global is touched or trusted.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {root, state} from './checkout.js';
import {findNodeHeaders} from './node-headers.js';
import {readStamp, writeStamp} from './stamp.js';
import {step} from './step.js';

/** @typedef {import('./step.js').Run} Run */

/**
 * Makes pnpm available.
 * @returns {Promise<(run: Run, args: readonly string[]) => Promise<string | undefined>>} how to run it
 */
export async function ensurePnpm() {
  const version = pinnedVersion();
  const home = join(state, 'pnpm');
  const program = join(home, 'node_modules/pnpm/pnpm');
  const stamp = join(home, 'version');
  const wanted = `${version} ${process.platform} ${process.arch}`;
  if (readStamp(stamp) !== wanted) {
    await step(
      'pnpm',
      `getting pnpm ${version}`,
      async run => {
        const args = [
          '--no-save',
          '--no-audit',
          '--no-fund',
          '--no-update-notifier',
          '--global=false',
          '--prefix',
          home,
        ];
        const failure = await run(['npm', 'install', ...args, `pnpm@${version}`]);
        if (failure !== undefined) return failure;
        // If npm is configured to run no install scripts, this one puts the platform's program in place.
        if ((await run([program, '--version'])) !== undefined) {
          await run([process.execPath, join(home, 'node_modules/pnpm/install.js')]);
        }
        return run([program, '--version']);
      },
      'the npm registry must be reachable',
    );
    writeStamp(stamp, wanted);
  }
  return (run, args) => run([program, ...args], {env: pnpmEnvironment()});
}

function pinnedVersion() {
  const {packageManager} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return String(packageManager).replace(/^pnpm@([^+]+).*$/, '$1');
}

function pnpmEnvironment() {
  const nodedir = findNodeHeaders();
  return {
    // No prompts, no progress bars.
    CI: 'true',
    // This is already the pinned version, so it need not look for it, nor record it in the lockfile.
    pnpm_config_pm_on_fail: 'ignore',
    ...(nodedir === undefined ? {} : {npm_config_nodedir: nodedir}),
  };
}

// The processes that set-up starts, and their end.
//
// A set-up that is killed leaves its children behind: pnpm, node-gyp, make, all still writing into
// node_modules. They are recognised by a variable in their environment, whatever became of their parents.
import {spawn} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {constants} from 'node:os';
import {delimiter, dirname} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {root} from './checkout.js';
import {ownOwnerName} from './lock.js';

const mark = 'VIP_SETUP_OWNER';

let isInterrupted = false;

/**
 * Runs a command to its end, with its output in an open file.
 * @param {readonly string[]} argv
 * @param {{output: number, env?: Record<string, string>, mayBeKilled?: boolean}} options
 * `mayBeKilled: false` for a command that must never be stopped half-way, such as the system's package manager
 * @returns {Promise<string | undefined>} undefined if it succeeded, or how it failed
 */
export function runCommand(argv, {output, env = {}, mayBeKilled = true}) {
  const [file, ...args] = argv;
  const marked = mayBeKilled ? {[mark]: markValue(ownOwnerName())} : {};
  return new Promise(resolve => {
    const child = spawn(file, args, {
      cwd: root,
      env: {...process.env, PATH: pathWithNode(), ...env, ...marked},
      stdio: ['ignore', output, output],
      // A group of its own keeps the terminal's ^C away from it; `onSignal` ends it properly.
      detached: true,
    });
    child.once('error', error => resolve(error.message));
    child.once('close', (code, signal) => {
      // A failure that we brought about ourselves is not reported.
      if (isInterrupted) return;
      resolve(code === 0 ? undefined : signal ? `ended by ${signal}` : `exit ${code}`);
    });
  });
}

/** A PATH on which `node` is the running Node, for which the addons must be compiled. */
export function pathWithNode() {
  return [dirname(process.execPath), process.env.PATH].filter(Boolean).join(delimiter);
}

/**
 * Ends every process that a set-up started and that is still running.
 * @param {string} owner its name from `ownerName`
 */
export async function killLeftovers(owner) {
  for (let pids = leftovers(owner); pids.length > 0; pids = leftovers(owner)) {
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended by itself.
      }
    }
    await sleep(20);
  }
}

/** @param {string} owner */
function leftovers(owner) {
  const wanted = `${mark}=${markValue(owner)}`;
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter(name => {
      try {
        return readFileSync(`/proc/${name}/environ`, 'utf8').split('\0').includes(wanted);
      } catch {
        return false; // It ended, or belongs to another user.
      }
    })
    .map(Number);
}

/** @param {string} owner */
function markValue(owner) {
  return `${owner}:${root}`;
}

/**
 * On ^C and the like: ends the children, cleans up, and exits as a signalled process does.
 * @param {() => void} cleanUp
 */
export function onSignal(cleanUp) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, async () => {
      if (isInterrupted) return;
      isInterrupted = true;
      await killLeftovers(ownOwnerName());
      cleanUp();
      process.stderr.write('\nsetup: interrupted; the next run goes on from here\n');
      process.exit(128 + constants.signals[signal]);
    });
  }
}

/**
 * The built `vip`, run as a user would run it, in a separate process, as root or as an ordinary user.
 *
 * @module
 */

import {type ChildProcess, execFileSync, spawn} from 'node:child_process';
import {chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

/** The user who runs it. */
export type Who = 'root' | 'user';

const isRoot = process.getuid?.() === 0;

/** The users we can be: an ordinary user cannot become root. */
export const EVERYBODY: readonly Who[] = isRoot ? ['root', 'user'] : ['user'];

/** Debian's account without any privileges: nobody and nogroup. */
const NOBODY = '65534';

const CLI = fileURLToPath(new URL('../../../packages/cli/', import.meta.url));

/** The words that run a command as one of the two users. */
export function asWho(who: Who, argv: readonly string[]): string[] {
  if (who === 'root' || !isRoot) return [...argv];
  return ['setpriv', '--reuid', NOBODY, '--regid', NOBODY, '--clear-groups', '--', ...argv];
}

/** The command line of `vip`, readable by that user. */
export function vipCommand(who: Who, args: readonly string[]): string[] {
  return asWho(who, [process.execPath, productFor(who), ...args]);
}

let copy: string | undefined;

/**
 * The program to run. If other users cannot read the checkout, because it is below /root for instance, they
 * get a copy.
 */
function productFor(who: Who): string {
  const program = join(CLI, 'dist/vip.js');
  if (who === 'root' || !isRoot || isReadable(program)) return program;
  return join(copiedProduct(), 'dist/vip.js');
}

/** A directory with what an installed package has, which everybody can read. */
export function copiedProduct(): string {
  copy ??= copyProduct();
  return copy;
}

function isReadable(path: string): boolean {
  try {
    const [file = '', ...args] = asWho('user', ['test', '-r', path]);
    execFileSync(file, args);
    return true;
  } catch {
    return false;
  }
}

/** Copies what an installed package would have: the bundle, and the two addons next to it. */
function copyProduct(): string {
  const directory = mkdtempSync(join(tmpdir(), 'vip-product-'));
  process.once('exit', () => execFileSync('rm', ['-rf', directory]));
  cpSync(join(CLI, 'dist'), join(directory, 'dist'), {recursive: true});
  cpSync(join(CLI, 'package.json'), join(directory, 'package.json'));
  const require = createRequire(join(CLI, 'package.json'));
  for (const addon of ['cap', 'raw-socket']) {
    const source = packageDirectory(realpathSync(require.resolve(addon)));
    mkdirSync(join(directory, 'node_modules'), {recursive: true});
    cpSync(source, join(directory, 'node_modules', addon), {recursive: true, dereference: true});
  }
  chmodSync(directory, 0o755);
  return directory;
}

function packageDirectory(file: string): string {
  const directory = dirname(file);
  return existsSync(join(directory, 'package.json')) ? directory : packageDirectory(directory);
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  /** Resolves when the output contains this; rejects if the process ends without it. */
  readonly says: (what: string | RegExp) => Promise<void>;
  /** Its standard output so far. */
  readonly said: () => string;
  readonly ended: Promise<Ended>;
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

/** Starts any command, and keeps its output. */
export function startCommand(argv: readonly string[], {env, cwd}: RunOptions = {}): Running {
  const [file = '', ...args] = argv;
  const child = spawn(file, args, {stdio: ['ignore', 'pipe', 'pipe'], env: {...process.env, ...env}, cwd});
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const check of waiting) check();
  };
  child.stdout.on('data', chunk => {
    stdout += chunk;
    wake();
  });
  child.stderr.on('data', chunk => {
    stderr += chunk;
    wake();
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve({code, signal, stdout, stderr});
      wake();
    });
  });
  const holds = (what: string | RegExp) =>
    typeof what === 'string' ? (stdout + stderr).includes(what) : what.test(stdout + stderr);
  return {
    child,
    ended,
    said: () => stdout,
    says: what =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (holds(what)) resolve();
          else if (child.exitCode !== null || child.signalCode !== null) {
            reject(new Error(`ended without saying ${what}:\n${stdout}${stderr}`));
          } else return;
          waiting.delete(check);
        };
        waiting.add(check);
        check();
      }),
  };
}

/** Starts `vip`. */
export function startVip(who: Who, args: readonly string[], options?: RunOptions): Running {
  return startCommand(vipCommand(who, args), options);
}

/** Runs `vip` to its end. */
export async function vip(who: Who, args: readonly string[], options?: RunOptions): Promise<Ended> {
  return startVip(who, args, options).ended;
}

/** The objects that `--json` prints, with times as printed. */
export function jsonLines(text: string): Record<string, unknown>[] {
  return text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
}

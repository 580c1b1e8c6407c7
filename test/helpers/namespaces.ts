/**
 * A lab for tests of the link, independent of packages/core on purpose: private namespaces with two nodes, `a`
 * and `b`, joined by a veth pair (`va` in a, `vb` in b). A compiled fixture runs in node a.
 *
 * @module
 */

import {spawn} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {OWN_CONDITIONS} from './own-conditions.js';
import {asWho, type Who} from './product.js';

/** MACs of the two ends. */
export const MAC_A = '02:00:00:00:00:0a';
export const MAC_B = '02:00:00:00:00:0b';

export interface LabRun {
  /** URL of the compiled fixture. */
  readonly script: URL;
  readonly as: Who;
  readonly args?: readonly string[];
  readonly nodeArgs?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Words put before the fixture's command line in node a, such as `setpriv` for fewer privileges. */
  readonly prefix?: readonly string[];
}

export interface LabResult {
  readonly exitCode: number | null;
  /** The signal that ended it, even if the shell in between reported it as 128 plus its number. */
  readonly signal: string | null;
  /** The last line of stdout, as JSON. */
  readonly result: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

// Without IPv6 addresses, nothing is on the wire but what a test sends. (Some kernels have no IPv6 to turn
// off.)
const SET_UP = `
set -e
mount -t tmpfs tmpfs /run
ip netns add a
ip netns add b
ip -n a link add va address ${MAC_A} type veth peer name vb address ${MAC_B} netns b
ip -n a link set va addrgenmode none 2>/dev/null || true
ip -n b link set vb addrgenmode none 2>/dev/null || true
ip -n a link set lo up
ip -n a link set va up
ip -n b link set vb up
set +e
ip netns exec a "$@"
exit $?
`;

const SIGNALS: Readonly<Record<number, string>> = {
  4: 'SIGILL',
  6: 'SIGABRT',
  7: 'SIGBUS',
  9: 'SIGKILL',
  11: 'SIGSEGV',
};

/** Runs the fixture to its end, a minute at most. */
export async function inLab({
  script,
  as,
  args = [],
  nodeArgs = [],
  env,
  prefix = [],
}: LabRun): Promise<LabResult> {
  const user = as === 'user' ? ['--user', '--map-root-user'] : [];
  const [file = '', ...rest] = asWho(as, [
    'unshare',
    ...user,
    ...['--mount', '--net', '--pid', '--fork', '--kill-child', '--mount-proc'],
    ...['sh', '-c', SET_UP, 'lab', ...prefix],
    ...[process.execPath, ...OWN_CONDITIONS, ...nodeArgs, fileURLToPath(script), ...args],
  ]);
  const child = spawn(file, rest, {
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {...process.env, ...env},
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', text => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', text => {
    stderr += text;
  });
  const [exitCode, signal] = await new Promise<[number | null, string | null]>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (...end) => resolve(end));
  });
  const inner =
    exitCode !== null && exitCode > 128 ? (SIGNALS[exitCode - 128] ?? `signal ${exitCode - 128}`) : null;
  return {exitCode, signal: signal ?? inner, result: lastJson(stdout), stdout, stderr};
}

function lastJson(text: string): unknown {
  const line = text.trim().split('\n').at(-1) ?? '';
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

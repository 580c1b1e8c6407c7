/**
 * A machine on which vip was never compiled: in a mount namespace of its own, without headers or libpcap, and with nothing on the PATH
 * but Node, npm and what a lab is built with.
 *
 * @module
 */

import {spawnSync} from 'node:child_process';
import {chmodSync, symlinkSync} from 'node:fs';
import {join} from 'node:path';
import type {ExecutionContext} from 'ava';
import {temporaryDirectory} from './temporary-directory.js';

/** What every small installation has, including what `vip` needs: iproute2 and util-linux. */
const PROGRAMS = 'cat env gzip id ip ls mkdir mount nsenter ping rm sed sh sysctl tar umount uname unshare';

/** What it lacks: an empty directory in place of the headers, an empty file in place of each libpcap. */
const HIDE = `
mount -t tmpfs none /usr/include
for library in /usr/lib/*/libpcap*; do mount --bind /dev/null "$library"; done
PATH=$BARE exec "$@"
`;

interface BareMachine {
  /** Returns what it printed, on both streams; fails if the command does. */
  run(words: readonly string[], options?: {cwd?: string; env?: NodeJS.ProcessEnv}): string;
}

/** As root; `node` is the program, npm the machine's own. */
export function bareMachine(t: ExecutionContext, node: string): BareMachine {
  const directory = temporaryDirectory(t);
  // Agents give up root, and still find their programs.
  chmodSync(directory, 0o755);
  const link = (name: string, to: string) => symlinkSync(to, join(directory, name));
  for (const name of PROGRAMS.split(' ')) link(name, whereIs(name));
  link('node', node);
  link('npm', whereIs('npm'));
  return {
    run(words, {cwd = '/', env = process.env} = {}) {
      const {status, stdout, stderr} = spawnSync('unshare', ['--mount', 'sh', '-ec', HIDE, 'sh', ...words], {
        cwd,
        encoding: 'utf8',
        env: {...env, BARE: directory},
      });
      if (status !== 0) throw new Error(`${words.join(' ')}: ${status}\n${stdout}${stderr}`);
      return stdout + stderr;
    },
  };
}

function whereIs(name: string): string {
  const {stdout} = spawnSync('sh', ['-c', 'command -v "$1"', 'sh', name], {encoding: 'utf8'});
  return stdout.trim();
}

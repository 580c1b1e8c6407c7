/**
 * A machine on which vip was never compiled, simulated in a mount namespace without headers or libpcap, and
 * with nothing on the PATH but Node, npm and the programs that build a lab.
 *
 * @module
 */

import {spawnSync} from 'node:child_process';
import {chmodSync, symlinkSync} from 'node:fs';
import {join} from 'node:path';
import type {ExecutionContext} from 'ava';
import {temporaryDirectory} from './temporary-directory.js';

/** The programs of every small installation, including iproute2 and util-linux, which `vip` needs. */
const PROGRAMS = 'cat env gzip id ip ls mkdir mount nsenter ping rm sed sh sysctl tar umount uname unshare';

/** Hides what it lacks: an empty directory replaces the headers, and an empty file each libpcap. */
const HIDE = `
mount -t tmpfs none /usr/include
for library in /usr/lib/*/libpcap*; do mount --bind /dev/null "$library"; done
PATH=$BARE exec "$@"
`;

interface BareMachine {
  /** Runs a command and returns the output of both streams; fails if the command does. */
  run(words: readonly string[], options?: {cwd?: string; env?: NodeJS.ProcessEnv}): string;
}

/** A machine used as root; `node` is the Node program, and npm is this machine's own. */
export function bareMachine(t: ExecutionContext, node: string): BareMachine {
  const directory = temporaryDirectory(t);
  // Agents drop root, and must still find their programs.
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

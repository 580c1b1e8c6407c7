/**
 * A machine on which systemd runs, as process 1 of its own namespaces: Debian, over a copy of this machine's
 * files that is removed with it. Only those targets of the distribution are started that a service waits for.
 * `vip` is installed there as from a tarball.
 *
 * @module
 */

import {spawnSync} from 'node:child_process';
import {setTimeout as sleep} from 'node:timers/promises';
import type {ExecutionContext} from 'ava';
import {copiedProduct, type Running, startCommand} from './product.js';
import {temporaryDirectory} from './temporary-directory.js';

const TARGETS =
  'sysinit basic multi-user network network-online local-fs local-fs-pre shutdown slices sockets';

/**
 * Enters a cgroup of its own, because systemd moves the processes that it finds in the root of the hierarchy.
 */
const ENTER = `
mkdir cgroup && mount -t cgroup2 none cgroup
mkdir "cgroup/vip-test-$$" && echo "$$" >"cgroup/vip-test-$$/cgroup.procs"
exec unshare --cgroup --mount --net --pid --ipc --uts --fork --kill-child sh -ec "$BOOT" sh "$@"
`;

/** Its arguments are shell commands, executed in the new root before systemd starts. */
const BOOT = `
mount -t tmpfs none "$PWD" && cd "$PWD"
mkdir upper work root && mount -t overlay overlay -o lowerdir=/,upperdir=upper,workdir=work root
cd root
cp "$NODE" usr/local/bin/node
cp -r "$PRODUCT" usr/local/lib/vip
printf '#!/bin/sh\\nexec /usr/local/bin/node /usr/local/lib/vip/dist/vip.js "$@"\\n' >usr/local/bin/vip && chmod 755 usr/local/bin/vip
mount -t proc proc proc
mount -t sysfs -o ro sysfs sys
mount -t cgroup2 none sys/fs/cgroup
for directory in run tmp dev; do mount -t tmpfs none "$directory"; done
chmod 1777 tmp
for device in null zero full random urandom tty; do touch "dev/$device" && mount --bind "/dev/$device" "dev/$device"; done
mkdir dev/shm dev/pts && mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
ln -s pts/ptmx dev/ptmx && ln -s /proc/self/fd dev/fd
rm -rf etc/systemd/system etc/systemd/system.conf.d && mkdir -p etc/systemd/system old units
for target in ${TARGETS}; do cp /lib/systemd/system/$target.target units; done
ip link set lo up
pivot_root . old
cd /
for command in "$@"; do eval "$command"; done
umount --lazy old
export container=vip SYSTEMD_UNIT_PATH=/etc/systemd/system:/units SYSTEMD_GENERATOR_PATH=/none SYSTEMD_ENVIRONMENT_GENERATOR_PATH=/none
exec /lib/systemd/systemd --unit=multi-user.target --show-status=no </dev/null
`;

export interface BootedMachine {
  /** Runs a shell command there, and returns its output; fails if the command does. */
  sh(command: string): string;
  /** The same, repeated until it succeeds. */
  until(command: string): Promise<string>;
}

/** Enters the namespaces of its first process, the only child of the process that started it. */
const IN_IT = 'exec nsenter --target $(cat "/proc/$1/task/$1/children") --all --root --wd sh -c "$2"';

/** By now its processes have ended, so its cgroups are empty. */
const REMOVE = `
mkdir -p cgroup && mount -t cgroup2 none cgroup && cd cgroup
while [ -e "$1" ]; do find "$1" -depth -type d -exec rmdir {} + 2>/dev/null || sleep 0.05; done
`;

async function end({child, ended}: Running, cwd: string): Promise<void> {
  child.kill('SIGKILL');
  await ended;
  spawnSync('unshare', ['--mount', 'sh', '-c', REMOVE, 'sh', `vip-test-${child.pid}`], {cwd});
}

/** @param shell commands, executed in its root before systemd starts, with this machine's files in `old` */
export async function bootedMachine(
  t: ExecutionContext,
  commands: readonly string[],
): Promise<BootedMachine> {
  const directory = temporaryDirectory(t);
  const running = startCommand(['unshare', '--mount', 'sh', '-ec', ENTER, 'sh', ...commands], {
    cwd: directory,
    env: {BOOT, NODE: process.execPath, PRODUCT: copiedProduct()},
  });
  t.teardown(() => end(running, directory));
  const inside = (command: string) =>
    spawnSync('sh', ['-c', IN_IT, 'sh', String(running.child.pid), command], {encoding: 'utf8'});
  const machine: BootedMachine = {
    sh(command) {
      const {status, stdout, stderr} = inside(command);
      if (status !== 0) throw new Error(`${command}: exit ${status}: ${stderr}${stdout}`);
      return stdout;
    },
    async until(command) {
      for (;;) {
        const {status, stdout} = inside(command);
        if (status === 0) return stdout;
        const {exitCode, signalCode} = running.child;
        if (exitCode !== null || signalCode !== null)
          throw new Error(`it ended: ${(await running.ended).stderr}`);
        await sleep(50);
      }
    },
  };
  await machine.until('systemctl is-active --quiet multi-user.target');
  return machine;
}

/**
 * A kernel with what the machine's own was built without: Debian's user-mode Linux, an ordinary process with
 * the modules of a distribution's kernel. It needs neither virtualization nor a disk.
 *
 * @module
 */

import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {ExecutionContext} from 'ava';
import {startCommand} from './product.js';
import {type rootTest, rootTestWith} from './require-lab.js';
import {temporaryDirectory} from './temporary-directory.js';

/**
 * Its first process, with an overlay over this machine's files, in a root that allows labs their mounts and
 * namespaces.
 */
const FIRST_PROCESS = `#!/bin/bash
exec 2>&1
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb
mount -t proc proc /proc
release=$(uname -r)
modules=/usr/lib/uml/modules/$release
mount -t tmpfs tmpfs /mnt && mkdir /mnt/upper /mnt/work /mnt/root
insmod "$(find $modules -name overlay.ko)"
mount -t overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work overlay /mnt/root && cd /mnt/root || exec halt -f
mkdir -p outer lib/modules
ln -sfn $modules lib/modules/$release
mount -t proc proc proc
mount -t sysfs sysfs sys
mount -t devtmpfs devtmpfs dev
mkdir -p dev/pts dev/shm
mount -t devpts devpts dev/pts
mount -t tmpfs tmpfs dev/shm
mount -t tmpfs tmpfs run
mount -t hostfs -o "$DIRECTORY" hostfs ".$DIRECTORY"
mount --make-rprivate /
pivot_root . outer
exec chroot . /bin/bash -c 'umount -l /outer; ip link set lo up; cd "$DIRECTORY"; bash script; halt -f'
`;

/**
 * User-mode Linux 6.1 reserves 2,696 octets for the registers of a process (`HOST_XSTATE_SIZE`). On a processor with the tiles of AMX they take
 * 11,008, and it panics before its first process. If it is made to keep only those of SSE, Node crashes in it.
 */
const HAS_TILES = /^flags\b.* amx_tile\b/m.test(readFileSync('/proc/cpuinfo', 'utf8'));
const TOO_WIDE = 'not tried, as user-mode Linux does not run on this processor';

/** A test that needs that kernel. On a processor that it cannot run on, the test is that this is still so. */
export const otherKernelTest: typeof rootTest = HAS_TILES
  ? title => rootTestWith('linux.uml')(`${TOO_WIDE}: ${title}`, panics)
  : rootTestWith('linux.uml');

async function panics(t: ExecutionContext): Promise<void> {
  const {said} = await onOtherKernel(t, '');
  t.regex(said, /ptrace set fp regs failed/);
}

/**
 * Runs a Bash script as that kernel's root, in a directory shared with this machine.
 *
 * @returns the directory, with what the script left there, and the script's output
 */
export async function onOtherKernel(
  t: ExecutionContext,
  script: string,
): Promise<{directory: string; said: string}> {
  const directory = temporaryDirectory(t);
  const first = join(directory, 'first');
  writeFileSync(first, FIRST_PROCESS.replaceAll('$DIRECTORY', directory), {mode: 0o755});
  writeFileSync(join(directory, 'script'), script);
  const kernel = startCommand(
    [
      ...['linux.uml', 'mem=2G', `uml_dir=${directory}`, 'quiet', 'con=null', 'con0=null,fd:1'],
      ...['root=/dev/root', 'rootfstype=hostfs', 'rootflags=/', 'ro', `init=${first}`],
    ],
    {env: {TMPDIR: '/dev/shm'}},
  );
  t.teardown(() => kernel.child.kill('SIGKILL'));
  const {stdout, stderr} = await kernel.ended;
  return {directory, said: stdout + stderr};
}

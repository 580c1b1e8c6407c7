/**
 * Namespaces around a lab that runs strangers' programs. They have a root directory of their own, in which only what
 * programs need can be read, and only /tmp and /run written.
 *
 * The lab itself is made inside, in a user namespace of its own. So root in the lab is not root over these mounts: the kernel
 * lets no process there undo them (mount_namespaces(7), "Restrictions on mount namespaces").
 *
 * @module
 */

import {existsSync} from 'node:fs';

/** What is visible inside, in addition to the system's programs. */
export interface Confinement {
  /** Copied to `STRANGERS`; links are not followed. Nothing outside is ever written. */
  readonly files: string;
  /** Directories that can be read at their own paths, because our programs are there. */
  readonly shown: readonly string[];
  /** Directories inside those that are shown, which appear empty. */
  readonly hidden: readonly string[];
  /** The command that `vip` runs inside. */
  readonly vip: readonly string[];
}

/** Where the copied files are. */
export const STRANGERS = '/submission';

/** The directory of our own programs, for the PATH inside. */
export const OWN_PROGRAMS = '/vip/bin';

/** Limit of the copied files, and of what is written inside. */
const MOST_OCTETS = '64m';

/**
 * For sh(1). `$1` is where the new root is assembled, `$2` the number of directories shown, which follow; then the files, the command
 * that is `vip`, `--`, the directories hidden, `--`, and the command that becomes this process. The new root is assembled on a file
 * system in memory, and replaces the old one (pivot_root(2)), which is gone from then on. /tmp comes first, because directories that
 * are shown may be below it, as a checkout may be.
 */
const CONFINE = `
set -e
umask 022
mount --make-rprivate /
new=$1; shift
mount -t tmpfs -o mode=755,nosuid,size=${MOST_OCTETS} vip $new
cd $new
mkdir tmp
mount -t tmpfs -o mode=1777,nosuid,nodev,size=${MOST_OCTETS} vip tmp
show() { if [ -d "$1" ] && [ ! -L "$1" ]; then mkdir -p ".$1" && mount --rbind "$1" ".$1" && mount -o remount,bind,ro,nosuid ".$1"; elif [ -L "$1" ]; then cp -P "$1" ".$1"; fi; }
for each in /usr /bin /sbin /lib /lib32 /lib64 /libx32 /etc; do show "$each"; done
number=$1; shift
while [ "$number" -gt 0 ]; do [ -e ".$1" ] || show "$1"; shift; number=$((number - 1)); done
mkdir -p proc sys dev run vip/bin submission old
cp -RP "$1/." submission; shift
chmod -R u+rwX,go+rX,go-w submission
for word; do shift; [ "$word" = -- ] && break; quoted="$quoted '$word'"; done
echo "#!/bin/sh
exec$quoted \\"\\$@\\"" >vip/bin/vip
chmod 755 vip/bin/vip
while [ "$1" != -- ]; do [ ! -d ".$1" ] || mount -t tmpfs -o ro vip ".$1"; shift; done
shift
mount --rbind /proc proc
mount -t sysfs sysfs sys
for each in null zero full random urandom; do : >dev/$each; mount --bind /dev/$each dev/$each; done
ln -s /proc/self/fd dev/fd
mount -o remount,bind,ro $new
pivot_root . old
cd /
umount -l /old
exec "$@"
`;

/** The command within a confinement. Its caller is an ordinary user, or root in a user namespace. */
export function confined({files, shown, hidden, vip}: Confinement, command: readonly string[]): string[] {
  return [
    ...['unshare', '--user', '--map-root-user', '--mount', '--net', '--ipc', '--uts', '--'],
    ...['sh', '-c', CONFINE, 'vip-confine', mountPoint([files, ...shown]), String(shown.length), ...shown],
    ...[files, ...vip, '--', ...hidden, '--', ...command],
  ];
}

/** Every system has these (hier(7)). A mount on one of them hides its contents. */
const MOUNT_POINTS = ['/mnt', '/media', '/srv', '/tmp'] as const;

function mountPoint(needed: readonly string[]): string {
  const point = MOUNT_POINTS.find(
    each => existsSync(each) && !needed.some(path => `${path}/`.startsWith(`${each}/`)),
  );
  return point ?? '/run';
}

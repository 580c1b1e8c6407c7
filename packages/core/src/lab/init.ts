/**
 * The lab's first process. It lives as long as the pipe from us; the kernel does the rest.
 *
 * The lab is a set of private namespaces: mount, pid, network, and user when the caller is not root. Its
 * first process reads from a pipe that only we hold. When we end, in any way at all, the pipe closes, that
 * process ends, and because it is pid 1 of its pid namespace the kernel kills every process in the lab
 * (pid_namespaces(7)) and frees every namespace, link and address with them.
 *
 * @module
 */

import {type Confinement, confined} from './confinement.js';

/** The namespaces of a lab. */
export interface LabKind {
  /** False on a parent interface: then `host` is the caller's own network namespace. */
  readonly ownNetwork: boolean;
  /** True for an ordinary user, who becomes root in a user namespace of the lab's own. */
  readonly ownUser: boolean;
  /** The confinement around it, if any. */
  readonly confinement?: Confinement | undefined;
}

/** A directory for files of what runs in the lab; gone with the lab. */
export const SCRATCH = '/run/vip';

/**
 * The first process, for sh(1). `$1` is the run, with which our interfaces in a foreign network namespace are marked.
 *
 * From its first instant it waits for the end of the pipe, and then ends; whatever it has started alongside, such as a mount(8)
 * that hangs, ends with it.
 *
 * `ip netns` keeps its names in /run/netns, and the lab's names must neither be seen outside nor collide with those
 * there. So /run becomes a file system of the lab's own, where daemons under test can keep their files as well; only
 * /run/netns does on NixOS, where all programs are found through /run.
 *
 * /sys shows the interfaces of the namespace in which it was mounted, so a network of one's own needs its own.
 *
 * A fresh /proc shows the lab's own processes. Where a container forbids it, the lab works without.
 *
 * The first line out is the process's number as the outside sees it, since /proc is still the outside's then; or
 * `failed`, and the exit status of what did.
 *
 * The first process removes our interfaces in a foreign network namespace at the end, when no process is left
 * in the lab that could add to them; whatever is in the nodes goes with their names, even if a stopped
 * process outside keeps the lab's mounts. Both steps are limited in time: a killed process stays until its
 * parent has been told, and ip(8) may hang.
 */
const INIT = `
read -r pid rest </proc/self/stat
set_up() {
  if [ -d /run/netns ] && [ -e /run/current-system ]; then mount -t tmpfs -o mode=755 vip /run/netns
  else mount -t tmpfs -o mode=755 vip /run && mkdir ${SCRATCH}; fi || return
  mount -t proc proc /proc 2>/dev/null
  if [ "$2" = own ]; then mount -t sysfs sysfs /sys && ip link set lo up || return; fi
  echo "$pid"
}
take_down() {
  ip -all netns delete
  ip -oneline link show type macvlan | while read -r index name rest; do
    case "$rest " in *" alias $1:\${name%:} "*) ip link delete dev "\${name%%[@:]*}" ;; esac
  done
}
# Repeats a command for as long as it succeeds, fifty times at most.
while_so() {
  turn=0
  while [ $turn -lt 50 ] && "$@"; do turn=$((turn + 1)); sleep 0.01; done
}
{ set_up "$@" || echo "failed $?"; } &
cat >/dev/null
[ "$2" = own ] && exit
{
  while_so kill -KILL -1
  take_down "$@" &
  while_so kill -0 $!
} 2>/dev/null
`;

/** The marker before a lab's run, kind and name among the arguments of its first process. */
export const INIT_MARK = 'vip-lab';

/** The command that makes the namespaces and runs the first process in them. */
export function initCommand(
  {ownNetwork, ownUser, confinement}: LabKind,
  run: string,
  name: string,
): string[] {
  const command = [
    'unshare',
    '--mount',
    '--pid',
    ...(ownNetwork ? ['--net'] : []),
    ...(ownUser ? ['--user', '--map-root-user'] : []),
    '--fork',
    '--kill-child',
    '--',
    'sh',
    '-c',
    INIT,
    INIT_MARK,
    run,
    ownNetwork ? 'own' : 'shared',
    name,
  ];
  return confinement === undefined ? command : confined(confinement, command);
}

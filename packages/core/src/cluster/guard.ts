/**
 * The script with which everything begins on a machine of a cluster: it starts programs, and ends them with all their
 * descendants when its input ends, when nothing has come from us for a while, after a fixed maximum time, or when
 * they have ended by themselves. So nothing is left there, whatever happens to us or to the connection. For any POSIX sh.
 *
 * A line that begins with `?` is answered with the time there, between two readings of it by us. One that begins with `!` asks the
 * program that runs for its counts, by the signal that tcpdump(8) has for it.
 *
 * @module
 */

/** How often we send a sign of life. Milliseconds. */
export const SIGN_MS = 5000;

/** How often the guard checks for one. Seconds. */
export const NAP_S = 10;

/**
 * The guard ends after sleeps without a sign of life that add up to this many seconds, 30 s at the earliest.
 */
const SILENCE_S = 40;

/** The longest that anything may run there, whatever happens. Seconds. */
export const LIFETIME_S = 6 * 3600;

/** How often it waits for processes to stop before it kills them anyway: the kernel may hold them, or they are another user's. */
const FREEZE_PASSES = 20;

/** Printed on standard error when its input ends before we have ended it. */
export const INPUT_ENDED = 'vip: its standard input has ended';

/** Printed on standard error where the processes cannot be seen. */
const FOREIGN_PROC =
  'vip: expected /proc with the processes there, got none or that of others: nsenter needs --mount beside --pid, chroot a /proc';

/**
 * The process of the channel, which the kernel kills as soon as we are gone. It only waits, so that the guard below it outlives that,
 * sees the end of its input, and ends everything in order.
 */
const DOOR = `
exec 3<&0
trap 'if [ -n "$!" ]; then kill -TERM $!; wait $!; fi; exit' HUP INT TERM
sh -c "$@" <&3 3<&- &
wait $!
`;

/**
 * Of the arguments, the first ones are the guard's, and the rest the body's. A process is identified by its number and its start time
 * (proc_pid_stat(5), field 22), because numbers are reused. The listener and the timekeeper know everything that the guard has
 * started, and end it if the guard has been killed.
 */
const GUARD = `
mark=$1 silence=$2 lifetime=$3; shift 3
LC_ALL=C; TZ=UTC; PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin; export LC_ALL TZ PATH
exec 3<&0 </dev/null
born() { { IFS= read -r line <"/proc/$1/stat"; } 2>/dev/null || return; set -- \${line##*) }; echo "\${20}"; }
lives() { [ "$(born "\${1%/*}")" = "\${1#*/}" ]; }
# If /proc belongs to another process namespace, its numbers are those of unrelated processes here, which the guard would end.
sees() { { IFS= read -r line </proc/self/stat; } 2>/dev/null || return; set -- \${line##*) }; [ "\${line%% *} $2" = "$$ $PPID" ]; }
sees || { echo '${FOREIGN_PROC}' >&2; exit 3; }
me=$$ job= ear=; self=$me/$(born $me)
# Stops those of the given processes that are alive, and their descendants: a stopped process starts no other that would be missed.
# Repeats this until all have stopped and none is new; if some cannot be stopped, ${FREEZE_PASSES} times.
freeze() {
  found=' '; for one; do if lives $one; then found="$found$one "; fi; done
  passes=0 restless=yes
  while [ $restless = yes ] && [ $passes -lt ${FREEZE_PASSES} ]; do
    passes=$((passes + 1)) restless=no
    for stat in /proc/[0-9]*/stat; do
      { IFS= read -r line <"$stat"; } 2>/dev/null || continue
      pid=\${stat#/proc/}; pid=\${pid%/stat}; set -- \${line##*) }
      case $found in
        *" $pid/\${20} "*) ;;
        *" $2/"*) found="$found$pid/\${20} " restless=yes ;;
        *) continue ;;
      esac
      if [ $pid = $own ] || [ $pid = "$ear" ]; then continue; fi
      case $1 in [TtZX]) ;; *) if kill -STOP $pid 2>/dev/null; then restless=yes; fi ;; esac
    done
  done
}
strike() {
  struck=
  for one in $found; do
    if [ \${one%/*} != $own ]; then kill -$1 \${one%/*} 2>/dev/null; struck="$struck $one"; fi
  done
}
# Ends the given processes and their descendants, but not this one. All receive the signal before any of them continues.
fell() {
  read -r own rest </proc/self/stat
  freeze "$@"; strike TERM; strike CONT
  { sleep 1; freeze $struck; strike KILL; } >/dev/null 2>&1 3<&- &
}
hush() { if lives $self; then kill -TERM $me; else trap '' TERM; fell $watch $job; exit; fi; }
# Sends SIGUSR1, unless the process does not catch it and would be ended: it is the tenth signal in SigCgt (proc_pid_status(5)), in the
# third digit from the end.
count() {
  caught=; lives $job || return
  { while read -r name caught; do if [ "$name" = SigCgt: ]; then break; fi; done <"/proc/\${job%/*}/status"; } 2>/dev/null
  case $caught in *[2367abef]??) kill -USR1 \${job%/*} ;; esac
}
listen() {
  trap '' PIPE
  while IFS= read -r line <&3; do
    case $line in
      \\?*) echo "\${line#?} $(date +%s.%N 3<&-)" ;;
      !*) count ;;
      *) if lives $watch; then kill -USR1 \${watch%/*}; fi ;;
    esac
  done
  echo '${INPUT_ENDED}' >&2
  hush
}
# The watch never stops the listener, which may be about to stop the watch: one of the two must continue.
# The trap is set before the listener can report a sign of life. A shell runs a trap only once the current sleep is over.
watch() {
  read -r watch rest </proc/self/stat; watch=$watch/$(born $watch)
  quiet=0 lasted=0; trap quiet=0 USR1
  listen & ear=$!
  exec >/dev/null 2>&1 3<&-
  while [ $quiet -lt $silence ] && [ $lasted -lt $lifetime ]; do
    sleep ${NAP_S}; quiet=$((quiet + ${NAP_S})) lasted=$((lasted + ${NAP_S}))
  done
  hush
}
run() { "$@" 3<&- & job=$!; job=$job/$(born $job); watch & }
# A signal that arrives before signals are ignored starts this anew: with "exit" in its trap, the shell would end before it has ended anything.
finish() {
  trap - EXIT; trap '' HUP INT TERM PIPE
  fell $self
  if [ -n "$job" ]; then wait \${job%/*}; fi
  exit $1
}
trap 'finish $?' EXIT; trap 'finish 0' HUP INT TERM PIPE
echo "$mark"
`;

const WAIT = `
if [ -n "$job" ]; then wait \${job%/*}; else watch & wait $!; fi
exit $?
`;

/** What runs there, and its arguments. */
export interface Body {
  /** Lines of sh, which start programs with `run`. Its arguments are `$1` and so on. */
  readonly script: string;
  readonly args: readonly string[];
}

/** The script and its words. @param mark a line that no greeting of the machine resembles */
export function guarded({script, args}: Body, mark: string): {script: string; args: string[]} {
  return {
    script: DOOR.trim(),
    args: [
      `${GUARD.trim()}\n${script.trim()}\n${WAIT.trim()}`,
      'vip',
      mark,
      String(SILENCE_S),
      String(LIFETIME_S),
      ...args,
    ],
  };
}

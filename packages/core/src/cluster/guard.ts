/**
 * The script with which everything begins on a machine of a cluster: it starts programs, and ends them with all their
 * descendants when its input ends, when nothing has come from us for a while, after a time that nothing exceeds, or when
 * they have ended by themselves. So nothing is left there, whatever becomes of us or of the connection. For any POSIX sh.
 *
 * A line that begins with `?` is answered with the time there, between two readings of it by us.
 *
 * @module
 */

/** How often we give a sign of life. Milliseconds. */
export const SIGN_MS = 5000;

/** How long the guard waits for one. Seconds. */
const SILENCE_S = 30;

/** The longest that anything may last there, whatever happens. Seconds. */
const LIFETIME_S = 6 * 3600;

/** On standard error, when the input is at its end before we have ended it. */
export const INPUT_ENDED = 'vip: its standard input has ended';

/** Of words that a body takes from the command line, those of the guard are the first. */
const GUARD = `
mark=$1 silence=$2 lifetime=$3; shift 3
LC_ALL=C; TZ=UTC; PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin; export LC_ALL TZ PATH
exec 3<&0 </dev/null
me=$$; jobs=
run() { "$@" 3<&- & jobs="$jobs $!"; }
later() { trap 'kill $! 2>/dev/null; exit' TERM; sleep "$1" & wait; kill -TERM $me; }
listen() {
  trap '' PIPE
  later $silence >/dev/null 2>&1 3<&- & alarm=$!
  while IFS= read -r line <&3; do
    case $line in
      \\?*) echo "\${line#?} $(date +%s.%N 3<&-)" ;;
      *) kill -TERM $alarm 2>/dev/null; later $silence >/dev/null 2>&1 3<&- & alarm=$! ;;
    esac
  done
  echo '${INPUT_ENDED}' >&2
  # It stays until it is ended with the rest: what it started is found as its descendant.
  if kill -TERM $me 2>/dev/null; then wait; else kill -KILL $jobs; fi
}
below() {
  found=" $1 "; grown=yes
  while [ $grown = yes ]; do
    grown=no
    for stat in /proc/[0-9]*/stat; do
      { IFS= read -r line <"$stat"; } 2>/dev/null || continue
      pid=\${stat#/proc/}; pid=\${pid%/stat}; line=\${line##*) }; line=\${line#* }
      case $found in *" $pid "*) continue ;; esac
      case $found in *" \${line%% *} "*) found="$found$pid "; grown=yes ;; esac
    done
  done
  found=\${found#" $1 "}
}
finish() {
  code=$?; trap - EXIT; trap '' HUP INT TERM
  below $me
  kill -TERM $found 2>/dev/null
  { sleep 1; kill -KILL $found; } >/dev/null 2>&1 3<&- &
  for job in $jobs; do wait $job; done
  exit $code
}
trap finish EXIT; trap 'exit 0' HUP INT TERM PIPE
listen & ear=$!
{ sleep $lifetime; kill -TERM $me; } >/dev/null 2>&1 3<&- &
echo "$mark"
`;

const WAIT = `
code=0
for job in $jobs; do wait $job || code=$?; done
[ -n "$jobs" ] || wait $ear
exit $code
`;

/** What is to run there, and its words. */
export interface Body {
  /** Lines of sh; they start programs with `run`. Its words are `$1` and so on. */
  readonly script: string;
  readonly args: readonly string[];
}

/** The script and its words. @param mark a line that no greeting of the machine is like */
export function guarded({script, args}: Body, mark: string): {script: string; args: string[]} {
  return {
    script: `${GUARD.trim()}\n${script.trim()}\n${WAIT.trim()}`,
    args: [mark, String(SILENCE_S), String(LIFETIME_S), ...args],
  };
}

/**
 * Running the caller's own command in a node, in the same directory and found on the same PATH.
 *
 * @module
 */

/**
 * For sh(1), which becomes the command. nsenter(1) starts in the root directory; and what exists for the caller need not
 * exist in the lab, whose /run, /proc and /sys are its own. Exit codes are those of shells: 127 for a program that is
 * not found, 126 for a file that is not executable.
 */
const BECOME = `
cd -- "$1" 2>/dev/null || echo "vip: $1: no such directory in the lab, so it runs in /" >&2
shift
case $1 in
*/*)
  if [ ! -e "$1" ]; then echo "vip: $1: no such file" >&2; exit 127; fi
  if [ -d "$1" ] || [ ! -x "$1" ]; then echo "vip: $1: expected a program (chmod +x makes one of a script)" >&2; exit 126; fi ;;
*)
  if ! command -v -- "$1" >/dev/null; then echo "vip: $1: program not found: is it installed and on the PATH?" >&2; exit 127; fi ;;
esac
exec "$@"
`;

/** @param argv the command; its first word may be a path relative to the directory */
export function callersCommand(argv: readonly string[]): string[] {
  return ['sh', '-c', BECOME, 'vip', callersDirectory(), ...argv];
}

/** The root directory if the caller's has been removed. */
function callersDirectory(): string {
  try {
    return process.cwd();
  } catch {
    return '/';
  }
}

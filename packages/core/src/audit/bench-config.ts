/**
 * A configuration for the bench: unchanged, except that it runs nothing of its own. Its checks become stand-ins that the bench controls,
 * and its notify scripts are not run. Pure.
 *
 * @module
 */

/** The stand-ins of one node. */
export interface BenchConfigOptions {
  readonly failureFile: string;
  /**
   * Whether script security can be left on: in an ordinary user's lab, files owned by root belong to another user, and are refused.
   */
  readonly keepSecurity: boolean;
}

const NOTIFIERS = new Set([
  ...['notify', 'notify_master', 'notify_backup', 'notify_fault', 'notify_stop', 'notify_deleted'],
  ...['notify_master_rx_lower_pri', 'notify_up', 'notify_down', 'quorum_up', 'quorum_down', 'smtp_alert'],
]);

/** Keywords that would make the daemon leave the lab's own directories. */
const PLACES = new Set(['net_namespace', 'net_namespace_ipvs', 'instance', 'use_pid_dir']);

/** @param lines the lines of the whole configuration, each brace on a line of its own */
export function benchConfig(
  lines: readonly string[],
  {failureFile, keepSecurity}: BenchConfigOptions,
): string {
  let inScript = false;
  const kept = lines.flatMap(line => {
    const [word = ''] = line.trim().split(/[ \t]+/);
    if (word === 'vrrp_script') inScript = true;
    else if (word === '}') inScript = false;
    if (inScript && word === 'script') return [`script "/usr/bin/test ! -e ${failureFile}"`];
    if (inScript && word === 'user') return ['user root'];
    if (word === 'script_user') return ['script_user root'];
    if (word === 'enable_script_security' && !keepSecurity) return [];
    return NOTIFIERS.has(word) || PLACES.has(word) ? [] : [line];
  });
  return `${kept.join('\n')}\n`;
}

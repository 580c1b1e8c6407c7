/**
 * @module
 */

/** A process in the examined network namespace. */
export interface HostProcess {
  readonly pid: number;
  /** `keepalived`; at most 15 characters, as stored by the kernel. */
  readonly name: string;
  /** The letter of /proc/PID/stat: R, S, D, T, t, Z. */
  readonly state: string;
  readonly words: readonly string[];
  /** The effective capabilities; undefined if unknown. */
  readonly capabilities: bigint | undefined;
}

/** Programs that manage virtual addresses, by process name. */
export const MANAGERS = [
  'keepalived',
  'ucarp',
  'corosync',
  'kube-vip',
  'speaker',
  'vip-manager',
  'ctdbd',
] as const;

export function isManager(process: HostProcess): boolean {
  return (MANAGERS as readonly string[]).includes(programOf(process));
}

/** The program of a process: with `process_names`, those of keepalived are named `keepalived_vrrp` and so on. */
export function programOf({name}: HostProcess): string {
  return name.startsWith('keepalived_') ? 'keepalived' : name;
}

/** The name and the state: `4711 (a (b) c) S 1 ...`. The name may contain anything, brackets included. */
export function readStat(text: string): {name: string; state: string} | undefined {
  const match = /^\d+ \((.*)\) (\S) /s.exec(text);
  return match === null ? undefined : {name: match[1] ?? '', state: match[2] ?? ''};
}

/** The effective capabilities of /proc/PID/status. */
export function readCapabilities(status: string): bigint | undefined {
  const digits = /^CapEff:\s+([0-9a-f]+)$/m.exec(status)?.[1];
  return digits === undefined ? undefined : BigInt(`0x${digits}`);
}

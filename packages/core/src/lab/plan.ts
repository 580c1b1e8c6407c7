/**
 * The plan of a lab as a value: which commands run in which node, stage by stage. Pure.
 *
 * @module
 */

export {HOST} from '@vip/analysis/internal';

/** Words of an `ip` command, without the `ip`. */
export type IpCommand = readonly string[];

/** Kernel settings by path below /proc/sys, `net/ipv4/ip_forward`. */
export type Sysctls = Readonly<Record<string, string | number>>;

/** Work in one node: the settings first, then the commands in one batch. */
export interface NodeWork {
  readonly node: string;
  readonly sysctls?: Sysctls;
  readonly commands?: readonly IpCommand[];
}

/** Steps that depend on one another, in order; the work within a step is independent and runs in parallel. */
export interface Stage {
  /** Name of the stage in the narration. */
  readonly name: string;
  /** Its purpose, in words. */
  readonly purpose?: string;
  readonly steps: readonly (readonly NodeWork[])[];
}

/** How a lab is built. */
export interface LabPlan {
  /** The namespaces, except `HOST`. They come first. */
  readonly nodes: readonly string[];
  /** The settings of every one of them, before anything is in it. */
  readonly defaults: Sysctls;
  readonly stages: readonly Stage[];
}

/** The commands that add namespaces, for the host. */
export function addNodes(nodes: readonly string[]): IpCommand[] {
  return nodes.map(node => ['netns', 'add', node]);
}

/** The kernel settings of every node, as a plan makes them. */
export function sysctlsOf({nodes, defaults, stages}: LabPlan): Record<string, Record<string, string>> {
  const found = Object.fromEntries(nodes.map(node => [node, texts(defaults)]));
  for (const {node, sysctls} of stages.flatMap(({steps}) => steps.flat())) {
    if (sysctls !== undefined) found[node] = {...found[node], ...texts(sysctls)};
  }
  return found;
}

function texts(sysctls: Sysctls): Record<string, string> {
  return Object.fromEntries(Object.entries(sysctls).map(([path, value]) => [path, String(value)]));
}

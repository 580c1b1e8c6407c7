/**
 * `ip -batch` in many nodes: dividing the work of a step among few processes, and locating a failure. Pure.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import type {CommandError} from '../process.js';
import {HOST, type IpCommand, type NodeWork} from './plan.js';

/**
 * One shell for many nodes; `$1` is the name of the first, `$2` its batch, and so on. Entering the lab to start each
 * `ip` from here takes twice as long as `ip` itself. An error names the node that failed, after the message of `ip`.
 */
const BATCHES = `
while [ $# -gt 0 ]; do
  ip -n "$1" -batch - <<END || { echo "$1" >&2; exit 1; }
$2
END
  shift 2
done
`;

/** How much text a group may have in its arguments, in octets. The kernel accepts 2 MiB, and 128 KiB for one argument (execve(2)). */
const MOST_OF_GROUP = 512 * 1024;
const MOST_OF_WORK = 64 * 1024;

/** The work of a step, divided among processes. */
export interface WorkGroups {
  /** Works that take a process each: in the host, with settings, or too long for an argument. */
  readonly alone: readonly NodeWork[];
  /** Groups of works that share a process. */
  readonly together: readonly (readonly NodeWork[])[];
}

/** Divides the work among this many processes, or more if there is too much text for so few. */
export function groupWorks(works: readonly NodeWork[], processes: number): WorkGroups {
  const short = works.filter(isShort);
  const octets = short.reduce((sum, {commands = []}) => sum + batchText(commands).length, 0);
  const count = Math.min(short.length, Math.max(processes, Math.ceil(octets / MOST_OF_GROUP)));
  const together = Array.from({length: count}, (_, group) =>
    short.filter((_, index) => index % count === group),
  );
  return {alone: works.filter(work => !isShort(work)), together};
}

function isShort({node, sysctls = {}, commands = []}: NodeWork): boolean {
  if (node === HOST || commands.length === 0 || Object.keys(sysctls).length > 0) return false;
  return batchText(commands).length <= MOST_OF_WORK;
}

/** The command that does the work of a group, inside the lab. */
export function batchesCommand(group: readonly NodeWork[]): string[] {
  return [
    'sh',
    '-c',
    BATCHES,
    'batches',
    ...group.flatMap(({node, commands = []}) => [node, batchText(commands)]),
  ];
}

/** The commands as `ip -batch` reads them. */
export function batchText(commands: readonly IpCommand[]): string {
  return commands.map(words => words.join(' ')).join('\n');
}

/** Like `batchFailure`, for a group: the last line says in which node. */
export function batchesFailure(group: readonly NodeWork[], cause: CommandError): VipError {
  const lines = cause.result.stderr.trim().split('\n');
  const failed = group.find(({node}) => node === lines.at(-1));
  return failed === undefined
    ? cause
    : explain(failed.node, failed.commands ?? [], lines.slice(0, -1), cause);
}

/** Finds which part of a batch failed, and why. */
export function batchFailure(node: string, commands: readonly IpCommand[], cause: CommandError): VipError {
  return explain(node, commands, cause.result.stderr.trim().split('\n'), cause);
}

/** Kernel modules whose names differ from their interface types. */
const MODULES: Readonly<Record<string, string>> = {vlan: '8021q'};

function moduleOf(type = ''): string {
  return MODULES[type] ?? type;
}

/** `ip` says which line of the batch failed, and why, on two lines: `Error: ...`, `Command failed -:3`. */
function explain(
  node: string,
  commands: readonly IpCommand[],
  lines: readonly string[],
  cause: CommandError,
): VipError {
  const number = lines.at(-1)?.match(/^Command failed -:(\d+)$/)?.[1];
  const failed = commands[Number(number) - 1];
  const said = lines.at(number === undefined ? -1 : -2) || 'no reason given';
  const reason = said.replace(/^(Error|RTNETLINK answers): /, '');
  if (failed === undefined) return new VipError('COMMAND_FAILED', `lab: node ${node}: ${reason}`, {cause});
  if (/Unknown device type|Operation not supported/.test(reason)) {
    const type = failed[failed.indexOf('type') + 1];
    return new VipError(
      'NOT_POSSIBLE',
      `lab: this kernel has no ${type} interfaces (${reason}): load the module with: sudo modprobe ${moduleOf(type)}`,
      {cause},
    );
  }
  const command = `ip ${failed.join(' ')}`;
  return new VipError('COMMAND_FAILED', `lab: node ${node}: ${command}: ${reason}`, {cause});
}

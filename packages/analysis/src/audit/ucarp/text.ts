/**
 * The parsed ucarp command lines as text.
 *
 * @module
 */

import {formatSeconds} from '../calculations/timing.js';
import type {UcarpCommand} from './command.js';
import type {UcarpGroup} from './group.js';
import {addressText, intervalOf, numberOf, patienceOf} from './values.js';

/** The address, then one line for each node. */
export function formatGroup(group: UcarpGroup): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const vhids = [...new Set(group.map(command => numberOf(command, 'vhid') ?? 'unknown'))].join(' and ');
  const alone = group.length === 1 ? '; on no other of these nodes' : '';
  return [
    `${addressText(first)}: ucarp, VHID ${vhids}${alone}`,
    ...group.map(command => `  ${describe(command)}`),
  ];
}

/** ucarp does not announce a stop, which is noticed like a crash. */
function describe(command: UcarpCommand): string {
  const [interval, patience] = [intervalOf(command), patienceOf(command)];
  if (interval === undefined || patience === undefined)
    return `${command.node}: its interval is in a variable`;
  return `${command.node} advertises every ${formatSeconds(interval)}, and takes over ${formatSeconds(patience)} after the last advertisement of a master that crashed or was stopped`;
}

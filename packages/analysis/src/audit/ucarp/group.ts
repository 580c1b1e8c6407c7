/**
 * The commands of several nodes that share an address.
 *
 * @module
 */

import type {UcarpCommand} from './command.js';
import {givenOf} from './values.js';

/** One command of each node. */
export type UcarpGroup = readonly UcarpCommand[];

/** Commands with the same address belong together; the rest are matched by VHID. */
export function ucarpGroupsOf(commands: readonly UcarpCommand[]): UcarpGroup[] {
  const groups: UcarpCommand[][] = [];
  for (const command of commands) {
    const home = groups.find(group => accepts(group, command, 'addr'));
    if (home === undefined) groups.push([command]);
    else home.push(command);
  }
  return merged(groups);
}

/** Largest first, so that single commands can join the group they may belong to. */
function merged(groups: readonly UcarpCommand[][]): UcarpGroup[] {
  const result: UcarpCommand[][] = [];
  for (const group of [...groups].sort((a, b) => b.length - a.length)) {
    const [only, ...others] = group;
    const isAlone = only !== undefined && others.length === 0;
    const home = isAlone ? result.find(other => accepts(other, only, 'vhid')) : undefined;
    if (isAlone && home !== undefined) home.push(only);
    else result.push([...group]);
  }
  return result;
}

function accepts(group: readonly UcarpCommand[], command: UcarpCommand, name: 'addr' | 'vhid'): boolean {
  const value = givenOf(command, name);
  return (
    value !== undefined &&
    !group.some(({node}) => node === command.node) &&
    group.some(other => givenOf(other, name) === value)
  );
}

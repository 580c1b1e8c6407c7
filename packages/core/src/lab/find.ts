/**
 * Finding a running lab of this user by its name.
 *
 * @module
 */

import {notAmong} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {run} from '../process.js';
import {callersCommand} from './callers-command.js';
import {openEntrance} from './entrance.js';
import type {StandingLab} from './lab-name.js';
import {HOST} from './plan.js';

/**
 * The lab of that name, or the only one.
 *
 * @throws VipError `NOT_POSSIBLE` if there is none, `BAD_ARGUMENT` if it is ambiguous
 */
export function findLab(name: string | undefined, labs: readonly StandingLab[]): StandingLab {
  const named = name === undefined ? labs : labs.filter(lab => lab.name === name);
  const [lab] = named;
  const names = labs.map(each => each.name).join(', ');
  if (labs.length === 0) {
    throw new VipError(
      'NOT_POSSIBLE',
      'lab: you have none running; start one in another terminal with: vip lab',
    );
  }
  if (lab === undefined)
    throw new VipError('NOT_POSSIBLE', `lab: no lab is called ${JSON.stringify(name)}; there is: ${names}`);
  if (named.length > 1)
    throw new VipError('BAD_ARGUMENT', `lab: several are running; choose one with --lab: ${names}`);
  return lab;
}

/**
 * The command that runs the caller's `argv` in a node of a running lab, in the current directory. Valid while our
 * process is alive.
 *
 * @throws VipError `BAD_ARGUMENT` if the lab has no such node, `NOT_POSSIBLE` if it has ended in the meantime
 */
export async function commandIn(
  {name, pid, startedAt, kind}: StandingLab,
  node: string,
  argv: readonly string[],
): Promise<string[]> {
  const entrance = openEntrance(pid, kind, mark => mark.startedAt === startedAt);
  if (entrance === undefined) throw new VipError('NOT_POSSIBLE', `lab ${name}: its first process is gone`);
  const enter = entrance.words;
  if (node === HOST) return [...enter, ...callersCommand(argv)];
  const {stdout} = await run([...enter, 'ip', '-json', 'netns', 'list']);
  const names = stdout.trim() === '' ? [] : (JSON.parse(stdout) as {name: string}[]).map(each => each.name);
  if (names.includes(node)) return [...enter, 'ip', 'netns', 'exec', node, ...callersCommand(argv)];
  throw new VipError('BAD_ARGUMENT', notAmong('node', [HOST, ...names.sort()], node));
}

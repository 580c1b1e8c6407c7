/**
 * The labs that stand, and the way into them. Nothing is written down anywhere for it: a lab has a first process,
 * and that has its name among its arguments.
 *
 * @module
 */

import {readdirSync, readFileSync, readlinkSync} from 'node:fs';
import {VipError} from '@vip/arp';
import {run} from '../process.js';
import {enterCommand, INIT_MARK, type LabKind} from './init.js';
import {HOST} from './plan.js';

/** A lab of ours or of another process; one that we may enter. */
export interface StandingLab {
  readonly id: string;
  readonly name: string;
  /** Its first process. */
  readonly pid: number;
  readonly kind: LabKind;
}

/** The labs that have a name: all of them for root, his own for an ordinary user. */
export function standingLabs(): StandingLab[] {
  return readdirSync('/proc')
    .filter(entry => /^\d+$/.test(entry))
    .flatMap(entry => labOf(Number(entry)) ?? []);
}

/**
 * The lab of that name, or the only one there is.
 *
 * @throws VipError `NOT_POSSIBLE` when there is none, `BAD_ARGUMENT` when it is not clear which
 */
export function findLab(
  name: string | undefined,
  labs: readonly StandingLab[] = standingLabs(),
): StandingLab {
  const named = name === undefined ? labs : labs.filter(lab => lab.name === name);
  const [lab] = named;
  const names = labs.map(each => each.name).join(', ');
  if (labs.length === 0) {
    throw new VipError('NOT_POSSIBLE', 'lab: none is there; start one in another terminal with: vip lab');
  }
  if (lab === undefined)
    throw new VipError('NOT_POSSIBLE', `lab: there is no ${JSON.stringify(name)}, but: ${names}`);
  if (named.length > 1)
    throw new VipError('BAD_ARGUMENT', `lab: there are several; choose one with --lab: ${names}`);
  return lab;
}

/**
 * The command that runs `argv` in a node of a standing lab.
 *
 * @throws VipError `BAD_ARGUMENT` when the lab has no such node
 */
export async function commandIn(
  {pid, kind}: StandingLab,
  node: string,
  argv: readonly string[],
): Promise<string[]> {
  const enter = enterCommand(kind, pid);
  if (node === HOST) return [...enter, ...argv];
  const {stdout} = await run([...enter, 'ip', '-json', 'netns', 'list']);
  const names = stdout.trim() === '' ? [] : (JSON.parse(stdout) as {name: string}[]).map(each => each.name);
  if (names.includes(node)) return [...enter, 'ip', 'netns', 'exec', node, ...argv];
  throw new VipError(
    'BAD_ARGUMENT',
    `node: expected one of ${[HOST, ...names.sort()].join(', ')}, got ${JSON.stringify(node)}`,
  );
}

/** `sh -c SCRIPT vip-lab ID KIND NAME`; unshare(1), which started it, has the same words but another first one. */
function labOf(pid: number): StandingLab | undefined {
  const words = read(`/proc/${pid}/cmdline`).split('\0');
  if (words[0] !== 'sh' || words[3] !== INIT_MARK) return undefined;
  const [id = '', network = '', name = ''] = words.slice(4);
  if (name === '') return undefined;
  try {
    const ownUser = readlinkSync(`/proc/${pid}/ns/user`) !== readlinkSync('/proc/self/ns/user');
    return {id, name, pid, kind: {ownNetwork: network === 'own', ownUser}};
  } catch {
    return undefined; // it ended in the meantime, or is another user's
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

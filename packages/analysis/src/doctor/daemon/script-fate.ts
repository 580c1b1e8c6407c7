/**
 * What happens when keepalived runs a script: it may be removed, never start, or always fail. Each case was tried with keepalived 2.2.7.
 *
 * @module
 */

import type {VrrpScript} from '../../audit/keepalived/model/script.js';
import {largest} from '../../collections/extremes.js';
import {shellWord} from '../../text/shell-word.js';
import type {Account} from '../host/accounts.js';
import type {TrailStep} from '../host/reader.js';
import type {ScriptFate} from './fate.js';
import {type Program, programNamed} from './program-path.js';
import type {Here} from './rule.js';
import {headFate} from './script-head.js';
import {mayEnter, mayExecute, unsafeSteps} from './script-rights.js';

/** @returns undefined if it runs @throws Blind */
export async function fateOf(
  script: VrrpScript,
  account: Account,
  here: Here,
): Promise<ScriptFate | undefined> {
  const [word = ''] = script.command.value;
  if (word.startsWith('</dev/')) return shellFate(word, here);
  const program = await programNamed(word, here);
  if (program === undefined) return missing(word);
  const {steps} = program;
  return (
    rightsFate(program, account, here) ?? (await noexecFate(program, here)) ?? headFate(steps, account, here)
  );
}

function missing(word: string): ScriptFate {
  return {
    how: 'removed',
    evidence: word.includes('/')
      ? `there is no ${word} here`
      : `there is no ${word} in the PATH of keepalived`,
    remedy: 'name an existing program by its full path',
  };
}

/** `</dev/tcp/HOST/PORT` is run by /bin/sh, but only bash supports such redirections. */
async function shellFate(word: string, {host}: Here): Promise<ScriptFate | undefined> {
  const shell = (await host.trail('/bin/sh'))?.at(-1)?.path ?? '';
  if (!/\/(?:dash|busybox)$/.test(shell)) return undefined;
  return {
    how: 'fails',
    evidence: `${word} requires bash, but /bin/sh is ${shell} here, which exits with status 2`,
    remedy: `use "/bin/bash -c '${word}'"`,
  };
}

function rightsFate({path, steps}: Program, account: Account, {node}: Here): ScriptFate | undefined {
  const file = steps.at(-1) as TrailStep;
  if (file.kind !== 'file')
    return {
      how: 'removed',
      evidence: `${path} is ${file.kind === 'directory' ? 'a directory' : 'not a regular file'}`,
      remedy: 'name the script itself',
    };
  const closed = steps.slice(0, -1).find(step => !mayEnter(step, account));
  if (closed !== undefined)
    return {
      how: 'removed',
      evidence: `it runs as user ${account.name}, who may not enter ${closed.path}`,
      remedy: `move it to a directory that user ${account.name} may enter, or run it as another user`,
    };
  if (!mayExecute(file, account))
    return {
      how: 'removed',
      evidence: `it runs as user ${account.name}, who may not execute ${file.path} (mode ${octal(file)})`,
      remedy: `make it executable for user ${account.name}`,
      commands: [`chmod a+rx ${shellWord(file.path)}`],
    };
  const isSecured = node.config.globals.scriptSecurity !== undefined;
  const unsafe = isSecured ? unsafeSteps(steps, account) : [];
  if (unsafe.length === 0) return undefined;
  return {
    how: 'removed',
    evidence: `enable_script_security is set, but users other than root may write to ${unsafe.map(({path: where}) => where).join(' and ')}`,
    remedy: 'make it writable by root only, or run the script as another user',
    commands: unsafe.flatMap(({path: where}) => [
      `chown root:root ${shellWord(where)}`,
      `chmod go-w ${shellWord(where)}`,
    ]),
  };
}

/** @throws Blind */
async function noexecFate({steps}: Program, {host}: Here): Promise<ScriptFate | undefined> {
  const {path} = steps.at(-1) as TrailStep;
  const mounts = ((await host.text('/proc/self/mounts')) ?? '').split('\n').map(line => line.split(' '));
  const holds = (place: string) => place === '/' || path === place || path.startsWith(`${place}/`);
  // Of mounts with the same, longest path, the last is on top.
  const over = mounts.filter(([, place = '']) => holds(place));
  const longest = largest(over.map(([, place = '']) => place.length));
  const [, place = '', , options = ''] = over.findLast(([, each = '']) => each.length === longest) ?? [];
  if (!options.split(',').includes('noexec')) return undefined;
  return {
    how: 'never starts',
    evidence: `${path} is on ${place}, which is mounted noexec`,
    remedy: 'move it to a file system that is not mounted noexec',
  };
}

function octal({mode}: TrailStep): string {
  return mode.toString(8).padStart(4, '0');
}

/**
 * The first line of a script: the interpreter with which the kernel runs it (execve(2), binfmt_script).
 *
 * @module
 */

import {shellWord} from '../../text/shell-word.js';
import type {Account} from '../host/accounts.js';
import type {TrailStep} from '../host/reader.js';
import type {ScriptFate} from './fate.js';
import {programNamed} from './program-path.js';
import type {Here} from './rule.js';
import {mayRead} from './script-rights.js';

const BYTE_ORDER_MARK = '\ufeff';

/** @returns undefined if it runs @throws Blind */
export async function headFate(
  steps: readonly TrailStep[],
  account: Account,
  here: Here,
): Promise<ScriptFate | undefined> {
  const file = steps.at(-1) as TrailStep;
  const head = (await here.host.head(file.path)) ?? '';
  if (!head.startsWith('#!')) return isText(head) ? withoutInterpreter(file.path, head) : undefined;
  const [line = ''] = head.slice(2).split('\n');
  const [interpreter = '', ...words] = line.replace(/^[ \t]+/, '').split(/[ \t]+/);
  if ((await here.host.trail(interpreter)) === undefined) return noInterpreter(file.path, interpreter);
  if (!mayRead(file, account))
    return {
      how: 'fails',
      evidence: `it runs as user ${account.name}, who may not read ${file.path}, so that its interpreter fails`,
      remedy: `make it readable for user ${account.name}`,
      commands: [`chmod a+r ${shellWord(file.path)}`],
    };
  return /\/env$/.test(interpreter) ? envFate(file.path, words, here) : undefined;
}

/** Without `#!` the kernel refuses it (ENOEXEC), and keepalived does not fall back to a shell. */
function withoutInterpreter(path: string, head: string): ScriptFate {
  const isMarked = head.startsWith(BYTE_ORDER_MARK);
  const command = isMarked ? String.raw`1s/^\xef\xbb\xbf//` : '1i #!/bin/sh';
  const isScript = isMarked && head.startsWith('#!', 1);
  return {
    how: 'never starts',
    evidence: isScript
      ? `${path} has a byte order mark before its #!`
      : head === ''
        ? `${path} is empty`
        : `${path} does not begin with #!`,
    remedy: isScript ? 'save it without the mark' : 'begin it with #! and its interpreter',
    ...(isScript || head !== '' ? {commands: [`sed -i '${command}' ${shellWord(path)}`]} : {}),
  };
}

function noInterpreter(path: string, interpreter: string): ScriptFate {
  return {
    how: 'never starts',
    ...(interpreter.endsWith('\r')
      ? windowsLines(path)
      : {
          evidence: `${interpreter === '' ? `${path} names no interpreter after #!` : `${path} needs ${interpreter}, which does not exist here`}`,
          remedy: 'name an interpreter that exists here',
        }),
  };
}

function windowsLines(path: string): Pick<ScriptFate, 'evidence' | 'remedy' | 'commands'> {
  return {
    evidence: `the lines of ${path} end in CR LF, and the CR is taken as part of the interpreter's name`,
    remedy: 'save it with LF line endings',
    commands: [String.raw`sed -i 's/\r$//' ${shellWord(path)}`],
  };
}

/** `#!/usr/bin/env NAME` starts, but env exits with status 127 if NAME does not exist. */
async function envFate(path: string, words: readonly string[], here: Here): Promise<ScriptFate | undefined> {
  const name = words.find(word => !word.startsWith('-') && !word.includes('='));
  if (name === undefined) return undefined;
  if (name.endsWith('\r')) return {how: 'fails', ...windowsLines(path)};
  if ((await programNamed(name, here)) !== undefined) return undefined;
  return {
    how: 'fails',
    evidence: `${path} needs ${name}, which is not in keepalived's PATH`,
    remedy: 'name an interpreter that exists here',
  };
}

/** Text, as opposed to a binary that the kernel may be able to run. */
function isText(head: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they distinguish a program from text.
  return !/[\0-\x08\x0e-\x1f\x7f]/.test(head);
}

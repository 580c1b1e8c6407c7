/**
 * How a script begins: what the kernel runs it with (execve(2), binfmt_script).
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

/** @returns undefined: it runs @throws Blind */
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
      evidence: `${account.name}, whom it is run as, may not read ${file.path}, which its interpreter has to`,
      remedy: `give ${account.name} the right`,
      commands: [`chmod a+r ${shellWord(file.path)}`],
    };
  return /\/env$/.test(interpreter) ? envFate(file.path, words, here) : undefined;
}

/** Without `#!` the kernel refuses it (ENOEXEC), and keepalived has no shell read it. */
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
    remedy: isScript ? 'save it without one' : 'begin it with #! and its interpreter',
    ...(isScript || head !== '' ? {commands: [`sed -i '${command}' ${shellWord(path)}`]} : {}),
  };
}

function noInterpreter(path: string, interpreter: string): ScriptFate {
  return {
    how: 'never starts',
    ...(interpreter.endsWith('\r')
      ? windowsLines(path)
      : {
          evidence: `${path} is for ${interpreter || 'no interpreter'}, which is not here`,
          remedy: 'name an interpreter that is here',
        }),
  };
}

function windowsLines(path: string): Pick<ScriptFate, 'evidence' | 'remedy' | 'commands'> {
  return {
    evidence: `the lines of ${path} end in CR LF, and the CR is taken for part of its interpreter's name`,
    remedy: 'save it with lines that end in LF',
    commands: [String.raw`sed -i 's/\r$//' ${shellWord(path)}`],
  };
}

/** `#!/usr/bin/env NAME` starts, and env ends with 127 where there is no NAME. */
async function envFate(path: string, words: readonly string[], here: Here): Promise<ScriptFate | undefined> {
  const name = words.find(word => !word.startsWith('-') && !word.includes('='));
  if (name === undefined) return undefined;
  if (name.endsWith('\r')) return {how: 'fails', ...windowsLines(path)};
  if ((await programNamed(name, here)) !== undefined) return undefined;
  return {
    how: 'fails',
    evidence: `${path} is for ${name}, which is not in the PATH of keepalived`,
    remedy: 'name an interpreter that is here',
  };
}

/** Not a program, whatever the kernel may know to run. */
function isText(head: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they tell a program from a text.
  return !/[\0-\x08\x0e-\x1f\x7f]/.test(head);
}

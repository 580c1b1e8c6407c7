/**
 * The commands of a shell script or a systemd unit, as far as they can be known without running anything.
 *
 * @module
 */

import {type JoinedLine, joinedLines, lineAt} from './joined-lines.js';

export interface Word {
  /** Where a variable is not known, `$NAME` is left in it. */
  readonly text: string;
  readonly isKnown: boolean;
  /** From 1. */
  readonly line: number;
}

type Variables = Map<string, string | undefined>;

/** `NAME=value` at the start of a command, with `export` or `Environment=` before it. */
const ASSIGNMENT = /^(?:(?:export|local|readonly)\s+|Environment=)?"?([A-Za-z_]\w*)=/;

/** Commands in order, with variables replaced by the values of earlier assignments. */
export function shellCommands(text: string): Word[][] {
  const variables: Variables = new Map();
  return joinedLines(text).flatMap(joined => {
    const commands = wordsOf(joined, variables);
    const [name] = ASSIGNMENT.exec(joined.text.trim())?.slice(1) ?? [];
    if (name !== undefined) assign(name, commands[0] ?? [], variables);
    return commands;
  });
}

/** What is assigned twice, in branches perhaps, is not known. */
function assign(name: string, words: readonly Word[], variables: Variables): void {
  const word = words.find(({text}) => text.includes(`${name}=`));
  const isAlone = words.at(-1) === word;
  const text = word?.text.slice(word.text.indexOf(`${name}=`) + name.length + 1);
  const value = word?.isKnown === true && isAlone ? text : undefined;
  variables.set(name, variables.has(name) && variables.get(name) !== value ? undefined : value);
}

/** A word, or the operator that ends a command; a comment ends the line. */
const TOKEN = /#.*|[;&|()<>`]+|(?:[^\s"'\\;&|()<>`]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+|["'\\]/gs;

function wordsOf(joined: JoinedLine, variables: Variables): Word[][] {
  const commands: Word[][] = [[]];
  for (const {0: token, index} of joined.text.matchAll(TOKEN)) {
    if (token.startsWith('#')) break;
    const line = lineAt(joined, index);
    if (/^[;&|()<>`]/.test(token)) commands.push([]);
    else (commands.at(-1) as Word[]).push({...expanded(token, variables), line});
  }
  return commands.filter(words => words.length > 0);
}

const PIECE = /'([^']*)'|\\(.)|\$(?:\{(\w+)\}|(\w+))|\$|"|[^'\\$"]+/gs;

function expanded(token: string, variables: Variables): Omit<Word, 'line'> {
  let text = '';
  let isKnown = true;
  for (const [whole, single, escaped, braced, bare] of token.matchAll(PIECE)) {
    const variable = braced ?? bare;
    const value = variable === undefined ? undefined : variables.get(variable);
    if (variable !== undefined) text += value ?? whole;
    else if (whole !== '"') text += single ?? escaped ?? whole;
    if (whole.startsWith('$') && value === undefined) isKnown = false;
  }
  return {text, isKnown};
}

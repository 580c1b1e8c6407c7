/**
 * A lesson with `--teach` on a terminal. It waits at each question, so that other programs can be started in
 * its lab, and their output read, while nothing happens.
 *
 * @module
 */

import type {ExecutionContext} from 'ava';
import {askLab, intoLab, type WireWatch, watchWire} from './lab-watch.js';
import {vipCommand, type Who} from './product.js';
import {onTerminal, shellLine} from './terminal.js';
import {markedEnvironment, untilGone} from './traces.js';

export interface TaughtLesson {
  /** Waits for the next question. Returns what was said since the one before. */
  question(): Promise<string>;
  /** Presses a key. */
  goOn(): void;
  /** Captures in a node, with a program other than ours. */
  capture(node: string, iface: string, filter?: string): Promise<WireWatch>;
  /** The output of a command in a node. */
  ask(node: string, ...argv: readonly string[]): string;
  /** Waits for the end. Returns what was said since the last question. */
  end(): Promise<{code: number | null; said: string}>;
}

const PROMPT = /press a key/;

export function teach(t: ExecutionContext, who: Who, name: string): TaughtLesson {
  const {mark, env} = markedEnvironment();
  const argv = vipCommand(who, ['lesson', name, '--teach']);
  // `script` becomes that user, and with it all that it starts.
  const own = argv.slice(argv.indexOf(process.execPath));
  const terminal = onTerminal(t, who, shellLine(own), env);
  let questions = 0;
  let read = 0;
  const fresh = () => {
    const said = terminal.screen().slice(read);
    read = terminal.screen().length;
    return said;
  };
  return {
    async question() {
      await terminal.until(PROMPT, ++questions);
      return fresh();
    },
    goOn: () => terminal.press(' '),
    capture: (node, iface, filter) => watchWire(t, intoLab(mark, who, node), iface, filter),
    ask: (node, ...words) => askLab(intoLab(mark, who, node), ...words),
    async end() {
      const code = await terminal.ended;
      t.deepEqual(await untilGone(mark), []);
      return {code, said: fresh()};
    },
  };
}

/**
 * A command in a terminal whose screen can be examined: a pane of a separate tmux.
 *
 * @module
 */

import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import type {ExecutionContext} from 'ava';
import type {Who} from './product.js';
import {labTest} from './require-lab.js';
import {areInstalled, testWith} from './require-tool.js';
import {temporaryDirectory} from './temporary-directory.js';
import {shellLine} from './terminal.js';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Pane {
  /** The screen's lines now, without blank ones at the bottom. */
  screen(): string[];
  /** The same, with the escape sequences of colours. */
  colours(): string[];
  /** Everything that scrolled out, and the screen; wrapped lines are whole. */
  everything(): string[];
  /** Resolves with the screen once it matches; rejects if the command has ended and it does not. */
  until(what: RegExp): Promise<string[]>;
  /** Keys as tmux names them: `C-c`. */
  press(...keys: readonly string[]): void;
  resize(size: Size): void;
  isCursorShown(): boolean;
  /** Sends a signal to the command. */
  signal(name: NodeJS.Signals): void;
}

/** At least as long as an experiment may have to wait for its turn. Milliseconds. */
const PATIENCE_MS = 120_000;

/** What a pane shows below the output of a command that has ended. */
const ENDED = /^exit code \d+$/;

/** Keeps the environment of continuous integration and the caller's settings from influencing the tests. */
const SURROUNDINGS = ['-u', 'CI', '-u', 'NO_COLOR', 'LC_ALL=C.UTF-8'];

/** Starts a command in a pane of this size, which shows its exit code in the end. */
export function inTmux(t: ExecutionContext, argv: readonly string[], {width, height}: Size): Pane {
  const directory = temporaryDirectory(t);
  const configuration = join(directory, 'tmux.conf');
  writeFileSync(configuration, 'set -g status off\nset -g history-limit 5000\n');
  const tmux = (...words: readonly string[]) => {
    const all = ['-u', '-f', configuration, '-S', join(directory, 's'), ...words];
    return execFileSync('tmux', all, {
      encoding: 'utf8',
      cwd: directory,
      env: {...process.env, LC_ALL: 'C.UTF-8'},
    });
  };
  const script = `trap : INT QUIT; ${shellLine(['env', ...SURROUNDINGS, ...argv])}; echo "exit code $?"; exec sleep 1000`;
  tmux('new-session', '-d', '-x', String(width), '-y', String(height), shellLine(['sh', '-c', script]));
  t.teardown(() => tmux('kill-server'));
  const captured = (...options: readonly string[]) =>
    tmux('capture-pane', '-p', ...options)
      .trimEnd()
      .split('\n');
  const ask = (format: string) => tmux('display-message', '-p', `#{${format}}`).trim();
  return {
    screen: () => captured(),
    colours: () => captured('-e'),
    everything: () => captured('-J', '-S', '-'),
    async until(what) {
      const deadline = performance.now() + PATIENCE_MS;
      for (;;) {
        const lines = captured();
        if (what.test(lines.join('\n'))) return lines;
        if (performance.now() > deadline || ENDED.test(lines.at(-1) ?? ''))
          throw new Error(`it never showed ${what}:\n${lines.join('\n')}`);
        await sleep(30);
      }
    },
    press: (...keys) => void tmux('send-keys', ...keys),
    resize: size => void tmux('resize-window', '-x', String(size.width), '-y', String(size.height)),
    isCursorShown: () => ask('cursor_flag') === '1',
    signal(name) {
      const pid = ask('pane_pid');
      const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
      for (const child of children) process.kill(Number(child), name);
    },
  };
}

/** `labTest` for an ordinary user, in a terminal; skipped with a message if there is no tmux. */
export function tmuxLabTest(title: string, body: (t: ExecutionContext, who: Who) => Promise<void>): void {
  if (areInstalled('tmux')) labTest(title, body, ['user']);
  else testWith('tmux')(title, () => {});
}

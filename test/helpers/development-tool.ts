/**
 * The programs that this repository is developed with.
 *
 * @module
 */

import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {ExecutionContext} from 'ava';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Runs the program of a development dependency, and fails with all of its output. */
export function passes(t: ExecutionContext, program: string, args: readonly string[]): void {
  const {status, stdout, stderr} = spawnSync(join(root, 'node_modules/.bin', program), args, {
    cwd: root,
    encoding: 'utf8',
    env: {...process.env, FORCE_COLOR: '0', NO_COLOR: '1'},
  });
  t.is(status, 0, `${program} ${args.join(' ')}\n${stdout}${stderr}`);
}

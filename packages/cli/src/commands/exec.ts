/**
 * `vip exec`: a command, or a shell, in a node of a running lab.
 *
 * @module
 */

import {existsSync} from 'node:fs';
import type {ExecCommandOptions} from '../grammar/exec.js';
import {runInLab} from '../in-lab.js';

/** Runs the command in our place; its exit code is ours. Without a command: a shell that names the node. */
export async function execInNode(
  node: string,
  argv: readonly string[],
  {lab}: ExecCommandOptions,
): Promise<number> {
  const isInteractive = argv.length === 0;
  return runInLab(node, lab, isInteractive ? shell(node) : argv, {isInteractive});
}

/** A shell without the user's own start-up files, which would set a prompt that does not name the node. */
function shell(node: string): string[] {
  const bash = existsSync('/bin/bash') ? ['/bin/bash', '--norc', '--noprofile', '-i'] : ['/bin/sh', '-i'];
  return ['env', `PS1=${node}# `, ...bash];
}

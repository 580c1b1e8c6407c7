/**
 * `--netns` and `--node`: the same command run again, inside a namespace or a node of a lab.
 *
 * @module
 */

import {shutDebuggerOptions} from '@vip/core/internal/debugger';
import {inNamespace} from '@vip/core/internal/netns';
import {withLeastRights} from '@vip/core/internal/privileges';
import {runInOurPlace} from '@vip/core/internal/process';

/** Options that say where a command runs, each with a value. */
const PLACES = ['--netns', '--node', '--lab'];

/** Runs this command line in a namespace, without the option that requests it. Returns its exit code. */
export async function runInNamespace(name: string): Promise<number> {
  return runInOurPlace(inNamespace(name, ownCommand()));
}

/** The same in a node of a running lab. */
export async function runInNode(
  node: string,
  lab: string | undefined,
  {keepsRights = false} = {},
): Promise<number> {
  const command = keepsRights ? ownCommand() : withLeastRights(ownCommand());
  return (await import('./in-lab.js')).runInLab(node, lab, command);
}

function ownCommand(): string[] {
  return [
    process.execPath,
    ...process.execArgv,
    ...shutDebuggerOptions(),
    ...withoutPlaces(process.argv.slice(1)),
  ];
}

function withoutPlaces(argv: readonly string[]): string[] {
  return argv.filter((word, index) => {
    const isValue = PLACES.includes(argv[index - 1] ?? '');
    return !isValue && !PLACES.some(place => word === place || word.startsWith(`${place}=`));
  });
}

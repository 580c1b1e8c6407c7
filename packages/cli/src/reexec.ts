/**
 * `--netns`: the same command once more, inside a namespace.
 *
 * @module
 */

import {inNamespace} from '@vip/core/netns';
import {runInOurPlace} from '@vip/core/process';

/** Runs this very command line in a namespace, without the option that says so. Returns its exit code. */
export async function runInNamespace(name: string): Promise<number> {
  return runInOurPlace(
    inNamespace(name, [process.execPath, ...process.execArgv, ...withoutNetns(process.argv.slice(1))]),
  );
}

function withoutNetns(argv: readonly string[]): string[] {
  return argv.filter((word, index) => {
    const value = argv[index - 1] === '--netns';
    return !value && word !== '--netns' && !word.startsWith('--netns=');
  });
}

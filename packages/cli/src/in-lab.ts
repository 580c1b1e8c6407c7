/**
 * A command in a node of a lab: one of our own, or as root one of another user's, named with its owner.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {
  commandIn,
  findLab,
  runInOurPlace,
  runInOurPlaceAs,
  standingLabs,
  userIdsOf,
} from '@vip/core/internal';
import {printForeign} from './output.js';

/** A lab as `--lab` names it: `twin`, or `alice:twin`. */
interface NamedLab {
  readonly owner?: string;
  readonly name?: string;
}

/**
 * Runs a command in a node; it has our terminal, and its exit status becomes ours.
 *
 * Anything that a lab's owner may have put into it runs only with the owner's rights: root becomes that user before anything in
 * it is touched, and passes on neither the terminal nor the environment.
 *
 * @throws VipError `NOT_POSSIBLE`, `NO_PERMISSION`, `BAD_ARGUMENT` if there is no such lab or node, or it belongs to another user
 */
export async function runInLab(
  node: string,
  lab: string | undefined,
  argv: readonly string[],
  {isInteractive = false} = {},
): Promise<number> {
  const {owner, name} = parseLab(lab);
  if (owner === undefined) return enter(node, name, argv);
  const account = await userIdsOf(owner);
  if (account.uid === process.geteuid?.()) return enter(node, name, argv);
  if (process.geteuid?.() !== 0) {
    throw new VipError(
      'NO_PERMISSION',
      `lab ${lab}: it belongs to ${owner}, and only root can enter it; for your own lab, leave out ${owner}`,
    );
  }
  if (isInteractive) {
    throw new VipError(
      'BAD_ARGUMENT',
      `lab ${lab}: expected a command, since ${owner} is not given this terminal; for a shell, become ${owner}: sudo -u ${owner} vip exec --lab ${name} ${node}`,
    );
  }
  return runInOurPlaceAs(account, ownCommandWith(name ?? ''), {
    stdout: octets => printForeign(octets, 'stdout'),
    stderr: octets => printForeign(octets, 'stderr'),
  });
}

async function enter(node: string, name: string | undefined, argv: readonly string[]): Promise<number> {
  return runInOurPlace(await commandIn(findLab(name, await standingLabs()), node, argv));
}

function parseLab(lab: string | undefined): NamedLab {
  if (lab === undefined) return {};
  const [name, owner, ...more] = lab.split(':').reverse();
  if (name === '' || owner === '' || more.length > 0) {
    throw new VipError('BAD_ARGUMENT', `--lab: expected NAME or USER:NAME, got ${JSON.stringify(lab)}`);
  }
  return {...(name === undefined ? {} : {name}), ...(owner === undefined ? {} : {owner})};
}

/** Our own command line, with another name for the lab. */
function ownCommandWith(name: string): string[] {
  const words = process.argv.slice(1);
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  const changed = words.map((word, index) => {
    if (index >= end) return word;
    if (words[index - 1] === '--lab') return name;
    return word.startsWith('--lab=') ? `--lab=${name}` : word;
  });
  return [process.execPath, ...process.execArgv, ...changed];
}

/**
 * `vip tickle`: resets the clients of a node that is gone.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {interruptible} from '../exit.js';
import type {TickleCommandOptions} from '../grammar/tickle.js';

export async function tickleClients(options: TickleCommandOptions): Promise<number> {
  checkPurpose(options);
  if (options.netns !== undefined) return (await import('../reexec.js')).runInNamespace(options.netns);
  if (options.node !== undefined) {
    const {runInNode} = await import('../reexec.js');
    return runInNode(options.node, options.lab, {keepsRights: options.kill === true});
  }
  const signal = interruptible();
  const {from, learn, to} = options;
  if (from !== undefined) return (await import('./tickle-send.js')).tickleFrom({...options, from}, signal);
  if (learn !== undefined || to !== undefined)
    return (await import('./tickle-learn.js')).learn(options, signal);
  return (await import('./tickle-kill.js')).killHeldSessions(options, signal);
}

function checkPurpose({from, learn, to, listen, kill, key}: TickleCommandOptions): void {
  if (from === undefined && learn === undefined && to === undefined && kill !== true)
    refuse('expected --from FILE, --learn FILE, --to HOST:PORT or --kill, got none of them');
  if (key === undefined && (to !== undefined || listen !== undefined))
    refuse(`${to === undefined ? '--listen' : '--to'}: expected a key that both nodes have (--key FILE)`);
  if (key !== undefined && to === undefined && listen === undefined)
    refuse('--key: vip tickle without --to and --listen does not read it');
}

function refuse(problem: string): never {
  throw new VipError('BAD_ARGUMENT', problem);
}

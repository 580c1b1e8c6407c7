/**
 * `vip tickle --kill`: ends the sessions of an address that is about to move, on the node that has them.
 *
 * @module
 */

import {counted, listed} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {killSessions} from '@vip/core/internal/sessions';
import {addressesHere} from '@vip/core/internal/tickle';
import {EXIT} from '../exit.js';
import type {TickleCommandOptions} from '../grammar/tickle.js';
import {printNote} from '../note.js';
import {print, printJson} from '../output.js';

export async function killHeldSessions(
  {ip, json}: TickleCommandOptions,
  signal: AbortSignal,
): Promise<number> {
  const held = addressesHere();
  const absent = ip.filter(address => !held.has(address));
  const {found, left, reason} = await killSessions(ip, signal);
  if (json === true) printJson({kind: 'killed', found, left, absent});
  else
    print(`${counted(found - left, 'session')} of ${listed(ip)} ended${left === 0 ? '' : `, ${left} left`}`);
  if (left > 0)
    throw new VipError(
      'NOT_POSSIBLE',
      `kill: ${left} of ${counted(found, 'session')} ${left === 1 ? 'is' : 'are'} still there: ${reason}`,
    );
  if (absent.length === 0 || found === 0) return EXIT.done;
  printNote(
    `warning: ${listed(absent)} left this machine before: over IPv4, clients were not told (reset them from the new node: vip tickle --from)`,
  );
  return EXIT.no;
}

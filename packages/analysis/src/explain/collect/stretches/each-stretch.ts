/**
 * All stretches of an address without answers: of all askers, of each of them, and of each service.
 *
 * @module
 */

import type {DarkStretch} from '../../../conversations/facts.js';
import type {AddressFacts} from '../../facts.js';

/** Replaces stretches by others; may leave some out. */
export type ChangeStretches = <T extends DarkStretch>(all: readonly T[]) => readonly T[];

export function withStretches(address: AddressFacts, change: ChangeStretches): AddressFacts {
  const changed = <T extends DarkStretch>(all: readonly T[]) => (all.length === 0 ? all : change(all));
  const each = <T extends DarkStretch, O extends {readonly dark: readonly T[]}>(owner: O): O => {
    const dark = changed(owner.dark);
    return dark === owner.dark ? owner : {...owner, dark};
  };
  return {
    ...address,
    dark: changed(address.dark),
    services: address.services.map(each),
    senders: address.senders.map(sender => each({...sender, asked: sender.asked.map(each)})),
    ...(address.through === undefined ? {} : {through: address.through.map(each)}),
  };
}

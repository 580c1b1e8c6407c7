/**
 * Notes about the virtual routers of an address. Pure.
 *
 * @module
 */

import {times} from '../../count-text.js';
import {routersOf} from '../handovers/router-index.js';
import {isBefore} from '../scope.js';
import {type Given, type Note, note} from './note.js';

/** A check failed, or a weight was removed, and the address stayed where it was. */
export function priorityFell({capture, address}: Given): Note[] {
  // In CARP the lower number wins, and it is not set by a check.
  const own = routersOf(address, capture.routers).filter(({protocol}) => protocol !== 'CARP');
  return own.flatMap(router =>
    router.masters.flatMap(master => {
      const speaker = router.speakers.find(one => one.router === master.router);
      const fall = speaker?.changes.find(change => change.to < change.from && isBefore(master, change));
      if (fall === undefined) return [];
      const follower = router.masters.find(next => isBefore(fall, next) && next.router !== master.router);
      const within = follower !== undefined && follower.at - fall.at < 10n * router.intervalNs;
      if (within) return [];
      const text = `The priority of ${master.router} fell from ${fall.from} to ${fall.to} in frame ${fall.frame}, and no other node took over: a check failed there, and the others stay below it or must not preempt it (weight, nopreempt). ${address.questionsAnswered > 0 ? 'The address answers; what was checked may be down.' : 'What was checked may be down.'}`;
      return note(address, 'PRIORITY_FELL', text, [fall.frame]);
    }),
  );
}

/** Advertisements to a host where no daemon runs. */
export function nobodyReadsVrrp({capture, address}: Given): Note[] {
  if (routersOf(address, capture.routers).length === 0) return [];
  return capture.deafRouters.flatMap(({by, frame, count}) => {
    return note(
      address,
      'NOBODY_READS_VRRP',
      `${by} reports that it does not receive VRRP, IP protocol 112 (${times(count)}, first in frame ${frame}): no daemon is running.`,
      [frame],
    );
  });
}

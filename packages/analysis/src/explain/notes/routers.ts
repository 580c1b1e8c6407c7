/**
 * Notes about the virtual routers of an address. Pure.
 *
 * @module
 */

import type {Mark} from '../../capture/mark.js';
import type {RouterProtocol} from '../../claims/advert.js';
import type {PriorityChange, RouterFacts, Speaker} from '../../claims/router-facts.js';
import {isForeign} from '../../claims/router-role.js';
import {sum} from '../../collections/sum.js';
import {counted} from '../../text/count-text.js';
import {formatDuration} from '../../text/duration-text.js';
import type {DeafRouter} from '../capture-facts.js';
import {routersOf} from '../handovers/router-index.js';
import {isBefore} from '../scope.js';
import {timesFrom} from '../words/frame-naming.js';
import {type Note, type NoteContext, note} from './note.js';

/** A check failed, a weight was removed, or a fault was found, but the address did not move. */
export function priorityFell({capture, address}: NoteContext): Note[] {
  return routersOf(address, capture.routers).flatMap(router =>
    router.masters.flatMap(master => {
      const speaker = router.speakers.find(one => one.router === master.router);
      const found = speaker === undefined ? undefined : fallOf(router, speaker, master);
      if (found === undefined) return [];
      const {fall, what} = found;
      const follower = router.masters.find(next => isBefore(fall, next) && next.router !== master.router);
      const lasted = follower === undefined ? undefined : follower.at - fall.at;
      if (lasted !== undefined && lasted < 10n * router.intervalNs) return [];
      const answers = address.questionsAnswered > 0 ? 'The address answers; what was' : 'What was';
      const words = `The ${what} of ${master.router} ${fall.to < fall.from ? 'fell' : 'rose'} from ${fall.from} to ${fall.to} in frame ${fall.frame}, and no other node took over${lasted === undefined ? '' : ` for ${formatDuration(lasted)}`}`;
      const text = `${words}: ${whyIn(router.protocol)}. ${answers} checked may be down.`;
      return note(address, 'PRIORITY_FELL', text, [fall.frame], {isForeign: isForeign(router.protocol)});
    }),
  );
}

function whyIn(protocol: RouterProtocol): string {
  if (protocol === 'CARP')
    return 'it demotes itself because of a fault (an interface that is down, pfsync, a program), and the others are demoted as well, do not preempt it, or are gone';
  const how = isForeign(protocol) ? 'track, preempt' : 'weight, nopreempt';
  return `a check failed there, and the others stay below it or must not preempt it (${how})`;
}

/** The first change for the worse of a master. In CARP lower numbers win: OpenBSD raises the demotion, FreeBSD the skew. */
function fallOf(
  {protocol}: RouterFacts,
  {changes, demotions = []}: Speaker,
  master: Mark,
): {readonly fall: PriorityChange; readonly what: string} | undefined {
  const isCarp = protocol === 'CARP';
  const first = (all: readonly PriorityChange[], isWorse: (change: PriorityChange) => boolean) =>
    all.find(change => isWorse(change) && isBefore(master, change));
  const demoted = first(demotions, ({from, to}) => to > from);
  if (demoted !== undefined) return {fall: demoted, what: 'demotion'};
  const fall = first(changes, ({from, to}) => (isCarp ? to > from : to < from));
  return fall && {fall, what: isCarp ? 'skew' : 'priority'};
}

/** Neither reading of the checksum fits. */
export function checksumsWrong({capture, address}: NoteContext): Note[] {
  return routersOf(address, capture.routers).flatMap(({protocol, id, wrongChecksums: count, speakers}) => {
    if (count === 0) return [];
    const all = sum(speakers, one => one.count);
    const text = `${count} of ${counted(all, 'advertisement')} of ${protocol} ${id} have a wrong checksum: whoever receives them discards them`;
    return note(address, 'WRONG_CHECKSUM', `${text}.`);
  });
}

/** Advertisements to a host that runs no daemon, whose firewall rejects them, or that cannot be reached. */
export function nobodyReadsVrrp({capture, address}: NoteContext): Note[] {
  const own = routersOf(address, capture.routers);
  const isOwn = ({router}: DeafRouter) =>
    own.some(({speakers}) => speakers.some(speaker => speaker.router === router));
  return capture.deafRouters.filter(isOwn).flatMap(deaf => {
    const shown = timesFrom(deaf.count, deaf.frame);
    return note(address, 'NOBODY_READS_VRRP', `${deafText(deaf, shown)}.`, [deaf.frame]);
  });
}

function deafText({by, router, peer, reason, said}: DeafRouter, shown: string): string {
  if (reason === 'protocol')
    return `${by} reports that it does not receive VRRP, IP protocol 112 (${shown}): no daemon is running`;
  const icmp = `(ICMP ${said}, ${shown})`;
  if (by === peer) return `${by} rejects the advertisements of ${router} ${icmp}: its firewall does`;
  const why =
    reason === 'prohibited' ? 'its access list or firewall rejects them' : `it cannot reach ${peer}`;
  return `The router ${by} does not forward the advertisements of ${router} to ${peer} ${icmp}: ${why}`;
}

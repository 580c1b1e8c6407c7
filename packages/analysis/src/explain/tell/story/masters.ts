/**
 * Masters and their rivals in a story.
 *
 * @module
 */

import type {RouterProtocol} from '../../../claims/advert.js';
import type {PriorityChange, RouterFacts} from '../../../claims/router-facts.js';
import {roleIn} from '../../../claims/router-role.js';
import {times} from '../../../text/count-text.js';
import {formatDuration} from '../../../text/duration-text.js';
import type {AddressFacts} from '../../facts.js';
import {routersOf} from '../../handovers/router-index.js';
import {limited, type StoryEvent, storyEvent} from './happening.js';

export function masters(routers: readonly RouterFacts[]): StoryEvent[] {
  return routers.flatMap(router => {
    const {protocol, id, speakers} = router;
    const name = `${protocol} ${id}`;
    return [
      ...mastersOf(router),
      ...limited(router.rivalries, ({at, frame, rival, last, count}) =>
        storyEvent({at, frame}, `${rival} advertises ${name} as well, ${times(count)}`, last.frame),
      ),
      ...limited(router.masterless, ({at, frame, last}) =>
        storyEvent(
          {at, frame},
          `no advertisement of ${name} for ${formatDuration(last.at - at)}`,
          last.frame,
        ),
      ),
      ...speakers.flatMap(({router: ip, changes, demotions = []}) => [
        ...changed(`the ${preferenceIn(protocol)} of ${ip}`, changes),
        ...changed(`the demotion of ${ip}`, demotions),
      ]),
    ];
  });
}

function mastersOf({protocol, id, masters: all, speakers, intervalNs}: RouterFacts): StoryEvent[] {
  return limited(all, ({at, frame, router: ip, priority, demotion, last, resigned}) => {
    const demoted = demotion === undefined ? '' : `, demotion ${demotion}`;
    const more = resigned ? ', and resigned' : '';
    const every = formatDuration(speakers.find(one => one.router === ip)?.intervalNs ?? intervalNs);
    return storyEvent(
      {at, frame},
      `${ip} is ${roleIn(protocol)} of ${protocol} ${id}: ${preferenceIn(protocol)} ${priority}${demoted}, every ${every}, to frame ${last.frame}${more}`,
    );
  });
}

function preferenceIn(protocol: RouterProtocol): string {
  return protocol === 'CARP' ? 'skew' : 'priority';
}

function changed(what: string, changes: readonly PriorityChange[]): StoryEvent[] {
  return limited(changes, ({at, frame, from, to}) =>
    storyEvent({at, frame}, `${what} ${to < from ? 'falls' : 'rises'} from ${from} to ${to}`),
  );
}

/** The addresses of a CARP host are known only with the password. */
export function carp(routers: readonly RouterFacts[], address: AddressFacts): StoryEvent[] {
  const {network} = address;
  const told = routersOf(address, routers);
  const own = routers.filter(
    router => router.protocol === 'CARP' && router.network === network && !told.includes(router),
  );
  return own.flatMap(mastersOf);
}

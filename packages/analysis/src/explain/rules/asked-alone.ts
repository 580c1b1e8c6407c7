/**
 * Outages that may not have been outages of the address: only services were asked, or the machine was reached.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import type {Mark} from '../../capture/mark.js';
import type {DarkStretch} from '../../conversations/facts.js';
import type {AddressFacts} from '../facts.js';
import {earliest, isBefore} from '../scope.js';
import {type Draft, finding} from '../verdict.js';
import {servicesText} from '../words/service-text.js';
import {type Sign, signText} from './case.js';

/**
 * Names of the services that were asked, if nothing else was: whether anything besides them was dark is then
 * unknown. A ping asks the address itself.
 */
export function servicesAlone({services = []}: DarkStretch): string | undefined {
  if (services.length === 0 || services.some(({protocol}) => protocol === 'echo')) return undefined;
  return servicesText(services);
}

/** `nothing but TCP port 443 was asked then` */
export function onlyServices(dark: DarkStretch): string | undefined {
  const services = servicesAlone(dark);
  return services === undefined ? undefined : `nothing but ${services} was asked then`;
}

/**
 * @param said a sign of the owner meanwhile
 * @param later what the capture is too short to show
 */
export function ofServices(
  words: string,
  said: Sign | undefined,
  {lastAnswer, firstUnanswered, firstAnswer}: DarkStretch,
  later = '',
): Draft {
  const text =
    said === undefined
      ? `${words}, so it is not known whether the whole address was dark${later}`
      : `${words}, while its owner ${signText(said, 'was there')}`;
  return {
    ...finding('OUTAGE', `${text}.`, [lastAnswer, firstUnanswered, firstAnswer, said?.mark], SERVICES_REMEDY),
    consequence: firstAnswer === undefined ? SERVICE_DARK : RECOVERED,
  };
}

/** A question that was sent to the owner's MAC, and that the owner answered: a request for its MAC, since nothing else was answered then. */
export function reachedDuring(
  {senders}: AddressFacts,
  owner: MacAddress,
  {firstUnanswered, lastUnanswered}: DarkStretch,
): Mark | undefined {
  const answers = senders.flatMap(({runs}) =>
    runs.filter(({to}) => to === owner).flatMap(({firstAnswer, lastAnswer}) => [firstAnswer, lastAnswer]),
  );
  return earliest(
    answers.filter(
      answer => answer !== undefined && isBefore(firstUnanswered, answer) && isBefore(answer, lastUnanswered),
    ),
  );
}

/** The network delivers to it. */
export function atOwner(
  words: string,
  reached: Mark,
  {firstAnswer}: DarkStretch,
  frames: readonly (Mark | undefined)[],
): Draft {
  const text = `${words}, although its owner was reached: it answered a request for its MAC that was sent to it (frame ${reached.frame})`;
  return {
    ...finding('OUTAGE', `${text}.`, [...frames, reached], REACHED_REMEDY),
    consequence: firstAnswer === undefined ? UNANSWERED : RECOVERED,
  };
}

/** The owner is alive, and nothing moved: a MAC that one machine alone sends from is at the port where the switch always had it. */
export function ofAliveOwner(
  words: string,
  {mark}: Sign,
  {firstAnswer}: DarkStretch,
  frames: readonly (Mark | undefined)[],
): Draft {
  return {
    ...finding('OUTAGE', `${words}.`, [...frames, mark], ALIVE_REMEDY),
    consequence: firstAnswer === undefined ? UNANSWERED : RECOVERED,
  };
}

/** Whether the capture shows of no frame to the address to which MAC it was sent. */
export function areDestinationsUnseen({senders}: Pick<AddressFacts, 'senders'>): boolean {
  return senders.length > 0 && senders.every(({runs}) => runs.every(({to}) => to === undefined));
}

/** Whether no frame shows to which MAC it was asked then: a cooked capture does not. */
export function isToUnseenMac(
  {senders}: AddressFacts,
  {firstUnanswered, lastUnanswered}: Pick<DarkStretch, 'firstUnanswered' | 'lastUnanswered'>,
): boolean {
  const inVain = senders.flatMap(({runs}) =>
    runs.filter(
      run =>
        run.firstUnanswered !== undefined &&
        run.lastUnanswered !== undefined &&
        !isBefore(lastUnanswered, run.firstUnanswered) &&
        !isBefore(run.lastUnanswered, firstUnanswered),
    ),
  );
  return inVain.length > 0 && inVain.every(({to}) => to === undefined);
}

/** @param words what was missed, and when */
export function toUnseenMac(
  words: string,
  {firstAnswer}: DarkStretch,
  frames: readonly (Mark | undefined)[],
): Draft {
  const text = `${words}; a cooked capture does not show to which MAC it was sent.`;
  const found = finding('OUTAGE', text, frames, COOKED);
  return firstAnswer === undefined ? found : {...found, consequence: RECOVERED};
}

/** Of an outage that has an end, whether or not the address moved meanwhile. */
export const RECOVERED = 'it recovered, and may fall silent again for the same reason';
const UNANSWERED = 'these questions remain unanswered, and no failover will happen while the node is healthy';
const SERVICE_DARK = 'the service stays dark until its node, or the path to it, works again';
/** What is missing then, and the remedy. */
export const NO_DESTINATIONS = 'destination MACs not captured';
export const COOKED =
  'Capture at the interface itself and not at all of them: tcpdump -i eth0 instead of -i any. vip explain then shows whether the client ' +
  'sent to the owner or to another machine.';
const SERVICES_REMEDY =
  'Ping the address: if it answers, check on its node whether the service listens on the address (ss -lntu) and what a firewall drops ' +
  'for this port; otherwise, check the owner and the path to it.';
const REACHED_REMEDY =
  'Frames reach the owner, so check that machine: what its firewall drops (nft list ruleset), whether the services listen on the ' +
  'address (ss -lntu), and its route back to the client.';
const ALIVE_REMEDY =
  'The owner is alive, so first check that machine: what its firewall drops (nft list ruleset), whether it still has the address (ip ' +
  'addr), and its route back to the client; then on which port the switch has its MAC (bridge fdb show, show mac address-table).';

/**
 * The MAC that each answer to a request gave, and its recipient. Two machines may answer one request: one that has just lost the address may
 * answer last. Pure.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Mark} from '../../capture/mark.js';
import type {Tenure} from '../claim-facts.js';
import type {AddressFacts} from '../facts.js';

export interface ToldAnswer extends Mark {
  readonly mac: MacAddress;
  readonly asker: IpAddress;
}

export function toldAnswers({
  questions,
  doubleAnswers,
}: Pick<AddressFacts, 'questions' | 'doubleAnswers'>): ToldAnswer[] {
  const first = questions.flatMap(({ip: asker, answer, again}) => {
    if (answer === undefined) return [];
    const told = {...answer, asker};
    return again === undefined ? [told] : [told, {...told, ...again}];
  });
  const second = doubleAnswers.map(({at, frame, asker, macs: [, mac]}) => ({at, frame, mac, asker}));
  return [...first, ...second];
}

/** Whether a machine claimed the address by nothing but an answer to a station that had not asked. */
export function isToldUnasked(
  address: Pick<AddressFacts, 'questions' | 'doubleAnswers'>,
  {by, frame, announcements}: Pick<Tenure, 'by' | 'frame'> & Pick<AddressFacts, 'announcements'>,
): boolean {
  return (
    by === 'answer' && announcements.length === 0 && !toldAnswers(address).some(one => one.frame === frame)
  );
}

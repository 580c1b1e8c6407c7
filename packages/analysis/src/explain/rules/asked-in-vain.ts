/**
 * An address that seems healthy, or answers no more than requests for its MAC, but never answered a question that a client asked it again and again in this capture.
 *
 * @module
 */

import {counted} from '../../text/count-text.js';
import {isPersistent, neverServed} from '../outages/never-served.js';
import {cannotTell, type Draft} from '../verdict.js';
import {framesSpoken} from '../words/frame-naming.js';
import {servicesText} from '../words/service-text.js';
import {who} from './case.js';
import {lossText} from './service-draft.js';
import type {Steady} from './steady-case.js';

export function askedInVain({address}: Pick<Steady, 'address'>): Draft | undefined {
  const all = neverServed(address).filter(isPersistent);
  const [first] = all;
  if (first === undefined) return undefined;
  const [dark] = [...first.dark].sort((a, b) => b.questions - a.questions);
  if (dark === undefined) return undefined;
  const {firstUnanswered, lastUnanswered, questions} = dark;
  const name = servicesText([first.service]);
  const names = servicesText(all.map(({service}) => service));
  const asked = `${counted(questions, 'question')} of ${who(first.askers)} to ${name} in ${framesSpoken(firstUnanswered, lastUnanswered)}`;
  const others = address.services.length > 0 ? 'other questions' : 'requests for its MAC';
  const words = `It answers ${others}, but ${names} never answered in this capture (${asked}: ${lossText(first.service, dark)}); whether it serves there at all is not shown`;
  return cannotTell(`${names} never answered`, `${words}.`, [firstUnanswered, lastUnanswered], REMEDY);
}

const REMEDY =
  'If it should serve there, it is dark: check on the node whether the service listens on the address (ss -ltn) and what a firewall drops. ' +
  'If not, only the client that asks is wrong.';

/** The ways in which programs announce an address. */

import type {Random} from '../../helpers/random.js';
import type {AnnouncementForm} from '../wire/neighbour.js';
import {whole} from './chance.js';
import {MS, SECOND, US} from './clock.js';
import type {AnnouncementPlan} from './holding.js';

const form = (
  operation: 'request' | 'reply',
  targetMac: AnnouncementForm['targetMac'],
): AnnouncementForm => ({
  ...{operation, targetMac, override: true},
});
const FORMS: readonly (readonly AnnouncementForm[])[] = [
  [form('request', 'broadcast')],
  [form('request', 'zero')],
  [form('reply', 'self')],
  [form('request', 'broadcast'), form('reply', 'self')],
];

/** An announcement that every neighbour accepts. */
export function anyAnnouncement(random: Random): AnnouncementPlan {
  const forms = FORMS[random.below(FORMS.length)] ?? [];
  const gap = random.pick([100 * US, 500 * US, 100 * MS, SECOND]);
  return {forms, gap, count: whole(random, 1, 5)};
}

/** The same without Override, upon which neighbours keep their entries (RFC 4861 §7.2.5). */
export function withoutOverride(plan: AnnouncementPlan): AnnouncementPlan {
  return {...plan, forms: plan.forms.map(one => ({...one, override: false}))};
}

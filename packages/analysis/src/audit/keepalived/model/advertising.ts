/**
 * How often a master advertises, and how many advertisements may be missed.
 *
 * @module
 */

import type {Globals} from './globals.js';
import type {Instance} from './instance.js';
import type {Report} from './report.js';
import type {Settings} from './settings.js';

const VRRP_DOWN_TIMER_ADVERTS = 3;

/** The longest intervals: 255 s in version 2, 40.95 s in version 3. Microseconds. */
const MOST = {2: 255_000_000, 3: 40_950_000} as const;

/** Version 2 counts whole seconds, version 3 hundredths; both round half up, to one at least. */
const STEP = {2: 1_000_000, 3: 10_000} as const;

export function advertisingOf(
  settings: Settings,
  version: 2 | 3,
  strict: boolean,
  globals: Globals,
  report: Report,
): Pick<Instance, 'advertMs' | 'advertGivenMs' | 'downTimerAdverts'> {
  const given = settings.number('advert_int');
  const asked = given?.value || 1_000_000;
  const step = STEP[version];
  const rounded = Math.max(Math.floor((asked + step / 2) / step) * step, step);
  const micros = asked > MOST[version] ? MOST[version] : rounded;
  const unit = version === 2 ? 'whole seconds' : 'hundredths of a second';
  if (given !== undefined && micros !== asked)
    report('value', given.place, 'advert_int', [
      'advert_int',
      `version ${version} counts ${unit}: ${micros / 1e6}`,
    ]);
  return {
    advertMs: micros / 1000,
    advertGivenMs: given === undefined ? undefined : given.value / 1000,
    downTimerAdverts: downTimer(settings, strict, globals, report),
  };
}

function downTimer(settings: Settings, strict: boolean, globals: Globals, report: Report): number {
  const given = settings.number('down_timer_adverts');
  const adverts = given?.value ?? globals.downTimerAdverts;
  if (!strict || adverts === VRRP_DOWN_TIMER_ADVERTS) return adverts;
  const place = given?.place ?? globals.placeOf('vrrp_down_timer_adverts');
  if (place !== undefined)
    report('ignored', place, 'down_timer_adverts', ['down_timer_adverts', 'is 3 in strict mode']);
  return VRRP_DOWN_TIMER_ADVERTS;
}

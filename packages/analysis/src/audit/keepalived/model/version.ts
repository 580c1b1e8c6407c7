/**
 * The VRRP version of an instance.
 *
 * @module
 */

import {readNumber} from '../numbers.js';
import type {Place} from '../source.js';
import type {Globals} from './globals.js';
import type {RawInstance} from './read-instance.js';
import type {Report} from './report.js';

/** The first one given counts. IPv6 uses version 3, unless 2 was configured before its addresses. */
export function versionOf(
  {settings, addressing}: RawInstance,
  globals: Globals,
  strict: boolean,
  report: Report,
): 2 | 3 {
  const [firstVip] = addressing.family === 6 ? addressing.vips : [];
  let version: 2 | 3 | undefined;
  for (const {words, place} of settings.all('version')) {
    const given = readNumber(words[1] ?? '', 2, 3, true).value as 2 | 3 | undefined;
    if (given === undefined) continue;
    const isDeduced = firstVip !== undefined && (strict || isAfter(place, firstVip.place));
    const already = version ?? (isDeduced ? 3 : undefined);
    if (already === undefined) version = given;
    else if (already !== given) report('ignored', place, `${given}`, ['version', `it is ${already} already`]);
  }
  return version ?? (addressing.family === 6 ? 3 : globals.version);
}

function isAfter(place: Place, other: Place): boolean {
  return place.file === other.file && place.line > other.line;
}

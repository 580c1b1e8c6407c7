/**
 * Reading a check of an exercise.
 *
 * @module
 */

import {notAmong} from '@vip/analysis/internal';
import {isIpv4} from '@vip/arp';
import {CHECKS, type CourseCheck, type Key, STATION_WORDS} from '@vip/core/internal';
import {anyEntriesOf, describe, entriesOf, type Located, wrongAt} from '../document/located.js';
import {CHECK_KEYS, IFACE_NAME, MOST_POINTS} from './course-keys.js';
import {durationOf, matching, textOfEntry, word} from './course-values.js';

export function checkOf(node: Located): CourseCheck {
  const named = anyEntriesOf(node, 'check').find(({key}) => key === 'check');
  if (named === undefined) throw wrongAt(node.place, 'check: expected check, got none');
  const name = textOfEntry(named.value, 'check');
  const kind = CHECKS.find(one => one.name === name);
  if (kind === undefined)
    throw wrongAt(
      named.value.place,
      notAmong(
        'check',
        CHECKS.map(one => one.name),
        name,
      ),
    );
  const entries = entriesOf(node, name, [...CHECK_KEYS, ...Object.keys(kind.keys)]);
  const told = Object.entries(kind.keys).flatMap(([key, means]) => {
    const entry = entries.get(key);
    if (entry !== undefined) return [[key, toldOf(key, means, entry.value)]];
    if (means.standard === undefined) throw wrongAt(node.place, `${name}: expected ${key}, got none`);
    return [];
  });
  const points = entries.get('points');
  const hint = entries.get('hint');
  return {
    kind: name,
    told: Object.fromEntries(told),
    points: points === undefined ? 1 : pointsOf(points.value),
    ...(hint === undefined ? {} : {hint: textOfEntry(hint.value, 'hint')}),
  };
}

function toldOf(key: string, {takes}: Key, node: Located): string {
  if (takes === 'duration') return String(durationOf(node, key));
  if (takes === 'yes-no' && node.kind === 'value' && (node.type === 'true' || node.type === 'false'))
    return node.type === 'true' ? 'yes' : 'no';
  const text = textOfEntry(node, key);
  if (takes === 'yes-no') return word(text, key, ['yes', 'no'], node.place);
  if (takes === 'node' || takes === 'station') return word(text, key, STATION_WORDS, node.place);
  if (takes === 'iface') return matching(node, key, IFACE_NAME, 'the name of an interface');
  if (takes === 'address')
    return isIpv4(text) ? text : word(text, key, ['vip', ...STATION_WORDS, 'an IPv4 address'], node.place);
  return word(text, key, takes, node.place);
}

function pointsOf(node: Located): number {
  const points = Number(textOfEntry(node, 'points'));
  if (Number.isFinite(points) && points > 0 && points <= MOST_POINTS) return points;
  throw wrongAt(
    node.place,
    `points: expected a number above 0 and up to ${MOST_POINTS}, got ${describe(node)}`,
  );
}

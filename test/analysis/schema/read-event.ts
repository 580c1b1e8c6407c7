/** A saved event is read as it was saved, and contains nothing unchecked. */

import {encodeEvent} from '@vip/analysis';
import {readEvent} from '@vip/analysis/internal';
import test from 'ava';
import {recordedEvents} from '../../helpers/recorded.js';

test('every recorded event is read as it was written', t => {
  for (const name of ['failover', 'keepalived'] as const) {
    for (const event of recordedEvents(name)) t.deepEqual(readEvent(encodeEvent(event)), event);
  }
});

const LINK = '"at":"5","node":"ext","kind":"link","iface":"ext0","state":"up"';

test('fields that no event of the kind has are omitted, whatever they contain', t => {
  const known = {at: 5n, node: 'ext', kind: 'link', iface: 'ext0', state: 'up'};
  for (const more of [
    '"sentAt":"no time"',
    '"octets":[]',
    '"own":{"at":null}',
    '"__proto__":{"state":"down"}',
  ]) {
    t.deepEqual(readEvent(`{${LINK},${more}}`) as unknown, known, more);
  }
});

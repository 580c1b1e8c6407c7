/**
 * A client that gets another MAC is not a virtual IP that moves, for a watch of all addresses as for `vip
 * explain`.
 */

import test from 'ava';
import {replaced} from '../../helpers/replaced-card.js';
import {CLIENT_IP, VIP} from '../../helpers/scene.js';
import {explained, watched} from '../../helpers/watched.js';

for (const silent of [0, 30]) {
  test(`a client's new card is no move, ${silent} seconds after it last asked`, t => {
    const frames = replaced(true, silent)
      .frames.map(frame => ({...frame, at: frame.at ?? 0n}))
      .sort((a, b) => Number(a.at - b.at));
    t.deepEqual(
      explained({frames}).map(({address: {ip}, notes}) => [
        ip,
        notes.some(({code}) => code === 'ASKER_MOVED'),
      ]),
      [[VIP, true]],
    );
    for (const isLive of [true, false]) {
      const told = watched(frames, {isLive});
      t.true(told.some(event => 'ip' in event && event.ip === VIP));
      t.deepEqual(
        told.filter(event => 'ip' in event && event.ip === CLIENT_IP),
        [],
      );
    }
  });
}

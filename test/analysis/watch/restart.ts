/**
 * What happened while no watch was running: a takeover that the MAC does not show is recognised by the
 * advertising router.
 */

import {Watch, type WatchedEvent, type WatchState} from '@vip/analysis/internal/watch';
import test from 'ava';
import {explained} from '../../helpers/watched.js';
import {KINDS} from '../../kinds/index.js';
import type {MadeFrame} from '../../kinds/kind.js';

function watched(frames: readonly MadeFrame[], state?: WatchState) {
  const told: WatchedEvent[] = [];
  const watch = new Watch({isLive: true, state, tell: event => told.push(event)});
  watch.take(frames.map(frame => ({iface: 'eth0', length: frame.bytes.length, ...frame})));
  watch.end();
  return {told, state: watch.state()};
}

test('a takeover behind one virtual MAC during a restart is told when another router advertises', t => {
  const made = KINDS.find(({name}) => name === 'virtual-mac-handover')?.make(1);
  const [handover] = made === undefined ? [] : explained(made, made.ask).flatMap(one => one.handovers);
  if (made === undefined || handover === undefined) return t.fail('there is no takeover');
  const {frame, fromRouter, toRouter} = handover.handover;
  const before = watched(made.frames.slice(0, frame - 1));
  // What was on the wire at the takeover itself is not seen.
  const later = made.frames.slice(frame).filter(({at}) => at > handover.handover.at + 1_000_000_000n);
  const moves = watched(later, before.state).told.filter(event => event.kind === 'moved');
  t.is(moves.length, 1);
  t.like(moves[0], {fromRouter, toRouter, isUnwatched: true, verdict: 'CANNOT_TELL', move: 'failover'});
  // The same router as before is no takeover.
  const again = watched(made.frames.slice(0, frame - 1), before.state);
  t.deepEqual(
    again.told.filter(({kind}) => kind === 'moved'),
    [],
  );
});

/** A router captured on both sides, in one file: what cannot be seen on the far side is seen on the address's own network. */

import test from 'ava';
import {seeds} from '../../helpers/torture.js';
import {recorded} from '../../kinds/places/lab-run.js';
import {routedMove} from '../../kinds/places/routed.js';
import {told} from '../../kinds/told.js';

const BEHIND = /through the router \S+, which decides .* Capture at the router/;
const BEYOND =
  /the router \S+ \(frames \d+ to \d+ on eth0\), .* changed owner there, to \S+ \(frame (\d+)\), as it should/;

test('an outage behind the router is said to be a change of owner on the other side, with its verdict', t => {
  for (const seed of seeds(8, 300)) {
    const made = recorded(routedMove, seed);
    const {text, addresses, exit} = told({...made, frames: made.places?.get('router') ?? []});
    t.is(exit, 0, `seed ${seed}`);
    const [near] = addresses.filter(({changes}) => changes > 0);
    t.is(near?.verdict, 'HEALTHY', `seed ${seed}`);
    const [, frame] = BEYOND.exec(text) ?? [];
    t.is(frame, `${near?.owners?.at(-1)?.fromFrame}`, `seed ${seed}`);
    t.notRegex(text, /Capture at the router|stays dark/, `seed ${seed}`);
  }
});

test('the far side alone shows neither: capture on the other one', t => {
  for (const seed of seeds(4, 100)) {
    const made = recorded(routedMove, seed);
    const frames = (made.places?.get('router') ?? []).filter(({iface}) => iface === 'eth1');
    t.regex(told({...made, frames}).text, BEHIND, `seed ${seed}`);
  }
});

/** Files whose parts are in the wrong order: sorted as far as they are buffered; behind that, said, and nothing is told of them that is not so. */

import {setImmediate as turn} from 'node:timers/promises';
import test from 'ava';
import {everyNth, seeds} from '../../helpers/torture.js';
import {contradictions, explained, standing, watched} from '../../helpers/watched.js';
import {differences} from '../../kinds/check.js';
import {KINDS} from '../../kinds/index.js';
import type {Made, MadeFrame} from '../../kinds/kind.js';
import {told} from '../../kinds/told.js';
import {behindOthers, HELD, swapped} from '../../kinds/transform/swapped.js';
import {renumbered} from '../../kinds/truth.js';

/** The frames after the place where time jumps back, and those before it. */
function parts({frames}: Made): [before: readonly MadeFrame[], after: readonly MadeFrame[]] {
  const jump = frames.findIndex(({at}, index) => index > 0 && at < (frames[index - 1] as MadeFrame).at);
  return [frames.slice(0, jump), frames.slice(jump)];
}

const IN_ORDER = KINDS.filter(kind => swapped(kind.make(0), 0) !== undefined);

test.serial('every kind is read correctly when its halves are in the wrong order', async t => {
  for (const kind of IN_ORDER)
    for (const seed of seeds(1, 20)) {
      await turn();
      const made = swapped(kind.make(seed), seed) as Made;
      t.deepEqual(differences(made.truth, told(made)), [], `${kind.name}, seed ${seed}`);
    }
});

/** The counters of pings, or of TCP, show on both sides of this jump back that it is no step of the clock. */
const COUNTED = everyNth(
  ['handover', 'failback', 'no-announcement', 'long-outage', 'vrrp', 'two-owners', 'two-masters'].flatMap(
    name => KINDS.filter(kind => kind.name.startsWith(name)),
  ),
  2,
  1,
);

test.serial(
  'behind the frames that are sorted, older ones are left out: no clock was set, and nothing is judged',
  async t => {
    let compared = 0;
    for (const kind of COUNTED)
      for (const seed of seeds(2, 20)) {
        await turn();
        const made = swapped(kind.make(seed), seed) as Made;
        const [before, after] = parts(made);
        const lag = (before.at(-1)?.at ?? 0n) - (after[0]?.at ?? 0n);
        if (lag < 1_000_000_000n) continue;
        const name = `${kind.name}, seed ${seed}`;
        const alone = told({...made, frames: behindOthers(before)});
        const whole = told({...made, frames: behindOthers(made.frames)});
        t.notRegex(whole.text, /clock was set/, name);
        t.regex(
          whole.text,
          new RegExp(` Left out: ${after.length} frames? from frame ${HELD + before.length + 1} on`),
          name,
        );
        const of = ({addresses}: typeof whole) => addresses.map(({ip, changes}) => `${ip} ${changes}`);
        t.deepEqual(of(whole), of(alone), name);
        t.is(whole.exit, 3, `${name}: ${whole.text}`);
        compared++;
      }
    t.true(compared > 3);
  },
);

test.serial('what may be among the frames left out is not called missing', t => {
  const made = KINDS.find(({name}) => name === 'no-announcement')?.make(0) as Made;
  const frames = behindOthers(made.frames);
  // The first frames once more: a part of the file that belongs between the others.
  const last = frames.at(-1) as MadeFrame;
  const again = made.frames.filter(({at}) => last.at - at >= 1_000_000_000n);
  t.is(told({...made, frames}).exit, 1);
  const {exit, text} = told({...made, frames: [...frames, ...again]});
  t.is(exit, 3, text);
  t.regex(text, /frames that were left out may explain this/);
});

test.serial(
  'a clock that is set back behind the frames that are sorted is a step, and breaks no verdict',
  t => {
    const kind = KINDS.find(({name}) => name === 'clock-step');
    for (const seed of seeds(3, 30)) {
      const made = kind?.make(seed) as Made;
      const later = {...made, frames: behindOthers(made.frames)};
      const truth = renumbered(made.truth, number => number + HELD);
      t.deepEqual(differences(truth, told(later)), [], `seed ${seed}`);
    }
  },
);

test.serial('a watch of a file tells what explain says if parts of it are left out', t => {
  for (const kind of everyNth(COUNTED, 3, 1)) {
    const made = swapped(kind.make(0), 0) as Made;
    const frames = behindOthers(made.frames);
    const ips = explained({...made, frames}, made.ask).map(({address}) => address.ip);
    const events = watched(frames, {ips, keys: made.keys});
    t.deepEqual(
      explained({...made, frames}, ips).flatMap(one => contradictions(standing(events), one)),
      [],
      kind.name,
    );
    const texts = events.flatMap(event => (event.kind === 'watch' ? [event.text] : []));
    t.true(texts.every(text => !text.includes('clock')));
    t.is(texts.filter(text => text.includes('left out')).length, 1, kind.name);
  }
});

/** Over UDP without an identifier, nothing says which request a datagram answers: the bounds of an outage hold all the same. */

import test from 'ava';
import {seeded} from '../../helpers/random.js';
import {seeds} from '../../helpers/torture.js';
import {explained} from '../../helpers/watched.js';
import {between} from '../../kinds/sim/chance.js';
import {SECOND} from '../../kinds/sim/clock.js';
import {Stage} from '../../kinds/sim/stage.js';
import {exchangeServer, exchanges} from '../../kinds/traffic/exchanges.js';

/** A machine dies, and is there again after so many seconds. */
function outage(seed: number, isAcknowledged: boolean) {
  const random = seeded(seed);
  const [at, lasts] = [between(random, 6, 10), between(random, 2, 9)];
  const stage = new Stage(random, seeded(seed + 1), {
    whole: true,
    length: at + lasts + between(random, 3, 6),
  });
  const {a, vip} = stage;
  const port = random.pick([5683, 5080, 27_015, 11_211]);
  a.hold(vip, {responds: exchangeServer(random, isAcknowledged)});
  stage.at(at, () => a.crash());
  stage.at(at + lasts, () => {
    a.isUp = true;
  });
  const others = Array.from({length: random.below(3)}, (_, index) => stage.newClient(`c${index}`));
  for (const client of [stage.client, ...others]) {
    const every = between(random, 0.1, 1) * SECOND;
    const pace = {every, from: between(random, 0.1, 0.8) * SECOND, until: stage.askUntil};
    exchanges(stage.asker(client), vip, {...pace, port, isAcknowledged});
  }
  const {frames} = stage.tell(() => ({exit: 1, addresses: [stage.about('OUTAGE')]}));
  return {frames, vip, lastedNs: BigInt(Math.round(lasts * SECOND))};
}

test('the bounds contain the time for which the machine was gone', t => {
  for (const seed of seeds(40, 1000))
    for (const isAcknowledged of [false, true]) {
      const {frames, vip, lastedNs} = outage(seed, isAcknowledged);
      const [told] = explained({frames}, [vip]);
      const own = told?.address.dark.filter(({bounds}) => bounds.leastNs >= 1_000_000_000n) ?? [];
      const [first] = own;
      t.is(own.length, 1, `seed ${seed}`);
      const {leastNs = 0n, mostNs = 0n} = first?.bounds ?? {};
      t.true(leastNs <= lastedNs && lastedNs <= mostNs, `seed ${seed}: ${leastNs} ${lastedNs} ${mostNs}`);
    }
});

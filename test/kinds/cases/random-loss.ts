/**
 * A path that loses a share of all packets at random: how many were lost is told, and whether it is an outage depends on the longest row.
 */

import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {MS, SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';
import {forwarder} from '../traffic/dns.js';

/** Margin at both ends of the capture, where the fate of questions is unknown. */
const EDGE = 3 * SECOND;
/** So many in a row are not surprising, for a share below a quarter and above. */
const [ROW, ROW_OF_MANY] = [4, 5] as const;
/** Questions at the very beginning and end, which may count or not. */
const UNCERTAIN = 4;

export const randomLoss = kind('random-loss', (random, addresses) => {
  const stage = new Stage(random, addresses, {whole: true, length: between(random, 20, 60)});
  const {a, vip, ledger, length} = stage;
  const {clock} = stage.network;
  const rate = between(random, 0.1, 0.4);
  const isWithin = () => clock.now > EDGE && clock.now < length - EDGE;
  a.hold(vip, {ignores: () => isWithin() && random.below(1e6) < rate * 1e6});
  const sort = random.pick(['ping', 'dns', 'forwarder', 'requests', 'mixed'] as const);
  const until = length / SECOND - 1;
  const others = Array.from({length: random.below(3)}, (_, index) => stage.newClient(`c${index}`));
  for (const asker of [stage.client, ...others].map(client => stage.asker(client))) {
    const every = between(random, 100, 600) * MS;
    const own = sort === 'mixed' ? random.pick(['ping', 'dns', 'requests'] as const) : sort;
    if (own === 'forwarder')
      forwarder(asker, vip, {every, from: 0.3 * SECOND, until: until * SECOND}, whole(random, 1, 4));
    else stage.talk(3, {asker, sort: own, every, until});
  }
  return stage.tell(() => {
    const all = [stage.outages(), ...ledger.askers(vip).map(ip => stage.outages(vip, ip))].flat();
    const isOutage = all.some(({minor}) => !minor);
    const row = Math.max(0, ...all.map(({questions}) => questions));
    const isChance = row <= (rate < 0.25 ? ROW : ROW_OF_MANY);
    const seen = ledger.seen(vip);
    const lost = seen.filter(({outcome}) => outcome !== 'answered').length;
    const counts = Array.from({length: UNCERTAIN}, (_, gone) => {
      const asked = seen.length - gone;
      return `${asked - lost} of ${asked} questions answered`;
    });
    const isShare = 15 * lost >= seen.length && stage.outages().length >= 8 && isChance;
    return {
      exit: isOutage ? 1 : 0,
      addresses: [
        stage.about(isOutage ? 'OUTAGE' : 'HEALTHY', {changes: 0, notes: isShare ? ['QUESTIONS_LOST'] : []}),
      ],
      present: isShare ? [new RegExp(counts.join('|'))] : [],
      absent: isChance ? [/(?:all that was asked,|\d) dark/, / dark for/] : [],
      ask: [vip],
    };
  });
});

/**
 * Three questions in ten are lost, but never many in a row. By definition that is no outage, but it must be
 * mentioned.
 */

import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {MS, SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';
import {forwarder} from '../traffic/dns.js';

/** Most questions lost in a row, which is less than an outage. */
const MOST = 3;
/** Margin at both ends of the capture, where the fate of questions is unknown. */
const EDGE = 3 * SECOND;

export const scatteredLoss = kind('scattered-loss', (random, addresses) => {
  const stage = new Stage(random, addresses, {whole: true, length: between(random, 25, 50)});
  const {a, vip, ledger} = stage;
  const {clock} = stage.network;
  const isWithin = () => clock.now > EDGE && clock.now < stage.length - EDGE;
  let row = 0;
  a.hold(vip, {
    ignores: () => {
      row = isWithin() && row < MOST && random.below(10) < 3 ? row + 1 : 0;
      return row > 0;
    },
  });
  const until = stage.length / SECOND - 1;
  if (random.oneIn(2)) stage.talk(3, {sort: 'ping', every: between(random, 100, 150) * MS, until});
  else {
    const every = between(random, 300, 600) * MS;
    forwarder(stage.asker(), vip, {every, from: 0.3 * SECOND, until: until * SECOND}, whole(random, 2, 6));
  }
  return stage.tell(() => {
    const asked = ledger.seen(vip);
    const texts = [asked, asked.filter(({sort}) => sort === 'service')].map(all => {
      const answered = all.filter(({outcome}) => outcome === 'answered');
      return `${answered.length} of ${all.length}`;
    });
    return {
      exit: 0,
      addresses: [stage.about('HEALTHY', {changes: 0})],
      present: [new RegExp(`: HEALTHY.*?, (?:${texts.join('|')}) questions answered, frame`)],
      absent: [/OUTAGE/],
      ask: [vip],
    };
  });
});

/**
 * Two machines probe for the address at the same time. Each takes the other's probe for a conflict, and
 * neither gets the address.
 */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';

export const probesCollide = kind('probes-collide', (random, addresses) => {
  const at = between(random, 4, 8);
  const probes = at + between(random, 0.1, 1.5);
  const stage = new Stage(random, addresses, {whole: true, length: at + between(random, 6, 15)});
  const {a, b, vip} = stage;
  const other = stage.node('other');
  a.hold(vip);
  stage.talk(2, {sort: 'ping'});
  stage.at(at, () => a.crash());
  stage.at(probes, () => b.probe(vip));
  stage.at(probes + between(random, 0.0001, 0.5), () => other.probe(vip));
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('OUTAGE', {changes: 0, notes: ['PROBE_DEFENDED']})],
    present: [new RegExp(`${b.mac} and ${other.mac} probed for it at once`)],
    absent: [/no other machine objected/, /TWO_OWNERS/],
    ask: [vip],
  }));
});

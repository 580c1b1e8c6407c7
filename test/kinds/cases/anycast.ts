/**
 * IPv6 anycast: several machines answer each solicitation without Override, and each neighbour keeps the
 * first (RFC 4291 §2.6, RFC 4861 §7.2.7).
 */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';

export const anycast = kind('anycast', (random, addresses) => {
  const stage = new Stage(random, addresses, {
    family: 6,
    at: 'mirror',
    whole: true,
    length: between(random, 6, 15),
  });
  const {a, b, client, vip} = stage;
  for (const node of [a, b]) node.hold(vip, {override: false});
  const clients = [client, stage.newClient('another')];
  for (const one of clients) stage.talk(3, {asker: stage.asker(one), sort: 'ping'});
  for (let second = 2; second < 5; second++) stage.at(second, () => client.ask(vip));
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0, outages: [], notes: ['ANYCAST']})],
    // Both answer, so the count is not of one alone.
    absent: [/TWO_OWNERS/, /has it and answers \(/],
    ask: [vip],
  }));
});

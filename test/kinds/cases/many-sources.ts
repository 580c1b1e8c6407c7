/**
 * A client sends from several addresses of its own, like one with privacy extensions (RFC 8981). It is not a
 * router.
 */

import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';

export const manySources = kind('many-sources', (random, addresses) => {
  const at = between(random, 4, 9);
  const dark = between(random, 0.3, 2);
  const stage = new Stage(random, addresses, {noise: false, length: at + dark + between(random, 5, 10)});
  const {a, client, vip, places, family} = stage;
  a.hold(vip);
  const every = between(random, 0.1, 0.3) * 1e9;
  stage.talk(dark, {sort: 'ping', every});
  const others = Array.from({length: whole(random, 1, 4)}, () => places.ip(family));
  for (const ip of others) stage.talk(dark, {sort: 'ping', every, asker: {by: client, ip, ttl: 64}});
  stage.takeover(at, dark);
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 1})],
    present: [new RegExp(`${client.mac} .with ${others.length + 1} addresses. followed`)],
    absent: [/router/],
  }));
});

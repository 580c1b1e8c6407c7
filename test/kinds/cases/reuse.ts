/** A container ends, and minutes later another one has its address. Nobody asked meanwhile. */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';
import {ping} from '../traffic/ping.js';
import {whoHas} from '../wire/neighbour.js';

/** The new container announces nothing, and a returning client asks for it first. */
export const reuseAsked = kind('reuse-asked', (random, addresses) => {
  const gone = between(random, 5, 15);
  const again = gone + between(random, 70, 900);
  const stage = new Stage(random, addresses, {whole: true, length: again + between(random, 6, 15)});
  const {a, b, client, vip} = stage;
  a.hold(vip);
  stage.talk(1, {from: 0.2, until: gone - 0.5, sort: 'ping'});
  stage.at(gone, () => a.crash());
  stage.at(again, () => b.hold(vip));
  stage.at(again + 0.9, () => client.ask(vip));
  stage.talk(1, {from: again + 1, sort: 'ping'});
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 1, notes: ['REUSED'], outages: []})],
    absent: [/NO_ANNOUNCEMENT/, /Nothing was asked between/],
    ask: [vip],
  }));
});

export const reuse = kind('reuse', (random, addresses) => {
  const gone = between(random, 5, 15);
  const again = gone + between(random, 120, 900);
  const stage = new Stage(random, addresses, {whole: true, length: again + between(random, 6, 15)});
  const {a, b, client, vip} = stage;
  // Each begins with a request for its gateway, which reveals where it is.
  for (const [when, node] of [
    [0.05, a],
    [again, b],
  ] as const) {
    const from = {mac: node.mac, ip: vip};
    stage.at(when, () => node.hold(vip));
    stage.at(when, () => node.tell(whoHas(client.ip, from), {type: 'who-has', ip: client.ip, from}));
  }
  stage.talk(1, {from: 0.2, until: gone - 0.5, sort: 'ping'});
  stage.at(gone, () => a.crash());
  stage.at(again + 0.9, () => client.ask(vip));
  stage.talk(1, {from: again + 1, sort: 'ping'});
  return stage.tell(() => {
    const {changes: _, ...truth} = stage.about('HEALTHY', {notes: ['REUSED'], outages: []});
    return {exit: 0, addresses: [truth], absent: [/NO_ANNOUNCEMENT/, /nothing answered for/i], ask: [vip]};
  });
});

/** The program that pings is stopped for as long: by its numbers, that time may as well not have passed. */
export const reusePingsStopped = kind('reuse-pings-stopped', (random, addresses) => {
  const gone = between(random, 5, 15);
  const again = gone + between(random, 120, 900);
  const stage = new Stage(random, addresses, {
    ...{whole: true, noise: false},
    length: again + between(random, 6, 15),
  });
  const {a, b, vip} = stage;
  a.hold(vip);
  const pace = {every: between(random, 0.1, 0.4) * SECOND, from: 0.2 * SECOND, until: stage.askUntil};
  ping(stage.asker(), vip, pace, {from: (gone - 0.5) * SECOND, until: (again + 0.5) * SECOND});
  stage.at(gone, () => a.crash());
  stage.at(again, () => {
    const from = {mac: b.mac, ip: vip};
    b.hold(vip);
    b.tell(whoHas(stage.client.ip, from), {type: 'who-has', ip: stage.client.ip, from});
  });
  return stage.tell(() => {
    const {changes: _, ...truth} = stage.about('HEALTHY', {outages: []});
    return {
      exit: 0,
      addresses: [truth],
      present: [/long after it was last seen/],
      absent: [/NO_ANNOUNCEMENT/, /all machines paused/],
      ask: [vip],
    };
  });
});

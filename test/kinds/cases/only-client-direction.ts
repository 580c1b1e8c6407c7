/**
 * A mirror of one direction: packets to the address are seen, but replies are not. The absence of answers is
 * no outage.
 */

import {isGroupMac} from '@vip/arp';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';

export const onlyClientDirection = kind('only-client-direction', (random, addresses) => {
  const at = between(random, 3, 10);
  const dark = between(random, 0, 0.5);
  const stage = new Stage(random, addresses, {whole: true, length: at + dark + between(random, 4, 12)});
  const {a, b, vip, client, network} = stage;
  network.vantage = (from, _, {destination}) => from === client || isGroupMac(destination);
  a.hold(vip);
  client.knows(vip, a.mac);
  stage.talk(3, {sort: random.pick(['ping', 'dns'])});
  stage.takeover(at, dark);
  return stage.tell(() => ({
    ...{exit: 3, alsoExit: [0]},
    addresses: [
      stage.about('CANNOT_TELL', {
        ...{alsoFine: ['HEALTHY'], changes: 1, outages: []},
        owners: [
          {mac: a.mac, fromFrame: stage.ledger.seen(vip)[0]?.record.number ?? 1},
          ...stage.owners({mac: b.mac, since: at}),
        ],
      }),
    ],
    absent: [/nobody took it over/i, /none was answered/i, /nothing answered for/i],
  }));
});

/** Nothing moves, and no answers are seen. The owner only announces the address. */
export const onlyQuestions = kind('only-questions', (random, addresses) => {
  const stage = new Stage(random, addresses, {whole: true, length: between(random, 8, 20)});
  const {a, vip, client, network} = stage;
  network.vantage = (from, _, {destination}) => from === client || isGroupMac(destination);
  a.hold(vip);
  client.knows(vip, a.mac);
  stage.talk(2, {sort: 'ping'});
  stage.at(between(random, 0.01, 2), () => a.announce(vip, stage.anyAnnouncement()));
  return stage.tell(() => ({
    exit: 3,
    addresses: [stage.about('CANNOT_TELL', {changes: 0, outages: []})],
    absent: [/answers requests/, /HEALTHY/],
    ask: [vip],
  }));
});

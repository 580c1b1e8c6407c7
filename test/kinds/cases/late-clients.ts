/**
 * Clients that first ask after the address has moved find it where it is, so the move does not affect them.
 */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';

interface Story {
  /** Whether anybody asks before the address moves. */
  readonly isAskedBefore: boolean;
  /** Seconds for which the new owner serves nobody once it has moved. */
  readonly mute?: number;
}

function late(random: Random, addresses: Random, {isAskedBefore, mute = 0}: Story) {
  const at = between(random, 3, 10);
  const rest = between(random, 6, 15);
  const stage = new Stage(random, addresses, {at: 'mirror', whole: true, length: at + mute + rest});
  const {a, b, vip} = stage;
  a.hold(vip);
  a.announce(vip, stage.anyAnnouncement());
  if (isAskedBefore) stage.talk(1);
  stage.takeover(at, between(random, 0, 0.4));
  if (mute > 0) {
    const serves = (does: boolean) => () => {
      for (const holding of b.holdings.values()) holding.serves = does;
    };
    stage.at(at + 0.5, serves(false));
    stage.at(at + 0.5 + mute, serves(true));
  }
  const many = whole(random, 1, 5);
  // A client that asked before loses something first.
  const from = at + (mute > 0 ? 1.7 : 0.6);
  const newcomers = Array.from({length: many}, (_, index) => stage.newClient(`late-${index}`));
  for (const newcomer of newcomers)
    stage.talk(1, {
      asker: stage.asker(newcomer),
      from: from + between(random, 0, Math.max(mute, rest) / 2),
      sort: random.pick(['ping', 'requests', 'upload', 'download']),
    });
  return {stage, at, newcomers};
}

/** Later clients lost nothing; the cost of the move is that of the clients that asked before. */
export const lateClients = kind('late-clients', (random, addresses) => {
  const {stage, at} = late(random, addresses, {isAskedBefore: random.oneIn(2)});
  const {a, b} = stage;
  return stage.tell(() => ({
    exit: 0,
    addresses: [
      stage.about('HEALTHY', {
        changes: 1,
        owners: stage.owners({mac: a.mac, since: 0}, {mac: b.mac, since: at}),
      }),
    ],
    absent: [/went? on (?:sending )?to/, /OUTAGE/],
    ask: [stage.vip],
  }));
});

/** Long after the move, no client is served at first, which is an outage rather than the cost of the move. */
export const lateClientsUnserved = kind('late-clients-unserved', (random, addresses) => {
  const {stage, newcomers} = late(random, addresses, {isAskedBefore: true, mute: between(random, 8, 20)});
  return stage.tell(() => {
    // It keeps telling the clients where it is, which ends no client's outage.
    const {vip, client} = stage;
    const own = stage.outages(vip, client.ip);
    // Questions of a client that was never answered may or may not count.
    const others = newcomers.flatMap(({ip}) => stage.outages(vip, ip));
    const about = stage.about('OUTAGE', {
      changes: 1,
      alsoFine: ['ANNOUNCED_TOO_EARLY', 'SWITCH_STALE'],
      outages: stage.outages().map(one => ({...one, also: [...one.also, ...own, ...others]})),
      clients: [{ip: client.ip, outages: own}],
    });
    return {exit: 1, addresses: [about], absent: [/HEALTHY,/], ask: [vip]};
  });
});

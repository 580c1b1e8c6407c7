/**
 * UDP services whose answers show little: a tunnel that answers only its handshake, and a slow name server.
 */

import type {IpAddress} from '@vip/arp';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {portKey} from '../sim/client.js';
import {MS, SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';
import type {Asker} from '../traffic/asker.js';
import {dns} from '../traffic/dns.js';
import {type Datagram, datagramMessage} from '../wire/transport.js';

/**
 * WireGuard: the initiation of a handshake has 148 octets and its response 92; subsequent packets go one way
 * as long as there is nothing to return.
 */
function tunnel(
  {by, ip: source, ttl}: Asker,
  ip: IpAddress,
  port: number,
  every: number,
  until: number,
): void {
  const {clock, random} = {clock: by.network.clock, random: by.random};
  const ends = {source, destination: ip};
  const sourcePort = 30_000 + random.below(30_000);
  const say = (type: number, length: number, asked: Parameters<typeof by.send>[4]) => {
    const data = random.octets(length);
    data.set([type, 0, 0, 0]);
    const datagram: Datagram = {sourcePort, destinationPort: port, data};
    by.send(ends, ttl, datagramMessage(ends, datagram), {type: 'datagram', ends, datagram}, asked);
  };
  say(1, 148, record => {
    const question = by.ledger.ask('service', source, ip, record, `udp ${port}`);
    by.listen(portKey(ip, source, sourcePort), answer =>
      by.ledger.answer(question, 'answered', answer.record),
    );
  });
  clock.after(SECOND, () =>
    clock.repeat(
      () => every,
      () => {
        say(4, 32 + 16 * random.below(80), () => {});
        return clock.now < until;
      },
    ),
  );
}

export const tunnelOneWay = kind('tunnel-one-way', (random, addresses) => {
  const stage = new Stage(random, addresses, {whole: true, length: between(random, 8, 20)});
  const {a, vip, network} = stage;
  const port = random.pick([51_820, 51_821, 41_194]);
  a.hold(vip, {
    responds: ({data}) => (data[0] === 1 ? Uint8Array.from([2, ...data.subarray(1, 92)]) : undefined),
  });
  if (random.oneIn(2)) a.announce(vip, stage.anyAnnouncement());
  const every = between(random, 20, 600) * MS;
  stage.at(between(random, 0.1, 1), () => tunnel(stage.asker(), vip, port, every, network.end));
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0, outages: []})],
    absent: [/OUTAGE/, /SWITCH_STALE/, /no answer for/],
    ask: [vip],
  }));
});

/** A name server that asks others first. */
export const slowNames = kind('slow-names', (random, addresses) => {
  const stage = new Stage(random, addresses, {whole: true, length: between(random, 8, 20)});
  const {a, vip} = stage;
  const usual = between(random, 250, 700) * MS;
  a.hold(vip, {takes: () => between(random, 0.8, 1.3) * usual});
  const pace = {every: between(random, 0.2, 1) * SECOND, from: 0.2 * SECOND, until: stage.length - SECOND};
  dns(stage.asker(), vip, pace);
  return stage.tell(() => {
    // Lateness is judged by comparison with the usual delay.
    const {outages: _, ...about} = stage.about('HEALTHY', {changes: 0});
    return {exit: 0, addresses: [about], absent: [/OUTAGE/, /no answer/], ask: [vip]};
  });
});

/**
 * An address that asks others and is answered (health checks, name servers, a trunk's OPTIONS): its machine is there then, and its way out is whole.
 * Whether it answers anybody, this does not show.
 */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';
import {datagramMessage, echoMessage} from '../wire/transport.js';

/** From this port of the address to this one of the others. */
const PORTS: readonly [readonly [number, number], ...(readonly [number, number])[]] = [
  [40_000, 53],
  [45_000, 12_345],
  [3784, 3784],
  [33_000, 5060],
];

/** Nothing that looks like a report of a stream (RFC 3550 §6.4). */
function message(random: Random): Uint8Array {
  const data = random.octets(20 + random.below(60));
  data[0] = 0x20;
  return data;
}

class Curious {
  readonly stage: Stage;

  constructor(
    readonly random: Random,
    addresses: Random,
    readonly length: number,
  ) {
    this.stage = new Stage(random, addresses, {at: 'mirror', whole: true, length});
    const {a, vip} = this.stage;
    a.hold(vip);
    a.announce(vip, this.stage.anyAnnouncement());
  }

  /** Its machine asks another, over and over, in the name of the address. */
  asks(): void {
    const {random, stage} = this;
    const {a, vip, network} = stage;
    const peer = stage.node('peer');
    peer.hold(peer.ip, {responds: () => message(random)});
    const ends = {source: vip, destination: peer.ip};
    const [own, port] = random.pick(PORTS);
    const isPing = random.oneIn(2);
    const identifier = random.below(0x10000);
    let sequence = 0;
    network.clock.at(between(random, 0.2, 0.5) * SECOND, () =>
      network.clock.repeat(
        () => between(random, 0.5, 1) * SECOND,
        () => {
          if (network.clock.now > stage.askUntil) return false;
          sequence++;
          if (isPing) {
            const echo = {reply: false, identifier, sequence, data: random.octets(32)};
            a.transmit(ends, peer.mac, echoMessage(ends, echo), {type: 'echo', ends, echo}, a.mac);
            return true;
          }
          const datagram = {
            sourcePort: own,
            destinationPort: port,
            data: message(random),
          };
          const body = {type: 'datagram', ends, datagram} as const;
          a.transmit(ends, peer.mac, datagramMessage(ends, datagram), body, a.mac);
          return true;
        },
      ),
    );
  }
}

export const asksOthersAlone = kind('asks-others-alone', (random, addresses) => {
  const curious = new Curious(random, addresses, between(random, 8, 20));
  curious.asks();
  const {stage} = curious;
  return stage.tell(() => {
    const {outages: _, ...about} = stage.about('CANNOT_TELL', {changes: 0});
    return {
      exit: 3,
      addresses: [about],
      present: [/ask(s|ed) others itself \(last in frame \d+\)/],
      absent: [/OUTAGE/, /answers to its clients/],
      ask: [stage.vip],
    };
  });
});

/** A firewall begins to drop what is asked: its machine goes on asking others. */
export const asksOthersDark = kind('asks-others-dark', (random, addresses) => {
  const at = between(random, 5, 9);
  const curious = new Curious(random, addresses, at + between(random, 5, 12));
  const {stage} = curious;
  const {a, vip} = stage;
  const isAsking = !random.oneIn(3);
  if (isAsking) curious.asks();
  stage.talk(1);
  const holding = () => a.holdings.get(vip);
  stage.at(at, () => {
    const own = holding();
    if (own !== undefined) own.serves = false;
  });
  return stage.tell(() => {
    const sign = /went on sending from the address \(last in frame \d+\)|its owner was (there|reached)/;
    return {
      exit: 1,
      addresses: [stage.about('OUTAGE', {changes: 0})],
      ...(isAsking ? {present: [sign]} : {absent: [/went on sending/]}),
      ask: [vip],
    };
  });
});

/**
 * A tunnel over UDP (WireGuard) whose address moves: the new owner does not know its session, and is silent until the client begins another
 * with a handshake. No switch is to blame for that.
 */

import type {IpAddress} from '@vip/arp';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {portKey} from '../sim/client.js';
import {SECOND} from '../sim/clock.js';
import type {Question} from '../sim/ledger.js';
import {Stage} from '../sim/stage.js';
import type {Asker} from '../traffic/asker.js';
import {type Datagram, datagramMessage} from '../wire/transport.js';

const [INITIATION, RESPONSE, DATA] = [1, 2, 4];

interface Pace {
  readonly port: number;
  /** Nanoseconds. */
  readonly every: number;
  /** Silence after which the client begins a new session. Nanoseconds. */
  readonly rekey: number;
  readonly until: number;
}

/** Sends data, and a handshake whenever nothing was answered for long. */
function tunnel({by, ip: source, ttl}: Asker, ip: IpAddress, {port, every, rekey, until}: Pace): void {
  const {clock, random} = {clock: by.network.clock, random: by.random};
  const ends = {source, destination: ip};
  const sourcePort = 30_000 + random.below(30_000);
  let heard = Number.NEGATIVE_INFINITY;
  let latest: Question | undefined;
  by.listen(portKey(ip, source, sourcePort), ({record}) => {
    heard = clock.now;
    if (latest !== undefined) by.ledger.answer(latest, 'answered', record);
  });
  const turn = () => {
    if (clock.now >= until) return false;
    const type = clock.now - heard > rekey ? INITIATION : DATA;
    const data = random.octets(type === INITIATION ? 148 : 32 + 16 * random.below(60));
    data.set([type ?? 0, 0, 0, 0]);
    const datagram: Datagram = {sourcePort, destinationPort: port, data};
    by.send(ends, ttl, datagramMessage(ends, datagram), {type: 'datagram', ends, datagram}, record => {
      latest = by.ledger.ask('service', source, ip, record, `udp ${port}`);
    });
    return true;
  };
  clock.repeat(() => every, turn);
}

/** Answers data only after a handshake. */
function peer(isKnown: boolean) {
  let knows = isKnown;
  return ({data}: Datagram): Uint8Array | undefined => {
    if (data[0] === INITIATION) knows = true;
    else if (!knows) return undefined;
    return Uint8Array.from([data[0] === INITIATION ? (RESPONSE ?? 0) : (DATA ?? 0), ...data.subarray(1, 92)]);
  };
}

export const tunnelMoves = kind('tunnel-moves', (random, addresses) => {
  const at = between(random, 6, 12);
  const rekey = between(random, 4, 8);
  const stage = new Stage(random, addresses, {length: at + rekey + between(random, 4, 8)});
  const {a, b, vip, client} = stage;
  a.hold(vip, {responds: peer(true)});
  const pace = {port: random.pick([51_820, 41_194, 4500, 8443]), every: between(random, 0.2, 0.5) * SECOND};
  stage.at(between(random, 0.1, 0.5), () =>
    tunnel(stage.asker(client), vip, {...pace, rekey: rekey * SECOND, until: stage.askUntil}),
  );
  const plan = {...stage.anyAnnouncement(), gap: 0.2 * SECOND};
  stage.hand(at, a, b, {plan: {...plan, count: 4}, holding: {responds: peer(false)}});
  return stage.tell(() => {
    // Any earlier datagram may be the one that was answered.
    const {outages: _, ...about} = stage.about('OUTAGE', {changes: 1});
    return {
      exit: 1,
      addresses: [about],
      present: [new RegExp(`nothing but UDP port ${pace.port} was asked then`)],
      absent: [/SWITCH_STALE/, /without a failover/, /no takeover happened/],
    };
  });
});

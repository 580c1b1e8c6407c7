/**
 * Programs that use UDP without an identifier that an observer can read. The last datagram of an answered conversation needs no answer; a
 * service that stops answering is dark all the same.
 */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {MS, SECOND} from '../sim/clock.js';
import type {Holding, Say} from '../sim/holding.js';
import {Stage} from '../sim/stage.js';
import type {Asker, Pace} from '../traffic/asker.js';
import {callServer, calls} from '../traffic/calls.js';
import {exchangeServer, exchanges} from '../traffic/exchanges.js';
import {ping} from '../traffic/ping.js';
import {quic, quicServer} from '../traffic/quic.js';
import {tftp, tftpServer} from '../traffic/tftp.js';
import type {Datagram} from '../wire/transport.js';

type Responds = NonNullable<Holding['responds']>;

type Name = 'tftp' | 'quic' | 'calls' | 'receipts' | 'exchanges';

interface Program {
  readonly responds: Responds;
  readonly talks: (asker: Asker, pace: Pace) => void;
}

/** The same with each datagram after some time, so that a conversation takes a while. */
function slowed(responds: Responds, by: number): Responds {
  return (datagram: Datagram, say: Say) =>
    responds(datagram, (data, after = 0, from) => say(data, after + by, from));
}

function program(name: Name, random: Random, ip: Stage['vip'], spokenUntil = 0): Program {
  if (name === 'tftp')
    return {
      responds: slowed(tftpServer(random, 600), between(random, 1, 12) * MS),
      talks: (asker, pace) => tftp(asker, ip, pace),
    };
  if (name === 'quic') {
    const port = random.pick([443, 8443, 4433]);
    return {responds: quicServer(random, 20), talks: (asker, pace) => quic(asker, ip, port, pace)};
  }
  if (name === 'calls')
    return {responds: callServer(random), talks: (asker, pace) => calls(asker, ip, pace, spokenUntil)};
  const isLater = name === 'receipts';
  const port = random.pick([5683, 5080, 27_015, 11_211]);
  return {
    responds: exchangeServer(random, isLater),
    talks: (asker, pace) => exchanges(asker, ip, {...pace, port, isAcknowledged: isLater}),
  };
}

/** Some clients that use the program, and perhaps one that pings. */
function talk(stage: Stage, {talks}: Program, every: number): void {
  const {random} = stage;
  const others = Array.from({length: random.below(3)}, (_, index) => stage.newClient(`c${index}`));
  for (const client of [stage.client, ...others])
    talks(stage.asker(client), {
      every: between(random, 0.5, 1.5) * every,
      from: between(random, 0.1, 0.8) * SECOND,
      until: stage.askUntil,
    });
}

/** Everything is answered that asks for an answer. */
export const datagramsAnswered = kind('datagrams-answered', (random, addresses) => {
  const stage = new Stage(random, addresses, {whole: true, length: between(random, 8, 30)});
  const {a, vip} = stage;
  const name = random.pick(['tftp', 'tftp', 'quic', 'quic', 'calls', 'receipts', 'exchanges'] as const);
  const used = program(name, random, vip);
  a.hold(vip, {responds: used.responds});
  if (random.oneIn(2)) a.announce(vip, stage.anyAnnouncement());
  if (random.oneIn(2))
    ping(stage.asker(), vip, {every: 0.9 * SECOND, from: 0.2 * SECOND, until: stage.askUntil});
  talk(stage, used, between(random, 0.3, 4) * SECOND);
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0, outages: []})],
    absent: [/OUTAGE/, /no answer/, /unanswered/, /\b(\d+) of (?!\1\b)\d+ questions/],
    ask: [vip],
  }));
});

/** The program, or the machine, stops in the middle of it. */
export const datagramsDark = kind('datagrams-dark', (random, addresses) => {
  const at = between(random, 6, 10);
  const lasts = between(random, 5, 9);
  const stage = new Stage(random, addresses, {whole: true, length: at + lasts + between(random, 2, 5)});
  const {a, vip} = stage;
  const name = random.pick(['tftp', 'quic', 'calls', 'receipts', 'exchanges'] as const);
  // A call that begins later shows nothing: its port never answered before.
  const used = program(name, random, vip, (at + 1) * SECOND);
  const returns = random.oneIn(2);
  const isGone = random.oneIn(2);
  const isStopped = () => {
    const now = stage.network.clock.now / SECOND;
    return !isGone && now >= at && (!returns || now < at + lasts);
  };
  a.hold(vip, {
    services: service => (isStopped() && service !== 'ping' ? 'drops' : undefined),
    responds: used.responds,
  });
  if (isGone) stage.at(at, () => a.crash());
  if (isGone && returns)
    stage.at(at + lasts, () => {
      a.isUp = true;
    });
  if (random.oneIn(2)) a.announce(vip, stage.anyAnnouncement());
  const isPinged = random.oneIn(2);
  if (isPinged) ping(stage.asker(), vip, {every: 0.9 * SECOND, from: 0.2 * SECOND, until: stage.askUntil});
  talk(stage, used, between(random, 0.1, 0.5) * SECOND);
  // The end of a call that only listens sends nothing either.
  const isShown = name !== 'calls' || (isGone && isPinged);
  return stage.tell(() => {
    // What of it was the last word of a conversation is not for an observer to know.
    const {outages: _, ...about} = stage.about(isShown ? 'OUTAGE' : 'CANNOT_TELL', {changes: 0});
    return {exit: isShown ? 1 : 3, addresses: [about], absent: [/HEALTHY, /], ask: [vip]};
  });
});

/**
 * Two-way traffic over UDP that for a while, or from then on, goes one way: a call that is on hold or recorded, a tunnel that only uploads. Nothing
 * that is sent then asks for an answer.
 */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {MS, SECOND} from '../sim/clock.js';
import type {Say} from '../sim/holding.js';
import {Stage} from '../sim/stage.js';
import {callServer, calls} from '../traffic/calls.js';
import {Line} from '../traffic/line.js';
import {ping} from '../traffic/ping.js';
import type {Datagram} from '../wire/transport.js';

/** An observer does not know it: a dead program looks the same. */
const LISTENS = /only listened \(a call on hold, an upload\), is not shown/;

const SENDER_REPORT = 200;

interface Silent {
  readonly from: number;
  readonly until: number;
}

/** While it is silent, it hears what the caller says, and only reports. */
function holds(stage: Stage, random: Random, {from, until}: Silent) {
  const server = callServer(random);
  return (datagram: Datagram, say: Say) => {
    const now = stage.network.clock.now / SECOND;
    const answer = server(datagram, say);
    return datagram.data[1] !== SENDER_REPORT && now >= from && now < until ? undefined : answer;
  };
}

export const callHeld = kind('call-held', (random, addresses) => {
  const stage = new Stage(random, addresses, {whole: true, length: between(random, 16, 30)});
  const {a, vip} = stage;
  // While the first call lasts.
  const from = between(random, 1.5, 2.2);
  const until = random.oneIn(2) ? from + between(random, 3, 8) : Number.POSITIVE_INFINITY;
  a.hold(vip, {responds: holds(stage, random, {from, until})});
  if (random.oneIn(2)) a.announce(vip, stage.anyAnnouncement());
  ping(stage.asker(), vip, {every: 0.9 * SECOND, from: 0.2 * SECOND, until: stage.askUntil});
  calls(stage.asker(), vip, {every: SECOND, from: 0.3 * SECOND, until: stage.askUntil});
  return stage.tell(() => {
    const {outages: _, ...about} = stage.about('CANNOT_TELL', {changes: 0});
    return {exit: 3, addresses: [about], present: [LISTENS], absent: [/OUTAGE/], ask: [vip]};
  });
});

const KEEPALIVE_NS = 10 * SECOND;

/** WireGuard: data that nobody in the tunnel answers is answered by a keepalive after ten seconds without any other packet (its paper, §6.5). */
export const tunnelUploads = kind('tunnel-uploads', (random, addresses) => {
  const stage = new Stage(random, addresses, {whole: true, length: between(random, 24, 45)});
  const {a, vip, network} = stage;
  const {clock} = network;
  const port = random.pick([51_820, 51_821, 41_194]);
  const uploads = between(random, 5, 10) * SECOND;
  const data = (length: number) => {
    const octets = random.octets(length);
    octets.set([4, 0, 0, 0]);
    return octets;
  };
  let saidNs = 0;
  let isDue = false;
  a.hold(vip, {
    responds: ({data: asked}, say) => {
      if (asked[0] === 1) return Uint8Array.from([2, ...asked.subarray(1, 92)]);
      if (clock.now < uploads) {
        saidNs = clock.now;
        return data(32 + 16 * random.below(80));
      }
      if (isDue) return undefined;
      isDue = true;
      say(data(32), Math.max(0, saidNs + KEEPALIVE_NS - clock.now));
      clock.after(Math.max(0, saidNs + KEEPALIVE_NS - clock.now), () => {
        saidNs = clock.now;
        isDue = false;
      });
      return undefined;
    },
  });
  if (random.oneIn(2)) a.announce(vip, stage.anyAnnouncement());
  ping(stage.asker(), vip, {every: 0.9 * SECOND, from: 0.2 * SECOND, until: stage.askUntil});
  const line = new Line(stage.asker(), vip);
  line.hears(() => {});
  const every = between(random, 40, 400) * MS;
  stage.at(0.2, () => {
    const initiation = random.octets(148);
    initiation.set([1, 0, 0, 0]);
    line.say(port, initiation, 'asks');
  });
  clock.at(0.5 * SECOND, () =>
    clock.repeat(
      () => every,
      () => {
        if (clock.now >= stage.askUntil) return false;
        line.say(port, data(32 + 16 * random.below(80)), clock.now < uploads ? 'asks' : 'needs no answer');
        return true;
      },
    ),
  );
  return stage.tell(() => {
    const {outages: _, ...about} = stage.about('CANNOT_TELL', {changes: 0});
    return {exit: 3, addresses: [about], present: [LISTENS], absent: [/OUTAGE/], ask: [vip]};
  });
});

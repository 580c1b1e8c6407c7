/**
 * An address at which a tunnel ends (GRE, ESP, IP in IP and the like): nothing but packets of the tunnel goes either way, and nothing shows which of
 * them answers which. While the capture shows only one way, it cannot tell a dead end from one that has nothing to say.
 */

import type {Random} from '../../helpers/random.js';
import {kind, type MadeFrame} from '../kind.js';
import {between} from '../sim/chance.js';
import {MS, SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';
import {Line} from '../traffic/line.js';
import {tunnelled} from '../wire/tunnelled.js';

/** IANA protocol numbers: IP in IP, IPv6 in IP, GRE, ESP, L2TP. */
const PROTOCOLS = [4, 41, 47, 50, 115] as const;

/** An observer does not know it: a dead end looks the same. */
const LISTENS = /only listened \(a call on hold, an upload\), is not shown/;

interface Tunnel {
  readonly isQuiet?: (now: number) => boolean;
  readonly stage: Stage;
  readonly random: Random;
}

/** Both ends say something all the time, unless the far one is quiet. Returns its part. */
function tunnel({stage, random, isQuiet = () => false}: Tunnel) {
  const {vip, network} = stage;
  const {clock} = network;
  const every = between(random, 40, 300) * MS;
  const port = between(random, 1000, 60_000) | 0;
  stage.at(between(random, 0.1, 0.5), () => {
    const line = new Line(stage.asker(stage.client), vip);
    line.hears(() => {});
    clock.repeat(
      () => every,
      () => {
        if (clock.now >= stage.askUntil) return false;
        line.say(port, random.octets(40 + 16 * random.below(70)), 'asks');
        return true;
      },
    );
  });
  return {
    takes: () => between(random, 0.2, 9) * MS,
    responds: () => (isQuiet(clock.now / SECOND) ? undefined : random.octets(40 + 16 * random.below(70))),
  };
}

const overTunnel = (random: Random, frames: readonly MadeFrame[]): MadeFrame[] => {
  const protocol = random.pick(PROTOCOLS);
  return frames.map(frame => ({...frame, bytes: tunnelled(frame.bytes, protocol)}));
};

export const tunnelServed = kind('tunnel-served', (random, addresses) => {
  const stage = new Stage(random, addresses, {whole: true, length: between(random, 8, 20)});
  stage.a.hold(stage.vip, tunnel({stage, random}));
  if (random.oneIn(2)) stage.a.announce(stage.vip, stage.anyAnnouncement());
  const made = stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0, outages: []})],
    ask: [stage.vip],
  }));
  return {...made, frames: overTunnel(random, made.frames)};
});

export const tunnelOneSided = kind('tunnel-one-sided', (random, addresses) => {
  const stage = new Stage(random, addresses, {whole: true, length: between(random, 14, 25)});
  const from = between(random, 4, 8);
  const until = random.oneIn(2) ? from + between(random, 3, 5) : Number.POSITIVE_INFINITY;
  stage.a.hold(stage.vip, tunnel({stage, random, isQuiet: now => now >= from && now < until}));
  if (random.oneIn(2)) stage.a.announce(stage.vip, stage.anyAnnouncement());
  const made = stage.tell(() => {
    const {outages: _, ...about} = stage.about('CANNOT_TELL', {changes: 0});
    return {exit: 3, addresses: [about], present: [LISTENS], absent: [/OUTAGE/, /HEALTHY/], ask: [stage.vip]};
  });
  return {...made, frames: overTunnel(random, made.frames)};
});

/** The tunnel needs no session, so the new owner goes on at once. */
export const tunnelHandedOver = kind('tunnel-handed-over', (random, addresses) => {
  const at = between(random, 4, 9);
  const stage = new Stage(random, addresses, {length: at + between(random, 5, 9)});
  const {a, b, vip} = stage;
  const holding = tunnel({stage, random});
  a.hold(vip, holding);
  stage.hand(at, a, b, {holding});
  const made = stage.tell(() => {
    const {outages: _, ...about} = stage.about('HEALTHY', {changes: 1});
    return {exit: 0, addresses: [about], absent: [/Nothing was asked/]};
  });
  return {...made, frames: overTunnel(random, made.frames)};
});

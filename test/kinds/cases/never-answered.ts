/**
 * Ports that never answer on an address of which nothing but its MAC is known: a closed port, a firewall, or a service that was dark before the
 * capture began. Nothing shows that an outage began.
 */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';
import {connects} from '../traffic/connects.js';

/** Clients that ask for the MAC again and again, and are answered. */
function resolves(stage: Stage, random: Random, count: number): void {
  const {vip, network} = stage;
  for (let index = 0; index < count; index++) {
    const other = stage.newClient(`r${index}`);
    const every = between(random, 0.7, 3) * SECOND;
    network.clock.at(between(random, 0.1, 0.9) * SECOND, () =>
      network.clock.repeat(
        () => every,
        () => {
          if (network.clock.now >= stage.askUntil) return false;
          other.ask(vip);
          return true;
        },
      ),
    );
  }
}

/** @param isPinged whether another client pings, and is answered */
function play(random: Random, addresses: Random, isPinged: boolean) {
  const stage = new Stage(random, addresses, {length: between(random, 12, 20), at: 'mirror'});
  const {a, client, vip} = stage;
  a.hold(vip, {services: service => (isPinged && service === 'ping' ? undefined : 'drops')});
  if (random.oneIn(3)) a.announce(vip, stage.anyAnnouncement());
  resolves(stage, random, 1 + random.below(3));
  if (isPinged) stage.talk(4, {sort: 'ping', from: 0.1, asker: stage.asker(stage.newClient('pings'))});
  const ports = Array.from({length: 1 + random.below(3)}, () => whole(random, 1, 65_000));
  for (const port of ports)
    connects(stage.asker(client), vip, port, {
      every: between(random, 0.3, 4) * SECOND,
      from: between(random, 0.1, 1) * SECOND,
      until: stage.askUntil,
    });
  const others = isPinged ? 'other questions' : 'requests for its MAC';
  const tell = () =>
    stage.tell(() => {
      const {outages: _, ...about} = stage.about('CANNOT_TELL', {changes: 0, services: []});
      return {
        exit: 3,
        addresses: [about],
        present: [new RegExp(`It answers ${others}, but TCP ports? .*${ports[0]}.* never answered`)],
        absent: [/OUTAGE|REFUSED/, /recovered/],
        ask: [vip],
      };
    });
  return {stage, tell};
}

export const neverAnswered = kind('never-answered', (random, addresses) =>
  play(random, addresses, false).tell(),
);

/** The same, and a request for the MAC is lost, as happens now and then. */
export const neverAnsweredResolutionLost = kind('never-answered-resolution-lost', (random, addresses) => {
  const {stage, tell} = play(random, addresses, random.oneIn(2));
  const {a, vip, network} = stage;
  const other = stage.newClient('other');
  const at = between(random, 5, 9);
  stage.at(at, () => {
    network.blocked.add(a);
    other.ask(vip);
  });
  stage.at(at + 0.002, () => network.blocked.delete(a));
  stage.at(at + 1, () => other.ask(vip));
  return tell();
});

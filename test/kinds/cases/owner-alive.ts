/** What a machine still does while it does not serve the address, or what is no longer seen of one that does. */

import {isGroupMac} from '@vip/arp';
import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {HEEDS_ALL} from '../sim/neighbours.js';
import {captureAt} from '../sim/network.js';
import {SERVICES} from '../sim/server.js';
import {Stage} from '../sim/stage.js';
import {session} from '../traffic/sessions.js';
import {TcpSession} from '../traffic/tcp.js';

/**
 * The new owner has no route back, or its firewall drops what is asked: it advertises, and answers nothing but
 * requests for its MAC, also those that are sent to it alone. A switch delivers to it.
 */
export const ownerReached = kind('owner-reached', (random, addresses) => {
  const at = between(random, 4, 8);
  const dark = between(random, 9, 14);
  const returns = random.oneIn(2) ? between(random, 3, 6) : 0;
  const stage = new Stage(random, addresses, {length: at + dark + returns});
  const {a, b, vip, client} = stage;
  const router = stage.anyRouter();
  const [one, other] = [150, 100].map((priority, index) =>
    stage.speaker(index === 0 ? a : b, {...router, interval: SECOND, priority}),
  );
  a.hold(vip);
  client.knows(vip, a.mac);
  client.habits = {...HEEDS_ALL, patience: between(random, 3, 6) * SECOND, unicast: 3};
  stage.talk(1, {sort: 'ping', every: between(random, 0.05, 0.2) * SECOND});
  stage.at(0.05, () => one?.start());
  stage.at(at, () => a.crash());
  stage.at(at + 0.199, () => other?.start());
  stage.take(at + 0.2, b, {holding: {serves: false}});
  if (returns > 0) stage.at(at + dark, () => b.hold(vip));
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('OUTAGE', {changes: 1});
    return {
      exit: 1,
      addresses: [truth],
      present: [/its owner was reached: it answered a request for its MAC that was sent to it/],
      absent: [/SWITCH_STALE/, returns > 0 ? /remain unanswered/ : /it recovered/],
      ask: [vip],
    };
  });
});

/** Captured at the old owner, or at its port of the switch: what clients send to the new one does not pass there. */
export const sightLost = kind('sight-lost', (random, addresses) => {
  const at = between(random, 5, 9);
  const stage = new Stage(random, addresses, {length: at + between(random, 12, 25)});
  const {a, b, vip, network} = stage;
  network.vantage = captureAt(a);
  a.hold(vip);
  const uses = {every: between(random, 0.1, 0.6) * SECOND, until: stage.askUntil};
  session(stage.asker(), vip, 'requests', {...uses, from: between(random, 2.1, 2.9) * SECOND});
  for (let more = random.below(4); more > 0; more--)
    stage.at(between(random, 2.1, 2.9), () => new TcpSession(stage.asker(), vip, SERVICES.download));
  stage.needsFrom(2.1);
  if (random.oneIn(2)) stage.talk(1, {sort: 'ping', every: between(random, 0.05, 0.3) * SECOND});
  stage.at(at, () => a.release(vip));
  stage.take(at + between(random, 0, 0.3), b);
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('CANNOT_TELL', {changes: 1});
    return {
      exit: 3,
      addresses: [truth],
      absent: [/SESSIONS_HUNG/, /never told/, /HEALTHY,/],
      ask: [vip],
    };
  });
});

/**
 * The owner's firewall drops pings, while it answers DNS; the capture begins meanwhile, so whether pings are
 * answered is known only afterwards. No asker was without an answer for that time, only the pings were.
 */
export const pingsDropped = kind('pings-dropped', (random, addresses) => {
  const until = between(random, 5, 12);
  const stage = new Stage(random, addresses, {whole: true, length: until + between(random, 5, 12)});
  const {a, vip, network} = stage;
  a.hold(vip, {
    services: asked => (asked === 'ping' && network.clock.now < until * SECOND ? 'drops' : undefined),
  });
  stage.talk(1, {sort: 'dns', from: 0.3, every: between(random, 0.2, 0.5) * SECOND});
  stage.talk(1, {sort: 'ping', from: 0.8, every: between(random, 0.08, 0.3) * SECOND});
  if (random.oneIn(2)) stage.at(0.1, () => a.announce(vip, stage.anyAnnouncement()));
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('OUTAGE', {changes: 0});
    return {
      exit: 1,
      addresses: [truth],
      present: [/Ping gave no answer for/, /while other questions were answered/],
      absent: [/only, there was no answer/],
      ask: [vip],
    };
  });
});

/**
 * Captured at the old owner, whose cable is out while the other takes the address and announces it: nothing is
 * seen of that, and when the cable is back, the other only advertises.
 */
export const cableOut = kind('cable-out', (random, addresses) => {
  const out = between(random, 4, 8);
  const back = out + between(random, 8, 20);
  const length = back + between(random, 6, 15);
  const stage = new Stage(random, addresses, {noise: false, whole: true, length});
  const {a, b, vip, network} = stage;
  const isOut = () => network.clock.now >= out * SECOND && network.clock.now < back * SECOND;
  const seen = captureAt(a);
  network.vantage = (from, to, frame) => !isOut() && seen(from, to, frame);
  const router = stage.anyRouter();
  const [one, other] = [
    stage.speaker(a, {...router, interval: SECOND, priority: 150}),
    stage.speaker(b, {...router, interval: SECOND, priority: 100}),
  ];
  a.hold(vip);
  stage.client.knows(vip, a.mac);
  if (random.oneIn(2)) stage.talk(1, {sort: 'ping', every: between(random, 0.1, 0.4) * SECOND});
  for (let sessions = random.below(3); sessions > 0; sessions--)
    stage.at(between(random, 1, 2), () => new TcpSession(stage.asker(), vip, SERVICES.download));
  stage.at(0.05, () => one.start());
  stage.at(0.06, () => a.announce(vip, stage.anyAnnouncement()));
  stage.at(out, () => a.crash());
  stage.at(out + 3.399, () => other.start());
  stage.take(out + 3.4, b);
  const told = stage.tell(() => {
    const {outages: _, ...truth} = stage.about('CANNOT_TELL', {changes: 1});
    return {
      exit: 3,
      addresses: [truth],
      present: [/no frame at all was captured in the/],
      absent: [/NO_ANNOUNCEMENT/, /sent no announcement/, /SESSIONS_HUNG/],
      ask: [vip],
    };
  });
  return {...told, blind: true};
});

/**
 * Captured at a port to which the switch floods what is asked while it does not know where the owner is; answers
 * never pass there. A request for the MAC long afterwards, whatever its reason, is no sign that the announcement
 * was ignored.
 */
export const floodedThenAsks = kind('flooded-then-asks', (random, addresses) => {
  const at = between(random, 4, 8);
  const dark = between(random, 1.5, 4);
  const asks = at + dark + between(random, 3, 12);
  const stage = new Stage(random, addresses, {whole: true, length: asks + between(random, 3, 9)});
  const {a, b, vip, client, network} = stage;
  const isFlooded = () => network.clock.now >= at * SECOND && network.clock.now < (at + dark) * SECOND;
  network.vantage = (from, _, {destination}) => isGroupMac(destination) || (from === client && isFlooded());
  a.hold(vip);
  stage.talk(1, {sort: 'ping', every: between(random, 0.08, 0.3) * SECOND});
  stage.at(at, () => a.crash());
  stage.take(at + dark, b);
  stage.at(asks, () => client.ask(vip));
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('CANNOT_TELL');
    return {exit: 3, addresses: [truth], absent: [/ANNOUNCED_BUT_IGNORED/, /ignored it/], ask: [vip]};
  });
});

/**
 * Captured at a client, to whose port the switch floods what others ask while the owner is dead; where they were answered is not to be seen
 * there, nor whether they ever were.
 */
export const othersFlooded = kind('others-flooded', (random, addresses) => {
  const at = between(random, 4, 8);
  const dark = between(random, 1.5, 4);
  const stage = new Stage(random, addresses, {length: at + dark + between(random, 4, 9)});
  const {a, client, network} = stage;
  const others = Array.from({length: whole(random, 1, 2)}, (_, index) => stage.newClient(`other ${index}`));
  const isDark = () => network.clock.now >= at * SECOND && network.clock.now < (at + dark) * SECOND;
  const own = captureAt(client);
  network.vantage = (from, to, frame) =>
    own(from, to, frame) || (isDark() && others.some(one => one === from));
  a.hold(stage.vip);
  stage.talk(1, {sort: 'ping', every: between(random, 0.05, 0.2) * SECOND});
  for (const other of others)
    stage.talk(1, {
      asker: stage.asker(other),
      sort: random.pick(['requests', 'dns', 'ping', 'upload']),
      every: between(random, 0.05, 0.3) * SECOND,
    });
  stage.takeover(at, dark);
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('HEALTHY', {
      changes: 1,
      clients: [{ip: client.ip, outages: stage.outages(stage.vip, client.ip)}],
    });
    return {exit: 0, addresses: [truth], absent: [/never answered/], ask: [stage.vip]};
  });
});

/**
 * Why is there an `mcv-client`?
 *
 * @module
 */

import {UPLINK} from '@vip/analysis/internal';
import {formatIpInterface} from '@vip/arp';
import {addressed, macvlan as macvlanCommand} from '../../lab/building-blocks.js';
import {HOST} from '../../lab/plan.js';
import {allAnswered, echoRequests} from '../evidence.js';
import {
  expectAnswered,
  expectAskedOnlyFor,
  expectEntry,
  expectNoFrame,
  expectRoute,
  expectUnanswered,
} from '../expectations.js';
import type {Lesson, LessonStation} from '../lesson.js';
import {UNREACHABLE_WAIT_MS} from '../pinger.js';
import type {Workshop} from '../workshop.js';
import {type Cast, castPlan, WIRE} from './cast.js';
import {addChildren, removeChildren, setHairpin} from './children.js';
import {MODE_NAMES, tryModes} from './modes.js';

export const macvlanLesson: Lesson = {
  name: 'macvlan',
  question: 'Why does the client need an interface mcv-client?',
  takes: 'three seconds',
  questions: [
    {name: 'parent', answer: 'yes-no'},
    {name: 'others', answer: 'some-of', of: ['ns1', 'ext']},
    {name: 'modes', answer: 'some-of', of: MODE_NAMES},
    {name: 'remedy', answer: 'yes-no'},
  ],
  moral: [
    'Frames from a macvlan go to its siblings or out on the wire, never up to its',
    'parent; frames from the parent go out on the wire, never into a child; and a',
    'switch does not send a frame back out of the port it came in on. So a machine',
    'that hosts the VIP on a macvlan cannot reach it, while all others can. The',
    'remedy is a macvlan for the machine itself: mcv-client is one, a sibling.',
    'Where it bites: containers on a macvlan network that their own host cannot',
    "reach, and the remedy as Docker's own documentation gives it:",
    'https://github.com/moby/libnetwork/issues/1915',
    'https://github.com/docker/docs/pull/5252',
  ],
  async run(workshop, {settings}) {
    const {client, active, passive, ext} = settings;
    const cast: Cast = {
      parent: {node: HOST, iface: UPLINK, address: client.address},
      child: active,
      sibling: passive,
      ext: {...ext, iface: 'eth0'},
    };
    await workshop.build(castPlan(cast));
    await addChildren(workshop, cast, 'bridge');
    await workshop.watch([cast.parent, WIRE, cast.child, cast.sibling, cast.ext]);
    workshop.tell(
      `${UPLINK} of the host is the parent of two macvlans, ${active.iface} in ${active.node} and ${passive.iface} in ${passive.node}. A switch connects it to ${ext.node}.`,
    );
    await workshop.command(HOST, ['ip', '-4', '-brief', 'addr', 'show', 'dev', UPLINK]);
    await tryParent(workshop, cast);
    await tryOthers(workshop, cast);
    await tryModes(workshop, cast);
    await tryRemedy(workshop, cast, client);
  },
};

async function tryParent(workshop: Workshop, {child, ext}: Cast): Promise<void> {
  const target = child.address.address;
  await workshop.hurry(HOST, UPLINK);
  await workshop.predict(
    'parent',
    `The host pings ${target} on ${child.iface}, through ${UPLINK}. Does it answer?`,
  );
  await expectRoute(workshop, 'the route is right', {node: HOST, target, words: [`dev ${UPLINK}`]});
  const lost = await workshop.ping({node: HOST, target, waitMs: UNREACHABLE_WAIT_MS});
  expectUnanswered(workshop, 'parent to child fails', lost);
  workshop.turnedOut('parent', allAnswered(lost));
  const outside = workshop.frames(ext.node, ext.iface, lost);
  expectAskedOnlyFor(workshop, `${ext.node} hears the ARP requests`, target, outside);
  const inside = workshop.frames(child.node, child.iface, lost);
  expectNoFrame(workshop, `${child.iface} on the same machine does not`, inside);

  workshop.tell('Is it just ARP? The host is given the MAC by hand:');
  const entry = ['neigh', 'replace', target, 'lladdr', child.mac, 'dev', UPLINK, 'nud', 'permanent'];
  await workshop.configure(HOST, [entry]);
  const parent = {node: HOST, iface: UPLINK};
  await expectEntry(workshop, 'the ARP table is right', parent, {ip: target, mac: child.mac});
  const stillLost = await workshop.ping({node: HOST, target});
  expectUnanswered(workshop, 'parent to child still fails', stillLost);
  const left = echoRequests(workshop.frames(WIRE.node, WIRE.iface, stillLost));
  workshop.expect(
    'the requests went out on the wire',
    left.length === stillLost.sent,
    `${left.length} at the switch`,
  );
  const arrived = workshop.frames(child.node, child.iface, stillLost);
  expectNoFrame(workshop, `and none reached ${child.iface}`, arrived);
  await workshop.quietly(HOST, ['ip', 'neigh', 'del', target, 'dev', UPLINK]);
}

async function tryOthers(workshop: Workshop, {child, sibling, ext}: Cast): Promise<void> {
  const target = child.address.address;
  await workshop.predict(
    'others',
    `And what about ${sibling.node}, which has a macvlan too, and ${ext.node} outside?`,
  );
  const fromSibling = await workshop.ping({node: sibling.node, target});
  expectAnswered(workshop, 'sibling to sibling works', fromSibling);
  const outside = echoRequests(workshop.frames(WIRE.node, WIRE.iface, fromSibling));
  workshop.expect(
    'its requests were not on the wire',
    outside.length === 0,
    `${outside.length} at the switch`,
  );
  const fromExt = await workshop.ping({node: ext.node, target});
  expectAnswered(workshop, 'external node to child works', fromExt);
  workshop.turnedOut('others', [
    ...(allAnswered(fromSibling) ? [sibling.node] : []),
    ...(allAnswered(fromExt) ? [ext.node] : []),
  ]);
}

async function tryRemedy(workshop: Workshop, cast: Cast, client: LessonStation): Promise<void> {
  await removeChildren(workshop, cast);
  await setHairpin(workshop, false);
  await addChildren(workshop, cast, 'bridge');
  workshop.tell(
    `The remedy, in bridge mode: the host gets a macvlan of its own, ${client.iface}, and its address moves there:`,
  );
  await workshop.configure(HOST, [
    ['addr', 'del', formatIpInterface(client.address), 'dev', UPLINK],
    macvlanCommand({...client, node: HOST}, UPLINK),
    ...addressed([client]),
  ]);
  await workshop.predict('remedy', `Does ${cast.child.iface} answer the host now?`);
  const target = cast.child.address.address;
  const reached = await workshop.ping({node: HOST, target});
  expectAnswered(workshop, 'as a sibling the host reaches it', reached);
  workshop.turnedOut('remedy', allAnswered(reached));
  const own = {node: HOST, iface: client.iface};
  await expectEntry(workshop, "and its cache holds the child's MAC", own, {ip: target, mac: cast.child.mac});
}

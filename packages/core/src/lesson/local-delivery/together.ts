/**
 * VIP and client in one namespace: the kernel delivers locally, whatever the interfaces do.
 *
 * @module
 */

import {HOST} from '../../lab/plan.js';
import {allAnswered, frameCount} from '../evidence.js';
import {
  expectAnswered,
  expectAskedOnlyFor,
  expectNoFrame,
  expectRoute,
  expectUnanswered,
} from '../expectations.js';
import type {LessonStation} from '../lesson.js';
import {type PingResult, UNREACHABLE_WAIT_MS} from '../pinger.js';
import type {Workshop} from '../workshop.js';
import {passedThrough, type Tried} from './tried.js';

export async function tryTogether(
  workshop: Workshop,
  holder: LessonStation,
  client: LessonStation,
): Promise<Tried> {
  const through = await pingThroughLo(workshop, holder, client);
  const down = await pingWithHolderDown(workshop, holder);
  await pingBound(workshop, holder, client);
  return {...through, down};
}

async function pingThroughLo(
  workshop: Workshop,
  holder: LessonStation,
  client: LessonStation,
): Promise<Omit<Tried, 'down'>> {
  const target = holder.address.address;
  await workshop.predict(
    'together',
    `The client pings the VIP. Which interface do the packets pass through: ${holder.iface}, ${client.iface} or lo?`,
  );
  const up = await workshop.ping({node: HOST, target});
  const onLo = workshop.frames(HOST, 'lo', up);
  const onHolder = workshop.frames(HOST, holder.iface, up);
  const onClient = workshop.frames(HOST, client.iface, up);
  expectAnswered(workshop, 'the VIP answers', up);
  await expectRoute(workshop, 'the route to it is through lo', {
    node: HOST,
    target,
    words: ['local', 'dev lo'],
  });
  workshop.expect('lo carried every request and answer', onLo.length === 2 * up.sent, frameCount(onLo));
  expectNoFrame(workshop, `${holder.iface}, which holds the VIP, carried nothing`, onHolder);
  expectNoFrame(workshop, `${client.iface} carried nothing either`, onClient);
  workshop.turnedOut('together', passedThrough(onLo, onHolder, onClient));
  const entry = await workshop.look(HOST, client.iface, target);
  workshop.expect('the ARP cache holds nothing for it', entry.state === 'NONE', `state ${entry.state}`);
  return {up, onLo: onLo.length, onHolder: onHolder.length};
}

async function pingWithHolderDown(workshop: Workshop, {iface, address}: LessonStation): Promise<PingResult> {
  await workshop.predict('together-down', `${iface} is taken down. Does the VIP still answer?`);
  await workshop.configure(HOST, [['link', 'set', iface, 'down']]);
  const down = await workshop.ping({node: HOST, target: address.address});
  expectAnswered(workshop, 'the VIP answers with its interface down', down);
  workshop.turnedOut('together-down', allAnswered(down));
  await workshop.configure(HOST, [['link', 'set', iface, 'up']]);
  return down;
}

async function pingBound(workshop: Workshop, holder: LessonStation, client: LessonStation): Promise<void> {
  const target = holder.address.address;
  workshop.tell(`A client bound to its own interface, as with ping -I ${client.iface}, does use the wire:`);
  await workshop.hurry(HOST, client.iface);
  const bound = await workshop.ping({node: HOST, target, iface: client.iface, waitMs: UNREACHABLE_WAIT_MS});
  const asked = workshop.frames(HOST, client.iface, bound);
  const heard = workshop.frames(HOST, holder.iface, bound);
  expectAskedOnlyFor(workshop, 'it sends ARP requests for the VIP there', target, asked);
  expectAskedOnlyFor(workshop, `${holder.iface} hears them`, target, heard);
  expectUnanswered(workshop, 'but a machine does not answer itself', bound);
}

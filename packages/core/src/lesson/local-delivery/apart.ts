/**
 * The VIP in a namespace of its own, where the same pings are on the wire.
 *
 * @module
 */

import {HOST} from '../../lab/plan.js';
import {allAnswered, askedFor, formatAskedFor, frameCount} from '../evidence.js';
import {expectAnswered, expectEntry, expectNoFrame, expectRoute, expectUnanswered} from '../expectations.js';
import type {LessonStation} from '../lesson.js';
import type {Workshop} from '../workshop.js';
import {passedThrough, type Tried} from './tried.js';

export async function tryApart(
  workshop: Workshop,
  holder: LessonStation,
  client: LessonStation,
): Promise<Tried> {
  const target = holder.address.address;
  await workshop.predict('apart', 'The same ping again. Where do the packets go now?');
  await workshop.quietly(HOST, ['ip', 'neigh', 'flush', 'dev', client.iface]);
  const up = await workshop.ping({node: HOST, target});
  const onLo = workshop.frames(HOST, 'lo', up);
  const onHolder = workshop.frames(holder.node, holder.iface, up);
  const asked = askedFor(onHolder);
  expectAnswered(workshop, 'the VIP answers', up);
  const way = `the route to it is through ${client.iface}`;
  await expectRoute(workshop, way, {node: HOST, target, words: [`dev ${client.iface}`]});
  workshop.expect(
    `${holder.iface} carried ARP, and every request and answer`,
    onHolder.length >= 2 * up.sent + 2 && asked.includes(target),
    `${frameCount(onHolder)}, ${formatAskedFor(asked)}`,
  );
  expectNoFrame(workshop, 'lo carried nothing', onLo);
  const onClient = workshop.frames(HOST, client.iface, up);
  workshop.turnedOut('apart', passedThrough(onLo, onHolder, onClient));
  const known = {ip: target, mac: holder.mac};
  await expectEntry(workshop, "the client's cache holds the VIP's MAC", client, known);

  await workshop.predict('apart-down', `${holder.iface} is taken down again. Does the VIP still answer?`);
  await workshop.configure(holder.node, [['link', 'set', holder.iface, 'down']]);
  const down = await workshop.ping({node: HOST, target});
  expectUnanswered(workshop, 'this time it does not', down);
  workshop.turnedOut('apart-down', allAnswered(down));
  return {up, down, onLo: onLo.length, onHolder: onHolder.length};
}

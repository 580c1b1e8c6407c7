/**
 * Why bring `lo` up?
 *
 * @module
 */

import {parseIpv4} from '@vip/arp';
import {cabledPlan} from '../lab/cabled-plan.js';
import type {LabPlan} from '../lab/plan.js';
import {allAnswered, formatAnswers, noneAnswered} from './evidence.js';
import {expectAnswered, expectRoute, expectUnanswered} from './expectations.js';
import type {Lesson, LessonSettings, LessonStation} from './lesson.js';
import type {PingResult} from './pinger.js';
import type {Workshop} from './workshop.js';

const LOOPBACK = parseIpv4('127.0.0.1');

/** The pings: to 127.0.0.1, to its own address, from the other node. */
const PINGED = ['loopback', 'own', 'other'] as const;

export const loopbackLesson: Lesson = {
  name: 'loopback',
  question: 'Why bring lo up in a new namespace?',
  takes: 'a second',
  questions: [
    {name: 'lo-down', answer: 'some-of', of: PINGED},
    {name: 'lo-up', answer: 'some-of', of: PINGED},
  ],
  moral: [
    'A new network namespace has an interface lo, but it is down. Until it is up,',
    'nothing inside can talk to itself: neither to 127.0.0.1 nor to its own address',
    'on another interface, because packets to a local address go through lo,',
    'whichever interface holds it. Other nodes still reach the address, so a test',
    'from outside finds nothing wrong, while a health check that probes its own VIP',
    'from inside declares a healthy node dead.',
    'Where it bites: in anything that makes namespaces by hand, as Docker once did:',
    'https://github.com/moby/libnetwork/pull/224',
  ],
  async run(workshop, {settings}) {
    const node = {...settings.ext, node: 'fresh', iface: 'eth0'};
    const own = node.address.address;
    await workshop.build(plan(node, settings));
    await workshop.watch([node, {...settings.active, node: 'other', iface: 'eth0'}]);
    workshop.tell('A namespace as `ip netns add` makes it, with one cable to another node:');
    await workshop.command(node.node, ['ip', '-brief', 'addr']);

    await workshop.predict(
      'lo-down',
      'Which pings get through: to 127.0.0.1, to its own address, from the other node?',
    );
    const closed = await pingAll(workshop, node);
    workshop.expect(
      'with lo down, 127.0.0.1 is refused',
      noneAnswered(closed.loopback) && closed.loopback.refusals.length > 0,
      formatAnswers(closed.loopback),
    );
    expectUnanswered(workshop, `with lo down, its own ${own} does not answer`, closed.own);
    expectAnswered(workshop, 'the other node still reaches it', closed.other);
    workshop.turnedOut('lo-down', reached(closed));
    const way = 'the route to its own address is through lo';
    await expectRoute(workshop, way, {node: node.node, target: own, words: ['dev lo']});

    workshop.tell('Now lo is brought up:');
    await workshop.configure(node.node, [['link', 'set', 'lo', 'up']]);
    await workshop.predict('lo-up', 'The same three pings. Which get through now?');
    const open = await pingAll(workshop, node);
    expectAnswered(workshop, 'with lo up, 127.0.0.1 answers', open.loopback);
    expectAnswered(workshop, `with lo up, ${own} answers`, open.own);
    workshop.turnedOut('lo-up', reached(open));
  },
};

function reached(pings: Readonly<Record<(typeof PINGED)[number], PingResult>>): string[] {
  return PINGED.filter(which => allAnswered(pings[which]));
}

async function pingAll(workshop: Workshop, {node, address}: LessonStation) {
  return {
    loopback: await workshop.ping({node, target: LOOPBACK}),
    own: await workshop.ping({node, target: address.address}),
    other: await workshop.ping({node: 'other', target: address.address}),
  };
}

function plan(node: LessonStation, {active}: LessonSettings): LabPlan {
  const other = {...active, node: 'other', iface: 'eth0'};
  return cabledPlan('loopback', {cables: [[node, other]], withoutLoopback: [node.node, other.node]});
}

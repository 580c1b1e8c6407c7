/**
 * Why bring `lo` up?
 *
 * @module
 */

import {parseIpv4} from '@vip/arp';
import {addressed, cable, QUIET_DEFAULTS} from '../lab/building-blocks.js';
import {HOST, type LabPlan} from '../lab/plan.js';
import type {LabSettings, Station} from '../lab/settings.js';
import type {Lesson} from './lesson.js';
import type {Workshop} from './workshop.js';

const LOOPBACK = parseIpv4('127.0.0.1');

export const loopback: Lesson = {
  name: 'loopback',
  question: 'Why bring lo up in a new namespace?',
  takes: 'a second',
  moral: [
    'A new network namespace has an interface lo, but it is down. Until it is up, nothing',
    'in the namespace can talk to itself: not to 127.0.0.1, and not to its own address on',
    'any other interface either, because a packet to an address of its own leaves by lo',
    'whatever the address stands on. Other nodes reach it all the same, so a test from',
    'outside does not find it; health checks that ask their own VIP do.',
  ],
  async run(workshop, {settings}) {
    const node = {...settings.ext, node: 'fresh', iface: 'eth0'};
    const own = node.address.address;
    await workshop.build(plan(node, settings));
    await workshop.watch([node, {...settings.active, node: 'other', iface: 'eth0'}]);
    workshop.tell('A namespace as `ip netns add` makes it, with one cable to another node:');
    await workshop.command(node.node, ['ip', '-brief', 'link']);

    await workshop.predict('Which pings get through: to 127.0.0.1, to its own address, from the other node?');
    const closed = await pingAll(workshop, node);
    workshop.expect(
      'with lo down, 127.0.0.1 is refused',
      closed.loopback.answered === 0 && closed.loopback.refusals.length > 0,
      closed.loopback.refusals.join(', ') || `${closed.loopback.answered} answers`,
    );
    workshop.expect(
      `with lo down, its own ${own} does not answer`,
      closed.own.answered === 0,
      `${closed.own.answered} of ${closed.own.sent} answered`,
    );
    workshop.expect(
      'the other node reaches it all the same',
      closed.other.answered === closed.other.sent,
      `${closed.other.answered} of ${closed.other.sent} answered`,
    );
    const route = await workshop.command(node.node, ['ip', 'route', 'get', own]);
    workshop.expect(
      'the way to its own address is lo',
      route.stdout.includes('dev lo'),
      firstLine(route.stdout),
    );

    workshop.tell('Now lo is brought up:');
    await workshop.configure(node.node, [['link', 'set', 'lo', 'up']]);
    const open = await pingAll(workshop, node);
    for (const [what, result] of [
      ['127.0.0.1', open.loopback],
      [own, open.own],
    ] as const) {
      workshop.expect(
        `with lo up, ${what} answers`,
        result.answered === result.sent,
        `${result.answered} of ${result.sent} answered`,
      );
    }
  },
};

async function pingAll(workshop: Workshop, {node, address}: Station) {
  return {
    loopback: await workshop.ping({node, target: LOOPBACK}),
    own: await workshop.ping({node, target: address.address}),
    other: await workshop.ping({node: 'other', target: address.address}),
  };
}

function plan(node: Station, {active}: LabSettings): LabPlan {
  const other = {...active, node: 'other', iface: 'eth0'};
  return {
    nodes: [node.node, other.node],
    stages: [
      {
        name: 'loopback',
        steps: [
          [
            {
              node: HOST,
              commands: [
                ['netns', 'add', node.node],
                ['netns', 'add', other.node],
              ],
            },
          ],
          [node.node, other.node].map(name => ({node: name, sysctls: QUIET_DEFAULTS})),
          [{node: HOST, commands: [cable(1, [node.node, node.iface], [other.node, other.iface])]}],
          [
            {node: node.node, commands: addressed(node)},
            {node: other.node, commands: addressed(other)},
          ],
        ],
      },
    ],
  };
}

function firstLine(text: string): string {
  return text.split('\n')[0]?.trim() ?? '';
}

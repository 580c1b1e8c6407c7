/**
 * Why two namespaces at all?
 *
 * @module
 */

import {UPLINK} from '@vip/analysis/internal';
import {addressed, macvlan} from '../../lab/building-blocks.js';
import {cabledPlan} from '../../lab/cabled-plan.js';
import {HOST, type LabPlan} from '../../lab/plan.js';
import type {Lesson, LessonSettings, LessonStation} from '../lesson.js';
import type {PingResult} from '../pinger.js';
import {tryApart} from './apart.js';
import {tryTogether} from './together.js';

/** The interfaces through which packets may pass. */
const PATHS = ['mcv0', 'mcv-client', 'lo'] as const;

export const localDeliveryLesson: Lesson = {
  name: 'local-delivery',
  question: 'Why does the VIP need a namespace of its own?',
  takes: 'two seconds',
  questions: [
    {name: 'together', answer: 'some-of', of: PATHS},
    {name: 'together-down', answer: 'yes-no'},
    {name: 'apart', answer: 'some-of', of: PATHS},
    {name: 'apart-down', answer: 'yes-no'},
  ],
  moral: [
    'An address on any interface is local to the whole machine: packets to it go',
    'through lo, and no cable, MAC or ARP is involved. So a client on the same',
    'machine as the VIP proves nothing: it reaches the VIP even with the interface',
    'down or the network broken. Only a client with a network stack of its own',
    '(another machine, or another namespace) is a real test.',
    'Where it bites: the VIP answers on its holder and nowhere else, and the check',
    'that runs on the holder stays green:',
    'https://github.com/acassen/keepalived/issues/2145',
    'https://github.com/aledbf/kube-keepalived-vip/issues/100',
  ],
  async run(workshop, {settings}) {
    const {vip, client, active} = settings;
    const holder: LessonStation = {...active, address: {...active.address, address: vip.address}};
    await workshop.build(plan(settings, holder));
    await workshop.watch([holder.iface, client.iface, 'lo'].map(iface => ({node: HOST, iface})));
    workshop.tell(
      `One namespace holds both: the VIP on ${holder.iface} and the client on ${client.iface}, two macvlans on one cable.`,
    );
    await workshop.command(HOST, ['ip', '-4', '-brief', 'addr']);
    const together = await tryTogether(workshop, holder, client);

    workshop.tell(
      `Now ${holder.iface} moves into a namespace of its own, ${holder.node}, and nothing else changes:`,
    );
    await workshop.endCapture(HOST, holder.iface);
    await workshop.configure(HOST, [['link', 'set', holder.iface, 'netns', holder.node]]);
    await workshop.configure(holder.node, addressed([holder]));
    await workshop.watch([holder]);
    const apart = await tryApart(workshop, holder, client);

    workshop.table(
      `${client.iface} pings the VIP ${vip.address}:`,
      ['', 'one namespace', 'two namespaces'],
      [
        ['answered', share(together.up), share(apart.up)],
        ['frames on lo', String(together.onLo), String(apart.onLo)],
        [`frames on ${holder.iface}`, String(together.onHolder), String(apart.onHolder)],
        [`answered, ${holder.iface} down`, share(together.down), share(apart.down)],
      ],
    );
  },
};

function share({answered, sent}: PingResult): string {
  return `${answered} of ${sent}`;
}

/** The other end of the cable only keeps it up. */
function plan({client}: LessonSettings, holder: LessonStation): LabPlan {
  const macvlans = [holder, client].flatMap(station => {
    const here = {...station, node: HOST};
    return [macvlan(here, UPLINK), ...addressed([here])];
  });
  return cabledPlan('local-delivery', {
    cables: [
      [
        {node: HOST, iface: UPLINK},
        {node: 'far-end', iface: 'eth0'},
      ],
    ],
    others: [holder.node],
    commands: {[HOST]: macvlans},
  });
}

/**
 * Why two namespaces at all?
 *
 * @module
 */

import type {LabSettings, Station} from '@vip/analysis';
import {addressed, macvlan} from '../lab/building-blocks.js';
import {cabledPlan} from '../lab/cabled-plan.js';
import {HOST, type LabPlan} from '../lab/plan.js';
import {UPLINK} from '../lab/topology.js';
import {
  allAnswered,
  answers,
  askedFor,
  firstLine,
  formatAskedFor,
  frameCount,
  isOnly,
  noneAnswered,
} from './evidence.js';
import type {Lesson} from './lesson.js';
import {type PingResult, UNREACHABLE_WAIT_MS, type Workshop} from './workshop.js';

export const localDelivery: Lesson = {
  name: 'local-delivery',
  question: 'Why does the VIP need a namespace of its own?',
  takes: 'two seconds',
  moral: [
    'An address that stands on any interface of a machine is local to all of it: a',
    'packet to it leaves by lo, and no cable, no MAC and no ARP take part. So a',
    "client on the VIP's own machine proves nothing: it reaches the VIP with the",
    'interface down, and with the network broken. Only a client in a network stack',
    'of its own (another machine, or a namespace) is a test.',
    'Where it bites: the VIP answers on its holder and nowhere else, and the check',
    'that runs on the holder stays green:',
    'https://github.com/acassen/keepalived/issues/2145',
    'https://github.com/aledbf/kube-keepalived-vip/issues/100',
  ],
  async run(workshop, {settings}) {
    const {vip, client, active} = settings;
    const holder: Station = {...active, address: {...active.address, address: vip.address}};
    await workshop.build(plan(settings, holder));
    await workshop.watch([holder.iface, client.iface, 'lo'].map(iface => ({node: HOST, iface})));
    workshop.tell(
      `One namespace holds both: the VIP on ${holder.iface}, and the client on ${client.iface}, two macvlans of one cable.`,
    );
    await workshop.command(HOST, ['ip', '-4', '-brief', 'addr']);
    const together = await tryTogether(workshop, holder, client);

    workshop.tell(
      `Now ${holder.iface} moves into a namespace of its own, ${holder.node}, and nothing else changes:`,
    );
    await workshop.endCapture(HOST, holder.iface);
    await workshop.configure(HOST, [['link', 'set', holder.iface, 'netns', holder.node]]);
    await workshop.configure(holder.node, addressed(holder));
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

interface Tried {
  readonly up: PingResult;
  readonly down: PingResult;
  readonly onLo: number;
  readonly onHolder: number;
}

async function tryTogether(workshop: Workshop, holder: Station, client: Station): Promise<Tried> {
  const target = holder.address.address;
  await workshop.predict(
    `The client pings the VIP. On which interface do the packets pass: ${holder.iface}, ${client.iface} or lo?`,
  );
  const up = await workshop.ping({node: HOST, target});
  const onLo = workshop.frames(HOST, 'lo', up);
  const onHolder = workshop.frames(HOST, holder.iface, up);
  const onClient = workshop.frames(HOST, client.iface, up);
  workshop.expect('the VIP answers', allAnswered(up), answers(up));
  await expectRoute(workshop, 'the way to it is lo', target, ['local', 'dev lo']);
  workshop.expect('lo carried every request and answer', onLo.length === 2 * up.sent, frameCount(onLo));
  workshop.expect(
    `${holder.iface}, which holds the VIP, carried nothing`,
    onHolder.length === 0,
    frameCount(onHolder),
  );
  workshop.expect(`${client.iface} carried nothing either`, onClient.length === 0, frameCount(onClient));
  const entry = await workshop.look(HOST, client.iface, target);
  workshop.expect('the ARP cache holds nothing for it', entry.state === 'NONE', `state ${entry.state}`);

  await workshop.predict(`${holder.iface} is taken down. Does the VIP still answer?`);
  await workshop.configure(HOST, [['link', 'set', holder.iface, 'down']]);
  const down = await workshop.ping({node: HOST, target});
  workshop.expect('the VIP answers with its interface down', allAnswered(down), answers(down));
  await workshop.configure(HOST, [['link', 'set', holder.iface, 'up']]);

  workshop.tell(
    `A client that insists on its own interface, as with ping -I ${client.iface}, does go to the wire:`,
  );
  await workshop.hurry(HOST, client.iface);
  const bound = await workshop.ping({node: HOST, target, iface: client.iface, waitMs: UNREACHABLE_WAIT_MS});
  const asked = askedFor(workshop.frames(HOST, client.iface, bound));
  const heard = askedFor(workshop.frames(HOST, holder.iface, bound));
  workshop.expect('it asks for the VIP there', isOnly(target, asked), formatAskedFor(asked));
  workshop.expect(`${holder.iface} hears it`, isOnly(target, heard), formatAskedFor(heard));
  workshop.expect('but a machine does not answer itself', noneAnswered(bound), answers(bound));
  return {up, down, onLo: onLo.length, onHolder: onHolder.length};
}

async function tryApart(workshop: Workshop, holder: Station, client: Station): Promise<Tried> {
  const target = holder.address.address;
  await workshop.predict('The same ping once more. Where do the packets pass now?');
  await workshop.quietly(HOST, ['ip', 'neigh', 'flush', 'dev', client.iface]);
  const up = await workshop.ping({node: HOST, target});
  const onLo = workshop.frames(HOST, 'lo', up);
  const onHolder = workshop.frames(holder.node, holder.iface, up);
  const asked = askedFor(onHolder);
  workshop.expect('the VIP answers', allAnswered(up), answers(up));
  await expectRoute(workshop, `the way to it is ${client.iface}`, target, [`dev ${client.iface}`]);
  workshop.expect(
    `${holder.iface} carried ARP, and every request and answer`,
    onHolder.length >= 2 * up.sent + 2 && asked.includes(target),
    `${frameCount(onHolder)}, ${formatAskedFor(asked)}`,
  );
  workshop.expect('lo carried nothing', onLo.length === 0, frameCount(onLo));
  const entry = await workshop.look(HOST, client.iface, target);
  workshop.expect(
    'the client knows the VIP by its MAC',
    entry.mac === holder.mac,
    `${entry.mac} ${entry.state}`,
  );

  await workshop.predict(`${holder.iface} is taken down again. Does the VIP still answer?`);
  await workshop.configure(holder.node, [['link', 'set', holder.iface, 'down']]);
  const down = await workshop.ping({node: HOST, target});
  workshop.expect('now that is a failure', noneAnswered(down), answers(down));
  return {up, down, onLo: onLo.length, onHolder: onHolder.length};
}

async function expectRoute(
  workshop: Workshop,
  expected: string,
  target: string,
  words: readonly string[],
): Promise<void> {
  const {stdout} = await workshop.command(HOST, ['ip', 'route', 'get', target]);
  workshop.expect(
    expected,
    words.every(word => stdout.includes(word)),
    firstLine(stdout),
  );
}

function share({answered, sent}: PingResult): string {
  return `${answered} of ${sent}`;
}

/** The other end of the cable only keeps it up. */
function plan({client}: LabSettings, holder: Station): LabPlan {
  const macvlans = [holder, client].flatMap(station => {
    const here = {...station, node: HOST};
    return [macvlan(here, UPLINK), ...addressed(here)];
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

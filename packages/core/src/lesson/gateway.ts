/**
 * Why `default via`, not `default dev`?
 *
 * @module
 */

import {formatIpInterface, type Ipv4Address} from '@vip/arp';
import {cabledPlan} from '../lab/cabled-plan.js';
import type {LabPlan} from '../lab/plan.js';
import {allAnswered, askedFor, echoRequests, firstLine, formatAnswers, noneAnswered} from './evidence.js';
import {
  expectAnswered,
  expectAskedOnlyFor,
  expectEntry,
  expectNoFrame,
  expectUnanswered,
} from './expectations.js';
import type {Lesson, LessonSettings} from './lesson.js';
import {UNREACHABLE_WAIT_MS} from './pinger.js';
import type {Workshop} from './workshop.js';

export const gatewayLesson: Lesson = {
  name: 'gateway',
  question: 'Why "default via GATEWAY", and not "default dev IFACE"?',
  takes: 'two seconds',
  questions: [
    {name: 'by-device', answer: 'address'},
    {name: 'by-gateway', answer: 'address'},
    {name: 'by-proxy', answer: 'yes-no'},
  ],
  moral: [
    'A route without "via" says that every destination is on this link. So the',
    'kernel sends ARP requests for the far address itself, and nobody answers. With',
    '"via" it resolves only the gateway, and sends every far packet to its MAC;',
    "that is why clients behind a gateway need only the gateway's cache corrected.",
    'Where it bites: the wrong route works while some router answers for others',
    '(proxy ARP), and breaks when that router is replaced or loses its own route:',
    'https://github.com/projectcalico/calico/issues/3270',
    'And a node that answers for others answers for the VIP as well:',
    'https://github.com/acassen/keepalived/issues/1507',
  ],
  async run(workshop, {settings}) {
    const {active, router, remote} = settings;
    const target = remote.address.address;
    await workshop.build(plan(settings));
    await workshop.watch([active, router, remote]);
    workshop.tell(
      `${active.node} and the router share a cable; ${remote.node} is behind the router, in ${formatIpInterface(remote.address)}.`,
    );
    await tryWithoutRoute(workshop, settings, target);
    await tryDevice(workshop, settings, target);
    await tryGateway(workshop, settings, target);
    await tryProxy(workshop, settings, target);
  },
};

async function tryWithoutRoute(workshop: Workshop, {active, remote}: LessonSettings, target: Ipv4Address) {
  await workshop.command(active.node, ['ip', 'route']);
  const none = await workshop.ping({node: active.node, target});
  workshop.expect(
    `without a default route ${active.node} has no route to ${remote.node}`,
    noneAnswered(none) && none.refusals.includes('Network is unreachable'),
    formatAnswers(none),
  );
}

async function tryDevice(workshop: Workshop, {active, router, remote}: LessonSettings, target: Ipv4Address) {
  await workshop.hurry(active.node, active.iface);
  workshop.tell('A default route that names only the interface:');
  await workshop.configure(active.node, [['route', 'add', 'default', 'dev', active.iface]]);
  await expectDefaultRoute(workshop, active.node, `default dev ${active.iface} scope link`);
  await workshop.predict(
    'by-device',
    `${active.node} pings ${remote.node} now. Which address does it ask for by ARP, and who answers?`,
  );
  const wrong = await workshop.ping({node: active.node, target, waitMs: UNREACHABLE_WAIT_MS});
  expectUnanswered(workshop, `${remote.node} never answers`, wrong);
  const asked = workshop.frames(active.node, active.iface, wrong);
  const cable = `${active.node} sends ARP requests for ${target}, which is not on its link`;
  expectAskedOnlyFor(workshop, cable, target, asked);
  workshop.turnedOut('by-device', askedFor(asked));
  const heard = workshop.frames(router.node, router.iface, wrong);
  expectAskedOnlyFor(workshop, 'the router hears them, but they are not for it', target, heard);
  const arrived = workshop.frames(remote.node, remote.iface, wrong);
  expectNoFrame(workshop, `nothing reaches ${remote.node}`, arrived);
  const entry = await workshop.look(active.node, active.iface, target);
  workshop.expect(
    `${active.node} gives up: no MAC for ${target}`,
    entry.state === 'FAILED' && entry.mac === undefined,
    `state ${entry.state}`,
  );
}

async function tryGateway(workshop: Workshop, {active, router, remote}: LessonSettings, target: Ipv4Address) {
  const hop = router.address.address;
  workshop.tell('A default route that names the gateway:');
  await workshop.configure(active.node, [['route', 'replace', 'default', 'via', hop]]);
  await workshop.quietly(active.node, ['ip', 'neigh', 'flush', 'dev', active.iface]);
  await expectDefaultRoute(workshop, active.node, `default via ${hop} dev ${active.iface}`);
  await workshop.predict(
    'by-gateway',
    `${active.node} pings ${remote.node} again. Which address does it ask for now?`,
  );
  const right = await workshop.ping({node: active.node, target});
  expectAnswered(workshop, `${remote.node} answers`, right);
  const frames = workshop.frames(active.node, active.iface, right);
  const own = frames.filter(frame => frame.own);
  expectAskedOnlyFor(workshop, `${active.node} asks only for the gateway`, hop, own);
  workshop.turnedOut('by-gateway', askedFor(own));
  const sent = echoRequests(frames);
  workshop.expect(
    `the packets are for ${target}, the frames for the gateway`,
    sent.length === right.sent &&
      sent.every(echo => echo.target === target && echo.destination === router.mac),
    `${sent.length} to ${[...new Set(sent.map(echo => echo.destination))].join(', ')}`,
  );
  const entry = await workshop.look(active.node, active.iface, target);
  workshop.expect(`no cache entry for ${target} is needed`, entry.mac === undefined, `state ${entry.state}`);
}

async function tryProxy(workshop: Workshop, {active, router, remote}: LessonSettings, target: Ipv4Address) {
  workshop.tell(
    'Back to the wrong route, but now the router answers for every address it can reach (proxy ARP):',
  );
  await workshop.configure(active.node, [['route', 'replace', 'default', 'dev', active.iface]]);
  for (const setting of [`conf.${router.iface}.proxy_arp=1`, `neigh.${router.iface}.proxy_delay=0`]) {
    await workshop.command(router.node, ['sysctl', '-w', `net.ipv4.${setting}`]);
  }
  await workshop.quietly(active.node, ['ip', 'neigh', 'flush', 'dev', active.iface]);
  await workshop.predict(
    'by-proxy',
    `Does ${remote.node} answer now, and which MAC does ${active.node} have for it?`,
  );
  const helped = await workshop.ping({node: active.node, target});
  expectAnswered(workshop, 'the wrong route seems to work', helped);
  workshop.turnedOut('by-proxy', allAnswered(helped));
  const because = `because the router gave its own MAC for ${target}`;
  await expectEntry(workshop, because, active, {ip: target, mac: router.mac});
}

async function expectDefaultRoute(workshop: Workshop, node: string, route: string): Promise<void> {
  const {stdout} = await workshop.command(node, ['ip', 'route', 'show', 'default']);
  workshop.expect('the route is there', firstLine(stdout).startsWith(route), firstLine(stdout));
}

function plan({active, router, routerRemote, remote}: LessonSettings): LabPlan {
  return cabledPlan('gateway', {
    cables: [
      [active, router],
      [routerRemote, remote],
    ],
    sysctls: {[router.node]: {'net/ipv4/ip_forward': 1}},
    commands: {[remote.node]: [['route', 'add', 'default', 'via', routerRemote.address.address]]},
  });
}

/**
 * Why is there an `mcv-client`?
 *
 * @module
 */

import type {Station} from '@vip/analysis';
import {formatIpv4Interface} from '@vip/arp';
import {addressed, type MacvlanMode, macvlan as macvlanCommand, up} from '../lab/building-blocks.js';
import {cabledPlan} from '../lab/cabled-plan.js';
import {HOST, type LabPlan} from '../lab/plan.js';
import {UPLINK} from '../lab/topology.js';
import {CommandError} from '../process.js';
import {
  allAnswered,
  answers,
  askedFor,
  echoRequests,
  firstLine,
  formatAskedFor,
  frameCount,
  isOnly,
  noneAnswered,
} from './evidence.js';
import type {Lesson} from './lesson.js';
import {type PingResult, UNREACHABLE_WAIT_MS, type Workshop} from './workshop.js';

const SWITCH = 'lan';

/** The switch's end of the host's cable: what is seen here was on the wire. */
const WIRE = {node: SWITCH, iface: 'to-host'};

/** Where each of the lesson's interfaces stands. */
interface Cast {
  /** The parent itself, which has the client's address until there is an `mcv-client`. */
  readonly parent: Omit<Station, 'mac'>;
  readonly child: Station;
  readonly sibling: Station;
  readonly ext: Station;
}

type Cell = 'yes' | 'no' | 'some' | 'refused';

/** The ways that are tried in each mode. */
const WAYS = ['parent-child', 'siblings', 'ext-child', 'ext-parent'] as const;

interface Mode {
  readonly mode: MacvlanMode;
  /** The switch sends a frame back through the port it came from, which switches never do by default. */
  readonly hairpin?: boolean;
  /** In the order of `WAYS`. */
  readonly expected: readonly [Cell, Cell, Cell, Cell];
  readonly why: string;
}

const MODES: readonly Mode[] = [
  {mode: 'bridge', expected: ['no', 'yes', 'yes', 'yes'], why: 'children reach each other directly'},
  {mode: 'private', expected: ['no', 'no', 'yes', 'yes'], why: 'each child is alone with the wire'},
  {mode: 'vepa', expected: ['no', 'no', 'yes', 'yes'], why: 'the switch should send back, and does not'},
  {mode: 'vepa', hairpin: true, expected: ['yes', 'yes', 'yes', 'yes'], why: 'the switch sends back'},
  {
    mode: 'private',
    hairpin: true,
    expected: ['yes', 'no', 'yes', 'yes'],
    why: 'siblings are refused even so',
  },
  {mode: 'passthru', expected: ['no', 'refused', 'yes', 'no'], why: 'one child, which takes all frames'},
];

export const macvlan: Lesson = {
  name: 'macvlan',
  question: 'Why does the client need an interface mcv-client?',
  takes: 'three seconds',
  moral: [
    'What a macvlan sends goes to its siblings or out on the wire, never up to its',
    'parent; what the parent sends goes out on the wire, never into a child; and a',
    'switch does not send a frame back to where it came from. So the machine that',
    'hosts the VIP on a macvlan cannot reach it, while all others can. The remedy',
    'is a macvlan for the machine itself: mcv-client is one, and so a sibling.',
    'Where it bites: containers on a macvlan network that their own host cannot',
    "reach, and the remedy as it came into Docker's own documentation:",
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
    await workshop.build(plan(cast));
    await addChildren(workshop, cast, 'bridge');
    await workshop.watch([cast.parent, WIRE, cast.child, cast.sibling, cast.ext]);
    workshop.tell(
      `${UPLINK} of the host is the parent of two macvlans, ${active.iface} in ${active.node} and ${passive.iface} in ${passive.node}. A switch joins it with ${ext.node}.`,
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
  await workshop.predict(`The host pings ${target} on ${child.iface}, through ${UPLINK}. Does it answer?`);
  const {stdout} = await workshop.command(HOST, ['ip', 'route', 'get', target]);
  workshop.expect('the route is right', stdout.includes(`dev ${UPLINK}`), firstLine(stdout));
  const lost = await workshop.ping({node: HOST, target, waitMs: UNREACHABLE_WAIT_MS});
  workshop.expect('parent to child fails', noneAnswered(lost), answers(lost));
  const outside = askedFor(workshop.frames(ext.node, ext.iface, lost));
  workshop.expect(`${ext.node} hears the question`, isOnly(target, outside), formatAskedFor(outside));
  const inside = askedFor(workshop.frames(child.node, child.iface, lost));
  workshop.expect(`${child.iface} on the same machine does not`, inside.length === 0, formatAskedFor(inside));

  workshop.tell('Is it only ARP? The host is given the MAC by hand:');
  const entry = ['neigh', 'replace', target, 'lladdr', child.mac, 'dev', UPLINK, 'nud', 'permanent'];
  await workshop.configure(HOST, [entry]);
  const look = await workshop.look(HOST, UPLINK, target);
  workshop.expect('the ARP table is right', look.mac === child.mac, `${look.mac} ${look.state}`);
  const stillLost = await workshop.ping({node: HOST, target});
  workshop.expect('parent to child fails all the same', noneAnswered(stillLost), answers(stillLost));
  const left = echoRequests(workshop.frames(WIRE.node, WIRE.iface, stillLost));
  workshop.expect(
    'the requests left by the wire',
    left.length === stillLost.sent,
    `${left.length} at the switch`,
  );
  const arrived = workshop.frames(child.node, child.iface, stillLost);
  workshop.expect(`and none came to ${child.iface}`, arrived.length === 0, frameCount(arrived));
  await workshop.quietly(HOST, ['ip', 'neigh', 'del', target, 'dev', UPLINK]);
}

async function tryOthers(workshop: Workshop, {child, sibling, ext}: Cast): Promise<void> {
  const target = child.address.address;
  await workshop.predict(`And from ${sibling.node}, which has a macvlan too, and from ${ext.node} outside?`);
  const fromSibling = await workshop.ping({node: sibling.node, target});
  workshop.expect('sibling to sibling works', allAnswered(fromSibling), answers(fromSibling));
  const outside = echoRequests(workshop.frames(WIRE.node, WIRE.iface, fromSibling));
  workshop.expect(
    'its requests were not on the wire',
    outside.length === 0,
    `${outside.length} at the switch`,
  );
  const fromExt = await workshop.ping({node: ext.node, target});
  workshop.expect('external node to child works', allAnswered(fromExt), answers(fromExt));
}

/** Every mode, each way probed. The children are made anew for each, since not every mode can be changed to. */
async function tryModes(workshop: Workshop, cast: Cast): Promise<void> {
  await workshop.predict('A macvlan has four modes. In which of them does parent to child work?');
  await Promise.all([cast.child, cast.sibling].map(({node, iface}) => workshop.endCapture(node, iface)));
  const rows: string[][] = [];
  const verdicts: (() => void)[] = [];
  for (const {mode, hairpin = false, expected, why} of MODES) {
    await removeChildren(workshop, cast);
    await setHairpin(workshop, hairpin);
    const complete = await addChildren(workshop, cast, mode);
    const cells = await probeWays(workshop, cast, complete);
    const name = hairpin ? `${mode} + hairpin` : mode;
    rows.push([name, ...cells]);
    verdicts.push(() =>
      workshop.expect(`${name}: ${why}`, cells.join() === expected.join(), cells.join(', ')),
    );
  }
  workshop.table('Who reaches whom:', ['mode', ...WAYS], rows);
  workshop.tell(
    "Hairpin is a setting of the switch's port (ip link set PORT type bridge_slave hairpin on): it may send a frame back to where it came from.",
  );
  for (const judge of verdicts) judge();
}

async function probeWays(workshop: Workshop, cast: Cast, complete: boolean): Promise<Cell[]> {
  const {parent, child, sibling, ext} = cast;
  const nodes = [parent, child, ext, ...(complete ? [sibling] : [])].map(({node}) => node);
  await Promise.all(nodes.map(node => workshop.quietly(node, ['ip', 'neigh', 'flush', 'all'])));
  const probe = async (node: string, to: Omit<Station, 'mac'>) =>
    cellOf(await workshop.probe({node, target: to.address.address}));
  const [fromParent, fromSibling, fromExt] = await Promise.all([
    probe(parent.node, child),
    complete ? probe(sibling.node, child) : ('refused' as const),
    // One at a time in a node.
    probe(ext.node, child).then(async toChild => [toChild, await probe(ext.node, parent)] as const),
  ]);
  return [fromParent, fromSibling, ...fromExt];
}

function cellOf(result: PingResult): Cell {
  if (allAnswered(result)) return 'yes';
  return noneAnswered(result) ? 'no' : 'some';
}

async function tryRemedy(workshop: Workshop, cast: Cast, client: Station): Promise<void> {
  await removeChildren(workshop, cast);
  await setHairpin(workshop, false);
  await addChildren(workshop, cast, 'bridge');
  workshop.tell(
    `The remedy, in mode bridge: the host gets a macvlan of its own, ${client.iface}, and its address moves there:`,
  );
  await workshop.configure(HOST, [
    ['addr', 'del', formatIpv4Interface(client.address), 'dev', UPLINK],
    macvlanCommand({...client, node: HOST}, UPLINK),
    ...addressed(client),
  ]);
  await workshop.predict(`Does ${cast.child.iface} answer the host now?`);
  const target = cast.child.address.address;
  const reached = await workshop.ping({node: HOST, target});
  workshop.expect('as a sibling the host reaches it', allAnswered(reached), answers(reached));
  const entry = await workshop.look(HOST, client.iface, target);
  workshop.expect('by its own MAC', entry.mac === cast.child.mac, `${entry.mac ?? 'no MAC'} ${entry.state}`);
}

/** Returns whether the second child could be made, too. */
async function addChildren({lab}: Workshop, {child, sibling}: Cast, mode: MacvlanMode): Promise<boolean> {
  await lab.batch(HOST, [macvlanCommand(child, UPLINK, mode)]);
  // `passthru` keeps the parent's MAC; setting another one is refused by some kernels and of no use here.
  await lab.batch(child.node, mode === 'passthru' ? keepMac(child) : addressed(child));
  try {
    await lab.run(HOST, ['ip', ...macvlanCommand(sibling, UPLINK, mode)]);
  } catch (error) {
    if (error instanceof CommandError) return false;
    throw error;
  }
  await lab.batch(sibling.node, addressed(sibling));
  return true;
}

function keepMac({iface, address}: Station) {
  return [...up(iface), ['addr', 'add', formatIpv4Interface(address), 'dev', iface]];
}

async function removeChildren({lab}: Workshop, {child, sibling}: Cast): Promise<void> {
  await Promise.all(
    [child, sibling].map(async ({node, iface}) => {
      await lab.run(node, ['ip', 'link', 'delete', 'dev', iface]).catch((error: unknown) => {
        if (!(error instanceof CommandError)) throw error; // the second one that passthru refused
      });
    }),
  );
}

async function setHairpin({lab}: Workshop, on: boolean): Promise<void> {
  const state = on ? 'on' : 'off';
  await lab.batch(SWITCH, [['link', 'set', WIRE.iface, 'type', 'bridge_slave', 'hairpin', state]]);
}

function plan({parent, child, sibling, ext}: Cast): LabPlan {
  return cabledPlan('macvlan', {
    cables: [
      [parent, WIRE],
      [ext, {node: SWITCH, iface: 'to-ext'}],
    ],
    others: [child.node, sibling.node],
    switches: [SWITCH],
  });
}

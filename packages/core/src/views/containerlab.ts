/**
 * The lab of a trial as a topology of containerlab, from the same plan. Its shape was checked against schemas/clab.schema.json of
 * containerlab 0.79. Pure.
 *
 * @module
 */

import type {LabSettings, Station} from '@vip/analysis';
import {FAR, HOST, NEAR, OBSERVER_KINDS, SWITCH} from '@vip/analysis/internal';
import {portTo} from '../lab/building-blocks.js';
import type {IpCommand, LabPlan, Sysctls} from '../lab/plan.js';
import {trialTopology} from '../trial/trial-topology.js';

/** Images by node; under the empty name, the one for all other nodes. */
export type Images = ReadonlyMap<string, string>;

/** An image with ip, tcpdump and ping. */
const STANDARD_IMAGE = 'nicolaka/netshoot';

const NAME = 'vip';

/** The node that is the machine itself in the lab. */
const CLIENT = 'client';

/** YAML, with the command that measures it in a comment. */
export function containerlabTopology(settings: LabSettings, images: Images): string {
  const plan = trialTopology({settings}, {});
  const onLink = [settings.active, settings.passive, ...NEAR.map(name => settings[name])];
  const nodes = [...onLink, ...FAR.map(([, name]) => settings[name])].map(({node}) => node);
  return [
    '# The failover lab of vip, for containerlab: valid against the schema of containerlab 0.79, and not deployed by vip.',
    '# Create the bridge on the machine, deploy, start your failover software in ns0 and ns1, and measure:',
    `#   sudo ip link add ${SWITCH} type bridge && sudo ip link set ${SWITCH} up`,
    '#   sudo containerlab deploy -t vip.clab.yml',
    ...trialLine(settings).map(line => `#   ${line}`),
    `name: ${NAME}`,
    'topology:',
    '  kinds:',
    '    linux:',
    `      image: ${JSON.stringify(images.get('') ?? STANDARD_IMAGE)}`,
    '      network-mode: none',
    '  nodes:',
    `    ${SWITCH}:`,
    '      kind: bridge',
    ...nodes.flatMap(node => nodeLines(node, plan, images)),
    '  links:',
    ...onLink.map(station => linkLine(endOf(station), `${SWITCH}:${portTo(nameOf(station))}`)),
    ...FAR.map(([gateway, name]) => linkLine(endOf(settings[gateway]), endOf(settings[name]))),
    '',
  ].join('\n');
}

function nodeLines(node: string, plan: LabPlan, images: Images): string[] {
  const name = node === HOST ? CLIENT : node;
  const image = images.get(name);
  return [
    `    ${name}:`,
    '      kind: linux',
    ...(image === undefined ? [] : [`      image: ${JSON.stringify(image)}`]),
    '      exec:',
    ...execOf(node, plan).map(line => `        - ${JSON.stringify(line)}`),
  ];
}

/** The commands that turn a container into a node: settings first, as in the lab. */
function execOf(node: string, {defaults, stages}: LabPlan): string[] {
  // The first step lays the cables, which are links here.
  const works = stages.flatMap(({steps}) => steps.slice(1).flat()).filter(work => work.node === node);
  return [
    sysctlLine(defaults),
    ...works.flatMap(({sysctls = {}, commands = []}) => [
      ...(Object.keys(sysctls).length === 0 ? [] : [sysctlLine(sysctls)]),
      ...commands.filter(isMeant).map(words => `ip ${words.join(' ')}`),
    ]),
  ];
}

/** A container’s loopback is up already. */
function isMeant(words: IpCommand): boolean {
  return words.join(' ') !== 'link set lo up';
}

function sysctlLine(sysctls: Sysctls): string {
  const all = Object.entries(sysctls).map(([path, value]) => `${path.replaceAll('/', '.')}=${value}`);
  return `sysctl -q -w ${all.join(' ')}`;
}

function nameOf({node}: Pick<Station, 'node'>): string {
  return node === HOST ? CLIENT : node;
}

function endOf(station: Pick<Station, 'node' | 'iface'>): string {
  return `${nameOf(station)}:${station.iface}`;
}

function linkLine(one: string, other: string): string {
  return `    - endpoints: [${JSON.stringify(one)}, ${JSON.stringify(other)}]`;
}

/** The command as typed; the fault is the cable of the first node. */
function trialLine(settings: LabSettings): string[] {
  const {vip, active, passive} = settings;
  const target = (station: Station) =>
    `${nameOf(station)}='exec://docker exec -i clab-${NAME}-${nameOf(station)}/${station.iface}'`;
  return [
    `vip trial --vip ${vip.address} \\`,
    ...[active, passive].map(station => `  --on ${target(station)} \\`),
    ...OBSERVER_KINDS.map(({name}) => settings[name]).map(station => `  --observer ${target(station)} \\`),
    `  --do 'sudo ip link set ${portTo(active.node)} down' --undo 'sudo ip link set ${portTo(active.node)} up'`,
  ];
}

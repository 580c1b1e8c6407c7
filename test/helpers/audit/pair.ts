/**
 * Two nodes of a virtual router as an operator would configure them, with different names, addresses, numbers
 * and layouts for every seed. Healthy unless a mistake is introduced.
 *
 * @module
 */

import type {Random} from '../random.js';

export interface NodeSpec {
  globals: string[];
  /** Lines of the vrrp_script other than its name and command. */
  script: string[] | undefined;
  command: string;
  state: string | undefined;
  iface: string;
  vrid: number | string;
  priority: number | string | undefined;
  advert: string;
  /** Further lines of the instance. */
  lines: string[];
  vips: string[];
  excluded: string[];
  tracks: string[];
  /** Text before everything else. */
  head: string[];
  /** Text after the instance. */
  tail: string[];
}

export interface PairSpec {
  readonly a: NodeSpec;
  readonly b: NodeSpec;
  readonly name: string;
  readonly check: string;
  /** An address in the network of the VIPs. */
  readonly host: (last: number) => string;
}

/** a's priority is higher by at least 20; a failed check reverses that; a failback is announced. */
export function healthyPair(random: Random): PairSpec {
  const net = `10.${random.below(250)}.${random.below(250)}`;
  const vrid = 1 + random.below(255);
  const low = 20 + random.below(100);
  const high = low + 20 + random.below(100);
  const version = random.pick([2, 3]);
  const advert = version === 3 ? random.pick(['0.2', '1', '2']) : random.pick(['1', '2', '3']);
  const check = random.pick(['chk_service', 'check-web', 'haproxy', 'CHK1']);
  const iface = random.pick(['eth0', 'ens192', 'bond0.100', 'br-lan']);
  const vips = [`${net}.200/24`, ...(random.oneIn(2) ? [`${net}.201/24`] : [])];
  const node = (priority: number): NodeSpec => ({
    globals: [
      `vrrp_version ${version}`,
      'vrrp_higher_prio_send_advert true',
      'script_user root',
      'enable_script_security',
    ],
    script: [
      `interval ${1 + random.below(3)}`,
      'fall 2',
      'rise 2',
      `weight -${high - low + 1 + random.below(10)}`,
    ],
    command: `/usr/local/bin/check ${random.below(100)}`,
    state: 'BACKUP',
    iface,
    vrid,
    priority,
    advert,
    lines: [],
    vips: [...vips],
    excluded: [],
    tracks: [check],
    head: [],
    tail: [],
  });
  const name = random.pick(['VI_1', 'WEB', 'lan-gateway', `VI_${vrid}`]);
  return {a: node(high), b: node(low), name, check, host: last => `${net}.${last}`};
}

/** The node's file, in a random layout. */
export function render({name, check}: PairSpec, node: NodeSpec, random: Random): string {
  const parts = [
    ...node.head,
    block('global_defs', node.globals, random),
    ...(node.script === undefined
      ? []
      : [block(`vrrp_script ${check}`, [`script "${node.command}"`, ...node.script], random)]),
    block(`vrrp_instance ${name}`, instanceLines(node, random), random),
    ...node.tail,
  ];
  return `${parts.join(random.pick(['\n', '\n\n', '\n# ---\n']))}\n`;
}

function instanceLines(node: NodeSpec, random: Random): string[] {
  return [
    ...(node.state === undefined ? [] : [`state ${node.state}`]),
    `interface ${node.iface}`,
    `virtual_router_id ${node.vrid}`,
    ...(node.priority === undefined ? [] : [`priority ${node.priority}`]),
    `advert_int ${node.advert}`,
    ...node.lines,
    ...(node.vips.length === 0 ? [] : [block('virtual_ipaddress', node.vips, random)]),
    ...(node.excluded.length === 0 ? [] : [block('virtual_ipaddress_excluded', node.excluded, random)]),
    ...(node.tracks.length === 0 ? [] : [block('track_script', node.tracks, random)]),
  ];
}

export function block(head: string, lines: readonly string[], random: Random): string {
  const indent = random.pick(['    ', '\t', '  ', '']);
  const open = random.pick([' {', '\n{', '{']);
  const comment = random.pick(['', '', ' # as agreed', '   ! see the wiki']);
  const body = lines.flatMap((text, index) => {
    const end = index === 0 && !text.includes('\n') ? comment : '';
    return `${text}${end}`.split('\n').map(line => indent + line);
  });
  return [`${head}${open}`, ...body, '}'].join('\n');
}

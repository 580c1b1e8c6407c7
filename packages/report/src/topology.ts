/**
 * The lab as pictures: the owner of the address, and where each observer sends its traffic.
 *
 * @module
 */

import type {
  RunData,
  TopologyData,
  TopologyMoment,
  TopologyNetwork,
  TopologyNode,
} from '@vip/core/internal/report';
import {element, svg} from './dom.js';
import {momentText} from './time-text.js';

const WIDTH = 400;
const BOX = {width: 104, height: 40} as const;
const ROW = {holder: 46, lan: 142, observer: 186, 'behind-router': 272} as const;
const HEIGHT = 330;

export function topologyView({topologies = [], origin}: RunData): HTMLElement | undefined {
  if (topologies.length === 0) return undefined;
  return element(
    'section',
    {'aria-labelledby': 'topology'},
    element('h2', {id: 'topology'}, 'Owner of the address, and where each observer sent'),
    element(
      'div',
      {class: 'pictures'},
      topologies.flatMap(topology =>
        topology.moments.map(moment =>
          element(
            'figure',
            {},
            picture(topology, moment),
            element('figcaption', {}, element('strong', {}, moment.title), ` ${whenText(moment.at, origin)}`),
          ),
        ),
      ),
    ),
    element(
      'p',
      {class: 'muted small'},
      'A solid line leads to the machine that has the address; a dashed one with ✗ to one that does not.',
    ),
  );
}

/** When a picture was: the first one is of the last moment before the origin. */
function whenText(at: number, origin: string): string {
  return Math.abs(at) < 1000 ? `the ${origin}` : `${momentText(at)} from the ${origin}`;
}

interface Placed extends TopologyNode {
  readonly x: number;
  readonly y: number;
}

function picture(topology: TopologyData, moment: TopologyMoment): SVGElement {
  const placed = place(topology);
  const find = (name: string | undefined) => placed.find(({node}) => node === name);
  const lines = moment.beliefs.flatMap(({node, believes}) => {
    const from = find(node);
    const to = find(believes);
    return from === undefined || to === undefined ? [] : [belief(from, to, moment.holders.includes(to.node))];
  });
  return svg(
    'svg',
    {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': inWords(topology, moment)},
    networkLines(topology.networks, placed),
    placed.map(node => cableOf(node, find(node.via))),
    lines,
    placed.map(node => box(node, topology, moment)),
  );
}

/** Places the nodes in rows, spread evenly, those of one switch side by side; nodes behind a router are below it. */
function place({nodes, networks}: TopologyData): Placed[] {
  const networkOf = ({node}: TopologyNode) => networks.findIndex(each => each.nodes.includes(node));
  const spread = (kind: 'holder' | 'observer') => {
    const row = nodes.filter(node => node.place === kind).sort((a, b) => networkOf(a) - networkOf(b));
    return row.map((node, index) => ({
      ...node,
      x: (WIDTH * (index + 0.5)) / row.length,
      y: ROW[kind] + BOX.height / 2,
    }));
  };
  const rows = [...spread('holder'), ...spread('observer')];
  const behind = nodes
    .filter(node => node.place === 'behind-router')
    .map(node => ({
      ...node,
      x: rows.find(each => each.node === node.via)?.x ?? WIDTH / 2,
      y: ROW['behind-router'] + BOX.height / 2,
    }));
  return [...rows, ...behind];
}

/** A line for each switch, below its holders, with the link to the next switch; the heartbeat network between the holders. */
function networkLines(networks: readonly TopologyNetwork[], placed: readonly Placed[]): SVGElement[] {
  const spans = networks.map(({nodes}) => {
    const xs = placed
      .filter(({node, place}) => place !== 'behind-router' && nodes.includes(node))
      .map(({x}) => x);
    const inOrder = xs.sort((a, b) => a - b);
    return {x1: inOrder[0] ?? 0, x2: inOrder.at(-1) ?? 0};
  });
  const lans = networks.filter(({isHeartbeat}) => isHeartbeat !== true);
  return networks.flatMap(({label, isHeartbeat}, index) => {
    const {x1, x2} = spans[index] as {x1: number; x2: number};
    if (isHeartbeat) return heartbeatLine(label, x1, x2);
    const isOnly = lans.length === 1;
    const [from, to] = isOnly
      ? [16, WIDTH - 16]
      : [Math.max(16, x1 - BOX.width / 3), Math.min(WIDTH - 16, x2 + BOX.width / 3)];
    const next = spans[index + 1];
    const isLast = isOnly || lans.at(-1)?.label === label || next === undefined;
    return [
      svg('line', {class: 'lan', x1: from, x2: to, y1: ROW.lan, y2: ROW.lan}),
      svg('text', {class: 'lan-name', x: from + 2, y: ROW.lan - 6}, label),
      ...(isLast
        ? []
        : [svg('line', {class: 'lan-link', x1: to, x2: next.x1 - BOX.width / 3, y1: ROW.lan, y2: ROW.lan})]),
    ];
  });
}

function heartbeatLine(label: string, x1: number, x2: number): SVGElement[] {
  const y = ROW.holder + BOX.height / 2;
  return [
    svg('line', {class: 'lan-link', x1, x2, y1: y, y2: y}),
    svg('text', {class: 'lan-name', x: (x1 + x2) / 2, y: y - 6, 'text-anchor': 'middle'}, label),
  ];
}

function cableOf({x, y, place}: Placed, router: Placed | undefined): SVGElement {
  const to = place === 'behind-router' ? (router?.y ?? y) : ROW.lan;
  return svg('line', {class: 'cable', x1: x, x2: x, y1: y, y2: to});
}

function belief(from: Placed, to: Placed, isRight: boolean): SVGElement {
  const [x1, y1] = [from.x, from.y - BOX.height / 2];
  const [x2, y2] = [to.x, to.y + BOX.height / 2 + 3];
  const bend = `M ${x1} ${y1} C ${x1} ${ROW.lan + 6}, ${x2} ${ROW.lan - 6}, ${x2} ${y2 + 6}`;
  return svg(
    'g',
    {class: isRight ? 'belief right' : 'belief wrong'},
    svg('path', {d: bend}),
    svg('path', {class: 'head', d: `M ${x2} ${y2} l -5 9 h 10 z`}),
    isRight
      ? undefined
      : svg('text', {x: (x1 + x2) / 2, y: (y1 + y2) / 2 + 10, 'text-anchor': 'middle'}, '✗'),
  );
}

function box(node: Placed, {vip}: TopologyData, {holders, down, beliefs}: TopologyMoment): SVGElement {
  const {x, y, label, address} = node;
  const [left, top] = [x - BOX.width / 2, y - BOX.height / 2];
  const isDown = down.includes(node.node);
  const opinion = beliefs.find(each => each.node === node.node);
  const isHolder = node.place === 'holder' && holders.includes(node.node);
  return svg(
    'g',
    {class: `node ${isHolder ? 'has-vip' : ''} ${isDown ? 'is-down' : ''}`},
    svg('rect', {x: left, y: top, width: BOX.width, height: BOX.height, rx: 5}),
    svg('text', {class: 'name', x, y: y - 4, 'text-anchor': 'middle'}, label),
    svg('text', {class: 'address', x, y: y + 12, 'text-anchor': 'middle'}, isDown ? '✗ link down' : address),
    isHolder
      ? svg('text', {class: 'vip', x, y: top - 8, 'text-anchor': 'middle'}, `★ VIP ${vip}`)
      : undefined,
    opinion === undefined
      ? undefined
      : svg(
          'text',
          {class: 'opinion', x, y: top + BOX.height + 13, 'text-anchor': 'middle'},
          opinionText(opinion),
        ),
  );
}

function opinionText({mac, believes}: TopologyMoment['beliefs'][number]): string {
  return believes === undefined ? (mac ?? 'no entry') : `VIP is at ${believes}`;
}

function inWords({vip}: TopologyData, {title, holders, beliefs}: TopologyMoment): string {
  const opinions = beliefs.map(({node, mac, believes}) => `${node} sends to ${believes ?? mac ?? 'no MAC'}`);
  return `${title}: ${vip} is held by ${holders.join(' and ') || 'no node'}; ${opinions.join(', ')}`;
}

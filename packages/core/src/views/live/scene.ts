/**
 * The topology in three lines: who can hold the address on the left, the network in the middle, who else is there on
 * the right. Pure.
 *
 * @module
 */

import type {LabSettings, Station} from '@vip/analysis';
import {largest} from '@vip/analysis';
import {UPLINK} from '../../lab/topology.js';
import type {MacNames} from './mac-names.js';
import {type Glyphs, type Line, type Piece, piece, widthOf} from './paint.js';

export interface Scene {
  readonly left: readonly Pick<Station, 'node' | 'iface' | 'mac'>[];
  readonly middle: readonly string[];
  /** Rows of nodes, one behind the other. */
  readonly right: readonly (readonly string[])[];
}

/** The failover lab, and the one to explore by hand: macvlans on one interface, which is plugged into a switch. */
export function macvlanScene({active, passive, client, ext, router, remote}: LabSettings): Scene {
  return {
    left: [active, passive, client],
    middle: [UPLINK, 'lan'],
    right: [[ext.node], [], [router.node, remote.node]],
  };
}

/** The same on an interface of the machine. */
export function parentScene({active, passive, client}: LabSettings, parent: string): Scene {
  return {left: [active, passive, client], middle: [parent, 'your network'], right: []};
}

/** The lab of a trial: everybody has a cable of its own. */
export function cabledScene({active, passive, client, ext, router, remote, rogue}: LabSettings): Scene {
  if (rogue === undefined) {
    return {
      left: [active, passive, client],
      middle: ['lan'],
      right: [[ext.node], [], [router.node, remote.node]],
    };
  }
  return {
    left: [active, passive, rogue],
    middle: ['lan'],
    right: [[client.node], [ext.node], [router.node, remote.node]],
  };
}

/** What is so at the moment. */
export interface SceneState {
  readonly vip: string;
  readonly names: MacNames;
  readonly glyphs: Glyphs;
  isHolder(node: string): boolean;
  isDown(node: string, iface: string): boolean;
}

type Labels = (station: Scene['left'][number]) => string[];

/** How much is said of a station, from the most to the least. */
const LABELS: readonly Labels[] = [
  ({node, iface, mac}) => [node, iface, mac],
  ({node, mac}) => [node, mac],
  ({node, mac}) => [node, `..${mac.slice(-6)}`],
  ({node}) => [node],
];

/** Three lines no wider than that; none where even the shortest do not fit. */
export function drawScene(scene: Scene, state: SceneState, width: number): Line[] {
  for (const labels of LABELS) {
    const lines = compose(scene, state, labels);
    if (lines.every(line => widthOf(line) <= width)) return lines;
  }
  return [];
}

function compose(scene: Scene, state: SceneState, labels: Labels): Line[] {
  const words = scene.left.map(labels);
  const columns = (words[0] ?? []).map((_, column) => largest(words.map(row => row[column]?.length ?? 0)));
  const {glyphs} = state;
  const middle = ` ${scene.middle.join(` ${glyphs.wire}${glyphs.wire} `)} `;
  return scene.left.map((station, row) => [
    ...drawStation(station, state, columns, words[row] ?? []),
    piece(glyphs.joints[row] ?? ''),
    ...(row === 1 ? [piece(glyphs.wire), piece(middle, 'strong')] : [piece(' '.repeat(middle.length + 1))]),
    ...drawRight(scene.right, row, glyphs),
  ]);
}

function drawStation(
  {node, iface, mac}: Scene['left'][number],
  {vip, names, glyphs, isHolder, isDown}: SceneState,
  columns: readonly number[],
  words: readonly string[],
): Piece[] {
  // The client claims nothing, and has no letter.
  const name = names.known(mac);
  const text = words.map((word, column) => word.padEnd(columns[column] ?? 0)).join(' ');
  const mark = `${vip} ${glyphs.holder} `;
  return [
    isHolder(node) ? piece(mark, name?.tone ?? 'alarm') : piece(' '.repeat(mark.length)),
    piece(`${name?.letter ?? ' '} ${text} `, name?.tone),
    isDown(node, iface) ? piece(glyphs.cut, 'bad') : piece(glyphs.wire),
  ];
}

function drawRight(right: Scene['right'], row: number, {joints, wire}: Glyphs): Piece[] {
  if (right.length === 0) return [];
  const nodes = right[row] ?? [];
  const along = row === 1 ? wire : ' ';
  if (nodes.length === 0) return [piece(`${along}${joints[6]}`)];
  return [piece(`${along}${joints[row + 3] ?? ''}${wire} ${nodes.join(` ${wire}${wire} `)}`)];
}

/**
 * The topology in a few lines: those that can hold the address on the left, the network in the middle, the others on
 * the right; and below them what else connects the holders. Pure.
 *
 * @module
 */

import {largest, type Picture} from '@vip/analysis/internal';
import type {MacNames} from './mac-names.js';
import {type Glyphs, type Piece, piece, type StyledLine, widthOf} from './paint.js';

/** The present state. */
export interface SceneState {
  readonly vip: string;
  readonly names: MacNames;
  readonly glyphs: Glyphs;
  isHolder(node: string): boolean;
  isDown(node: string, iface: string): boolean;
}

type Labels = (station: Picture['left'][number]) => string[];

/** How much is shown of a station, from the most to the least. */
const LABELS: readonly Labels[] = [
  ({node, iface, mac}) => [node, iface, mac],
  ({node, mac}) => [node, mac],
  ({node, mac}) => [node, `..${mac.slice(-6)}`],
  ({node}) => [node],
];

/** Three or four lines no wider than that; none if even the shortest do not fit. */
export function drawScene(picture: Picture, state: SceneState, width: number): StyledLine[] {
  for (const labels of LABELS) {
    const lines = compose(picture, state, labels);
    if (lines.every(line => widthOf(line) <= width)) return lines;
  }
  return [];
}

/** Where wires from the left meet, by how many there are: the middle goes on from the second. */
const LEFT_JOINTS: Readonly<Record<number, readonly number[]>> = {2: [0, 7], 3: [0, 1, 2]};

function compose(picture: Picture, state: SceneState, labels: Labels): StyledLine[] {
  const words = picture.left.map(labels);
  const columns = (words[0] ?? []).map((_, column) => largest(words.map(row => row[column]?.length ?? 0)));
  const {glyphs} = state;
  const middle = ` ${joined(picture.middle, glyphs)} `;
  const joints = LEFT_JOINTS[picture.left.length] ?? [];
  const lines: StyledLine[] = picture.left.map((station, row) => [
    ...drawStation(station, state, columns, words[row] ?? []),
    piece(glyphs.joints[joints[row] ?? 1] ?? ''),
    ...(row === 1 ? [piece(glyphs.wire), piece(middle, 'strong')] : [piece(' '.repeat(middle.length + 1))]),
    ...drawRight(picture.right, row, state),
  ]);
  const {below} = picture;
  if (below === undefined) return lines;
  const mark = ' '.repeat(state.vip.length + 3);
  return [...lines, [piece(`${mark}  ${joined(below, glyphs)}`)]];
}

/** Nodes along a wire. */
function joined(words: readonly string[], {wire}: Glyphs): string {
  return words.join(` ${wire}${wire} `);
}

function drawStation(
  {node, iface, mac}: Picture['left'][number],
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

/** A holder on this side has its mark behind its name. */
function drawRight(right: Picture['right'], row: number, {glyphs, isHolder}: SceneState): Piece[] {
  const {joints, wire, holder} = glyphs;
  if (right.length === 0) return [];
  const nodes = right[row] ?? [];
  const along = row === 1 ? wire : ' ';
  if (nodes.length === 0) return [piece(`${along}${joints[6]}`)];
  const marked = nodes.map(node => (isHolder(node) ? `${node} ${holder}` : node));
  return [piece(`${along}${joints[row + 3] ?? ''}${wire} ${joined(marked, glyphs)}`)];
}

/**
 * The modes of a macvlan: which paths work in each, as measured and as expected.
 *
 * @module
 */

import type {MacvlanMode} from '../../lab/building-blocks.js';
import {allAnswered, noneAnswered} from '../evidence.js';
import type {LessonStation} from '../lesson.js';
import type {PingResult} from '../pinger.js';
import type {Workshop} from '../workshop.js';
import type {Cast} from './cast.js';
import {addChildren, removeChildren, setHairpin} from './children.js';

type Cell = 'yes' | 'no' | 'some' | 'refused';

/** The paths tried in each mode. */
const WAYS = ['parent-child', 'siblings', 'ext-child', 'ext-parent'] as const;

interface Mode {
  readonly mode: MacvlanMode;
  /** The switch sends frames back out of the port they came from, which switches never do by default. */
  readonly hairpin?: boolean;
  /** Which paths should work, in the order of `WAYS`. */
  readonly expected: readonly [Cell, Cell, Cell, Cell];
  readonly why: string;
}

const MODES: readonly Mode[] = [
  {mode: 'bridge', expected: ['no', 'yes', 'yes', 'yes'], why: 'children reach each other directly'},
  {mode: 'private', expected: ['no', 'no', 'yes', 'yes'], why: 'each child can reach only the wire'},
  {mode: 'vepa', expected: ['no', 'no', 'yes', 'yes'], why: 'the switch should reflect frames, but does not'},
  {mode: 'vepa', hairpin: true, expected: ['yes', 'yes', 'yes', 'yes'], why: 'the switch reflects frames'},
  {
    mode: 'private',
    hairpin: true,
    expected: ['yes', 'no', 'yes', 'yes'],
    why: 'siblings are kept apart even so',
  },
  {
    mode: 'passthru',
    expected: ['no', 'refused', 'yes', 'no'],
    why: 'a single child, which takes every frame',
  },
];

/** The modes themselves, without the switch's settings. */
export const MODE_NAMES: readonly string[] = [...new Set(MODES.map(({mode}) => mode))];

/** Every mode, with every path probed. The children are made anew for each, since a macvlan cannot be switched to every mode. */
export async function tryModes(workshop: Workshop, cast: Cast): Promise<void> {
  await workshop.predict('modes', 'A macvlan has four modes. In which of them does parent to child work?');
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
  workshop.table('Which pings get through:', ['mode', ...WAYS], rows);
  workshop.tell(
    "Hairpin is a setting of the switch's port (ip link set PORT type bridge_slave hairpin on): the switch may then send a frame back out of the port it came in on.",
  );
  for (const judge of verdicts) judge();
  workshop.turnedOut(
    'modes',
    rows
      .filter(([mode = '', parentChild]) => MODE_NAMES.includes(mode) && parentChild === 'yes')
      .map(([mode = '']) => mode),
  );
}

async function probeWays(workshop: Workshop, cast: Cast, complete: boolean): Promise<Cell[]> {
  const {parent, child, sibling, ext} = cast;
  const nodes = [parent, child, ext, ...(complete ? [sibling] : [])].map(({node}) => node);
  await Promise.all(nodes.map(node => workshop.quietly(node, ['ip', 'neigh', 'flush', 'all'])));
  const probe = async (node: string, to: Omit<LessonStation, 'mac'>) =>
    cellOf(await workshop.probe({node, target: to.address.address}));
  const [fromParent, fromSibling, fromExt] = await Promise.all([
    probe(parent.node, child),
    complete ? probe(sibling.node, child) : ('refused' as const),
    // A node sends one ping at a time.
    probe(ext.node, child).then(async toChild => [toChild, await probe(ext.node, parent)] as const),
  ]);
  return [fromParent, fromSibling, ...fromExt];
}

function cellOf(result: PingResult): Cell {
  if (allAnswered(result)) return 'yes';
  return noneAnswered(result) ? 'no' : 'some';
}

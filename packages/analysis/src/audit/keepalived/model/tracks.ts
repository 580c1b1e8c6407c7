/**
 * The objects tracked by an instance or a group, with their weights there.
 *
 * @module
 */

import {readNumber} from '../numbers.js';
import type {Place} from '../source.js';
import type {Statement} from '../statement.js';
import type {Report} from './report.js';
import {isAlarm, type Tracked, type VrrpScript} from './script.js';
import type {Settings} from './settings.js';

const TRACK_KINDS = ['interface', 'script', 'file', 'process', 'bfd'] as const;

export type TrackKind = (typeof TRACK_KINDS)[number];

export interface Track {
  readonly kind: TrackKind;
  readonly name: string;
  /** 0: FAULT when it fails. For a file it is multiplied by the number in it. */
  readonly weight: number;
  readonly reverse: boolean;
  /** An alarm, whose success indicates trouble; normally it fails. */
  readonly alarms: boolean;
  readonly place: Place;
}

/** Earlier definitions: keepalived looks names up while reading. */
export interface Trackable {
  readonly scripts: ReadonlyMap<string, VrrpScript>;
  readonly files: ReadonlyMap<string, Tracked>;
  readonly processes: ReadonlyMap<string, Tracked>;
  readonly bfds: ReadonlyMap<string, Tracked>;
}

/** All tracks of an instance or a group. */
export function readAllTracks(settings: Settings, trackable: Trackable, report: Report): Track[] {
  return TRACK_WORDS.filter(({keyword}) => settings.has(keyword)).flatMap(({kind, keyword}) => {
    const lines = settings.all(keyword).flatMap(({inside}) => inside);
    return readTracks(kind, lines, trackable, report);
  });
}

const TRACK_WORDS = TRACK_KINDS.map(kind => ({kind, keyword: `track_${kind}`}));

/** The tracks of one kind, without ignored ones. */
function readTracks(
  kind: TrackKind,
  lines: readonly Statement[],
  {scripts, files, processes, bfds}: Trackable,
  report: Report,
): Track[] {
  const known = {script: scripts, file: files, process: processes, bfd: bfds}[
    kind as Exclude<TrackKind, 'interface'>
  ];
  const tracks: Track[] = [];
  for (const line of lines) {
    const name = line.words[0] as string;
    const defined = known?.get(name);
    if (known !== undefined && defined === undefined)
      report('undefined-track', line.place, name, [
        `track_${kind}`,
        `no ${TRACK_DEFINERS[kind]} ${name} is defined before`,
      ]);
    else if (tracks.some(track => track.name === name))
      report('rejected', line.place, name, [`track_${kind}`, `${name} is there already`]);
    else if (kind !== 'script' || scripts.get(name)?.isRemoved === false) {
      const weight = readWeight(kind, line, defined ?? {weight: 0, reverse: false}, report);
      const alarms = weight?.reverse === true && kind === 'script' && isAlarm(scripts.get(name));
      if (weight !== undefined) tracks.push({kind, name, ...weight, alarms, place: line.place});
    }
  }
  return tracks;
}

/** The keyword that defines what is tracked. */
export const TRACK_DEFINERS: Readonly<Record<TrackKind, string>> = {
  script: 'vrrp_script',
  interface: 'interface',
  file: 'track_file',
  process: 'vrrp_track_process',
  bfd: 'bfd_instance',
};

/** `weight N [reverse|noreverse]` after the name; undefined if it makes keepalived ignore the whole line. */
function readWeight(
  kind: TrackKind,
  {words, place}: Statement,
  standing: {readonly weight: number; readonly reverse: boolean},
  report: Report,
): {weight: number; reverse: boolean} | undefined {
  const [name = '', option, text, order] = words;
  const {weight, reverse} = standing;
  if (option === undefined) return {weight, reverse};
  if (option !== 'weight' || text === undefined) {
    report('rejected', place, option, [
      `track_${kind}`,
      `${name}: expected weight and a number, got ${option}`,
    ]);
    return undefined;
  }
  const {value, problem} = readNumber(text, -254, 254, true);
  const isTooMuch = kind !== 'file' && value !== undefined && Math.abs(value) === 254;
  if (problem !== undefined || isTooMuch)
    report('value', place, text, [`track_${kind}`, `${name}: expected a weight of -253 to 253, got ${text}`]);
  const isKnown =
    order === undefined || order === 'reverse' || (order === 'noreverse' && kind !== 'interface');
  if (!isKnown) report('rejected', place, order, [`track_${kind}`, `${name}: unknown option ${order}`]);
  const given = value ?? weight;
  return {
    weight: isTooMuch ? Math.sign(given) * 253 : given,
    reverse: order === 'reverse' || (reverse && order !== 'noreverse'),
  };
}

/**
 * Sync groups: instances that move together, and their combined weights.
 *
 * @module
 */

import {SYNC_GROUP} from '../grammar-vrrp.js';
import type {Place} from '../source.js';
import type {Statement} from '../statement.js';
import type {DroppedTrack} from './instance.js';
import type {RawInstance} from './read-instance.js';
import type {Report} from './report.js';
import {Settings} from './settings.js';
import {readAllTracks, type Track, type Trackable} from './tracks.js';

export interface SyncGroup {
  readonly name: string;
  readonly place: Place;
  /** Names of existing instances. */
  readonly members: readonly string[];
  readonly tracks: readonly Track[];
  /** Whether weights of the members count. */
  readonly keepsWeights: boolean;
}

export interface RawGroup {
  readonly name: string;
  readonly place: Place;
  readonly names: readonly {readonly name: string; readonly place: Place}[];
  /** The place of the list, otherwise of the group. */
  readonly listPlace: Place;
  readonly tracks: readonly Track[];
  readonly keepsWeights: boolean;
}

export function readGroup({words, place, inside}: Statement, trackable: Trackable, report: Report): RawGroup {
  const settings = new Settings(SYNC_GROUP, inside);
  const [list] = settings.all('group');
  return {
    name: words[1] ?? '',
    place,
    listPlace: list?.place ?? place,
    names: (list?.inside ?? []).flatMap(line => line.words.map(name => ({name, place: line.place}))),
    tracks: readAllTracks(settings, trackable, report),
    keepsWeights: settings.has('global_tracking') || settings.has('sync_group_tracking_weight'),
  };
}

/** The group of each instance: the first that names it. Groups without members are ignored. */
export function formGroups(
  groups: readonly RawGroup[],
  instances: ReadonlyMap<string, RawInstance>,
  reportFor: (block: string) => Report,
): SyncGroup[] {
  const taken = new Set<string>();
  return groups.flatMap(group => {
    const report = reportFor(`vrrp_sync_group ${group.name}`);
    const members = group.names.flatMap(({name, place}) => {
      const problem = !instances.has(name)
        ? 'no such vrrp_instance'
        : taken.has(name)
          ? 'is in a group already'
          : '';
      if (problem !== '') report('reference', place, name, ['group', `${name}: ${problem}`]);
      else taken.add(name);
      return problem === '' ? [name] : [];
    });
    if (members.length < 2)
      report('missing-value', group.listPlace, group.name, [
        'group',
        `expected two instances or more, got ${members.length}`,
      ]);
    return members.length === 0 ? [] : [{...group, members}];
  });
}

/** The effective tracks of an instance: address owners and members of groups have no weights. */
export function effectiveTracks(
  own: readonly Track[],
  isOwner: boolean,
  group: SyncGroup | undefined,
): {tracks: Track[]; droppedTracks: DroppedTrack[]} {
  if (own.length === 0 && group === undefined) return {tracks: [], droppedTracks: []};
  const drops = isOwner || (group !== undefined && !group.keepsWeights);
  const because = group !== undefined && !group.keepsWeights ? 'sync group' : 'owner';
  const tracks: Track[] = [];
  const droppedTracks: DroppedTrack[] = [];
  for (const track of own) {
    if (!drops || track.weight === 0) {
      tracks.push(track);
      continue;
    }
    // For an interface the daemon says so too, but still lowers the priority of that instance; the group does not move.
    const keepsWatching = track.kind === 'file' && track.weight === 1;
    if (keepsWatching) tracks.push({...track, weight: 0});
    droppedTracks.push({track, because, keepsWatching});
  }
  const ofGroup = (group?.tracks ?? []).map(track => (isOwner ? {...track, weight: 0} : track));
  return {tracks: [...tracks, ...ofGroup], droppedTracks};
}

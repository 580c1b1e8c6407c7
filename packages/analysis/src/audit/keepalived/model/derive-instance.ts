/**
 * Values derived from the settings of an instance once the whole file is read, with the daemon's objections.
 *
 * Follows `vrrp_complete_instance()` of keepalived 2.2.7.
 *
 * @module
 */

import type {Statement} from '../statement.js';
import {advertisingOf} from './advertising.js';
import {isSigning, readAuthHmac} from './auth-hmac.js';
import {readAuthentication} from './authentication.js';
import type {Globals} from './globals.js';
import type {Instance} from './instance.js';
import {checkMacvlan} from './macvlan.js';
import {preemptionOf} from './preemption.js';
import type {RawInstance} from './read-instance.js';
import type {Report} from './report.js';
import type {Settings} from './settings.js';
import {effectiveTracks, type SyncGroup} from './sync-group.js';
import {checkTogether} from './together.js';
import type {Track} from './tracks.js';
import {versionOf} from './version.js';

/** Values that depend on several settings of the instance and the file. */
export interface Derived {
  readonly strict: boolean;
  readonly family: Instance['family'];
  readonly version: Instance['version'];
  readonly basePriority: number;
  readonly state: Instance['state'];
  readonly unicastGiven: boolean;
  readonly unicast: boolean;
  readonly advertising: ReturnType<typeof advertisingOf>;
  readonly accept: boolean;
  readonly authentication: ReturnType<typeof authenticationOf>;
  readonly preemption: ReturnType<typeof preemptionOf>;
  readonly lacksSource: boolean;
  readonly tracks: ReturnType<typeof tracksOf>;
}

/**
 * In the order of the daemon's objections.
 *
 * @param group the sync group that it is in
 */
export function derive(
  raw: RawInstance,
  globals: Globals,
  group: SyncGroup | undefined,
  report: Report,
): Derived {
  const {settings, addressing} = raw;
  const strict = settings.isOn('strict_mode') ?? globals.strict;
  const family = addressing.family ?? 4;
  const version = versionOf(raw, globals, strict, report);
  const basePriority = raw.priority === 0 ? (raw.state === 'MASTER' ? 255 : 100) : raw.priority;
  checkVips(raw, version, strict, report);
  const state = startState(raw, basePriority, strict, report);
  const {unicastGiven, unicast} = unicastOf(raw, report);
  checkTogether(settings, {strict, unicast, family, vips: addressing.vips}, report);
  const advertising = advertisingOf(settings, version, strict, globals, report);
  const accept = acceptOf(settings, basePriority, version, strict, report);
  const authentication = authenticationOf(settings, {version, strict, family, state, basePriority}, report);
  const preemption = preemptionOf(settings, {state, basePriority, strict}, report);
  const lacksSource = checkMacvlan(settings, family, report);
  const iface = settings.word('interface')?.value;
  const tracks = tracksOf(withoutOwn(raw, iface, report), basePriority === 255, group, report);
  return {
    ...{strict, family, version, basePriority, state, unicastGiven, unicast},
    ...{advertising, accept, authentication, preemption, lacksSource, tracks},
  };
}

/** Signing replaces the password. */
function authenticationOf(
  settings: Settings,
  facts: Parameters<typeof readAuthentication>[1],
  report: Report,
): Pick<Instance, 'auth' | 'authIgnored' | 'hmac'> {
  const hmac = readAuthHmac(settings, facts.strict, report);
  const password = readAuthentication(settings, facts, report);
  return {auth: isSigning(hmac) ? undefined : password.auth, authIgnored: password.authIgnored, hmac};
}

const UNICAST_WORDS = [
  'unicast_peer',
  'unicast_src_ip',
  'check_unicast_src',
  'old_unicast_checksum',
  'unicast_fault_no_peer',
];

function unicastOf(
  {settings, addressing, name, place}: RawInstance,
  report: Report,
): Pick<Derived, 'unicastGiven' | 'unicast'> {
  const unicastGiven = UNICAST_WORDS.some(word => settings.has(word));
  const unicast = unicastGiven && addressing.peers.length > 0;
  if (unicastGiven && !unicast && !settings.has('unicast_fault_no_peer')) {
    const where = settings.last('unicast_src_ip')?.place ?? place;
    report('ignored', where, name, 'unicast without a peer: multicast is used');
  }
  return {unicastGiven, unicast};
}

function checkVips(
  {addressing, name, place}: RawInstance,
  version: 2 | 3,
  strict: boolean,
  report: Report,
): void {
  if (addressing.vips.length > 0) return;
  const ends = version === 3 || strict;
  const text = `vrrp_instance ${name} has no address`;
  report('no-address', place, name, ends ? `${text}: the daemon exits` : text, ends);
}

function startState(
  raw: RawInstance,
  priority: number,
  strict: boolean,
  report: Report,
): 'MASTER' | 'BACKUP' {
  const fitting = priority === 255 ? 'MASTER' : 'BACKUP';
  if (raw.state === undefined || raw.state === fitting) return fitting;
  if (!strict) return raw.state;
  const place = raw.settings.last('state')?.place ?? raw.place;
  report('ignored', place, raw.state, ['state', `in strict mode a priority of ${priority} is ${fitting}`]);
  return fitting;
}

/** In strict mode, packets to the address are dropped; in version 2, "accept" does not help. */
function acceptOf(
  settings: Settings,
  priority: number,
  version: 2 | 3,
  strict: boolean,
  report: Report,
): boolean {
  if (priority === 255) return !settings.has('no_accept');
  const accept = settings.has('accept');
  const isReset = accept && strict && version === 2;
  if (isReset) {
    const {place} = settings.last('accept') as Statement;
    report('ignored', place, 'accept', ['accept', 'in strict mode version 2 does not accept']);
  }
  if (settings.has('no_accept') || isReset) return false;
  return accept || !strict;
}

/** The VRRP interface is always tracked, and never with a weight. */
function withoutOwn(raw: RawInstance, iface: string | undefined, report: Report): RawInstance {
  const isOwn = ({kind, name}: Track) => kind === 'interface' && name === iface;
  if (!raw.tracks.some(isOwn)) return raw;
  for (const {place, name} of raw.tracks.filter(isOwn))
    report('ignored', place, name, ['track_interface', `${name} is the interface of the instance`]);
  return {...raw, tracks: raw.tracks.filter(track => !isOwn(track))};
}

function tracksOf(
  {tracks}: RawInstance,
  isOwner: boolean,
  group: SyncGroup | undefined,
  report: Report,
): Pick<Instance, 'tracks' | 'droppedTracks'> {
  const effective = effectiveTracks(tracks, isOwner, group);
  for (const {track, because} of effective.droppedTracks)
    report('ignored', track.place, track.name, [
      `track_${track.kind}`,
      `${track.name}: no weight, because of ${because}`,
    ]);
  return effective;
}

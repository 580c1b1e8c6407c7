/**
 * An instance as the daemon completes it after reading the whole file.
 *
 * @module
 */

import {type Derived, derive} from './derive-instance.js';
import {type Globals, instanceAnnouncements} from './globals.js';
import type {Instance} from './instance.js';
import type {RawInstance} from './read-instance.js';
import type {Report} from './report.js';
import type {Settings} from './settings.js';
import type {SyncGroup} from './sync-group.js';

/** @param group its sync group */
export function completeInstance(
  raw: RawInstance,
  globals: Globals,
  group: SyncGroup | undefined,
  report: Report,
): Instance {
  return instanceOf(raw, globals, group, derive(raw, globals, group, report));
}

/**
 * Every property is listed by name, because V8 copies a spread into an object this large one property at a
 * time.
 */
function instanceOf(
  raw: RawInstance,
  globals: Globals,
  group: SyncGroup | undefined,
  derived: Derived,
): Instance {
  const {settings, addressing, name, place} = raw;
  const {strict, family, version, unicast, advertising, authentication, preemption, tracks} = derived;
  const iface = settings.word('interface');
  return {
    name,
    place,
    state: derived.state,
    stateGiven: settings.word('state'),
    iface: iface !== undefined && iface.value.length < 16 ? iface.value : undefined,
    vrid: settings.number('virtual_router_id')?.value,
    family,
    version,
    basePriority: derived.basePriority,
    priorityGiven: settings.word('priority'),
    advertMs: advertising.advertMs,
    advertGivenMs: advertising.advertGivenMs,
    downTimerAdverts: advertising.downTimerAdverts,
    strict,
    accept: derived.accept,
    auth: authentication.auth,
    authIgnored: authentication.authIgnored,
    hmac: authentication.hmac,
    checksumAsV2: hasChecksumAsV2(settings, globals, derived),
    nopreempt: preemption.nopreempt,
    preemptDelayMs: preemption.preemptDelayMs,
    vips: addressing.vips,
    wrongFamily: addressing.wrongFamily,
    excluded: addressing.excluded,
    unicast,
    unicastGiven: derived.unicastGiven,
    lacksPeers: !unicast && settings.has('unicast_fault_no_peer'),
    lacksSource: derived.lacksSource,
    peers: addressing.peers,
    source: addressing.source,
    group: unicast ? undefined : (addressing.group?.value ?? globalGroup(globals, family)),
    vmac: settings.has('use_vmac'),
    announcements: instanceAnnouncements(settings, globals.announcements),
    higherPrioSendAdvert:
      !strict && (settings.isOn('higher_prio_send_advert') ?? globals.higherPrioSendAdvert),
    lowerPrioNoAdvert: strict || (settings.isOn('lower_prio_no_advert') ?? globals.lowerPrioNoAdvert),
    tracks: tracks.tracks,
    droppedTracks: tracks.droppedTracks,
    tracksPrimary: !settings.has('dont_track_primary'),
    syncGroup: group?.name,
    placeOf: keyword => settings.last(keyword)?.place ?? place,
    has: keyword => settings.has(keyword),
  };
}

/** Whether the checksum of version 3 over IPv4 leaves out the pseudo-header, as in version 2. */
function hasChecksumAsV2(settings: Settings, globals: Globals, {version, family}: Derived): boolean {
  if (version !== 3 || family !== 4) return false;
  return settings.isOn('v3_checksum_as_v2') ?? globals.settings.has('v3_checksum_as_v2');
}

function globalGroup({group4, group6}: Globals, family: Instance['family']): string {
  return family === 6 ? group6 : group4;
}

/**
 * What a trial showed about each of its addresses. Pure.
 *
 * @module
 */

import type {Timeline, TrialEvent} from '@vip/analysis';
import {claimants, movingAddresses, observersOf, topologyOf} from '@vip/analysis/internal';
import {sentAnnouncements} from './announcements.js';
import {ownsAtEnd} from './at-end.js';
import {arrivalsAt} from './echoes.js';
import {type Deeds, reportObserver} from './observer-report.js';
import type {Showing} from './showing.js';

/** @param isShown whether its observers have anything to show */
export function showingsOf(timeline: Timeline, trial: TrialEvent, deeds: Deeds, isShown: boolean): Showing[] {
  const topology = topologyOf(trial);
  const families = movingAddresses(trial);
  const arrivals = new Map(
    claimants(trial.settings).map(station => [station.node, arrivalsAt(timeline, station)]),
  );
  return families.map((family): Showing => {
    const probing = observersOf(topology, family);
    return {
      trial,
      settings: family,
      called: families.length > 1 ? family.vip.address : 'the address',
      observers: isShown
        ? probing.map(observer => reportObserver(timeline, family, observer, deeds, arrivals))
        : [],
      announcements: sentAnnouncements(timeline, family, probing, deeds.fault.feltAt),
      arrivals,
      owners: claimants(family)
        .filter(station => ownsAtEnd(timeline, family, station))
        .map(({node}) => node),
    };
  });
}

/**
 * The topology of a trial, with what the user sets at its observers. Pure.
 *
 * @module
 */

import type {TrialEvent} from '@vip/analysis';
import type {LabTopology} from '../lab/lab-topology.js';
import {wiredTopology} from '../lab/wired-plan.js';
import {clientSettings} from './client-sysctls.js';

export function trialTopology(
  place: Pick<TrialEvent, 'settings' | 'second' | 'topology'>,
  clientSysctls: Readonly<Record<string, string>>,
): LabTopology {
  return wiredTopology(place, {observing: station => clientSettings(station, clientSysctls)});
}

/**
 * The topology of a trial, with what the user sets at its observers. Pure.
 *
 * @module
 */

import type {LabTopology} from '../lab/lab-topology.js';
import {type LabPlace, wiredTopology} from '../lab/wired-plan.js';
import {clientSettings} from './client-sysctls.js';

export function trialTopology(place: LabPlace, clientSysctls: Readonly<Record<string, string>>): LabTopology {
  return wiredTopology(place, {observing: station => clientSettings(station, clientSysctls)});
}

/**
 * What a trial showed about one address: the input of its findings.
 *
 * @module
 */

import type {TrialEvent, TrialSettings} from '@vip/analysis';
import type {SentAnnouncement} from './announcements.js';
import type {EchoArrivals} from './echoes.js';
import type {TrialObserverReport} from './observer-report.js';

/** The input of a finding about a VIP. */
export interface Showing {
  readonly trial: TrialEvent;
  /** The settings of its family. */
  readonly settings: TrialSettings;
  /** Its name in a sentence: `the address`, or which one, if there are two. */
  readonly called: string;
  /** The observers that probed it. */
  readonly observers: readonly TrialObserverReport[];
  readonly announcements: readonly SentAnnouncement[];
  /** What the captures of each node that can have the address saw of the probes, by node. */
  readonly arrivals: ReadonlyMap<string, EchoArrivals>;
  /** The nodes that hold the address at the end. */
  readonly owners: readonly string[];
}

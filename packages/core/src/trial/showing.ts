/**
 * What a trial showed of one address: what its findings are about.
 *
 * @module
 */

import type {TrialEvent, TrialSettings} from '@vip/analysis';
import type {SentAnnouncement} from './announcements.js';
import type {TrialObserverReport} from './observer-report.js';

/** What a finding about a VIP is drawn from. */
export interface Showing {
  readonly trial: TrialEvent;
  /** The settings of its family. */
  readonly settings: TrialSettings;
  /** What it is called in a sentence: `the address`, or which, where there are two. */
  readonly called: string;
  /** Those that probed it. */
  readonly observers: readonly TrialObserverReport[];
  readonly announcements: readonly SentAnnouncement[];
  /** The nodes that hold the address at the end. */
  readonly owners: readonly string[];
}

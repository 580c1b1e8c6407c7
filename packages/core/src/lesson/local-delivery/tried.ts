/**
 * The results in one namespace and in two, side by side.
 *
 * @module
 */

import type {FrameEvent} from '@vip/analysis';
import type {PingResult} from '../pinger.js';

/** Pings to the VIP with its interface up and down, and the captured frames of the former. */
export interface Tried {
  readonly up: PingResult;
  readonly down: PingResult;
  readonly onLo: number;
  readonly onHolder: number;
}

/** The interfaces on which any of these were captured, each once. */
export function passedThrough(...captured: readonly (readonly FrameEvent[])[]): string[] {
  return [...new Set(captured.flat().map(({iface}) => iface))];
}

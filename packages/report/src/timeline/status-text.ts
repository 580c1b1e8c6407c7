/**
 * The line below the timeline, which screen readers read aloud.
 *
 * @module
 */

import {printable} from '@vip/analysis/internal';
import type {ReportFrame} from '../frame-model.js';
import {momentText} from '../time-text.js';

/** @param origin the moment from which times are counted */
export function formatViewStatus(from: number, to: number, origin: string): string {
  return `In view: ${momentText(from)} to ${momentText(to)}, counted from the ${origin}`;
}

export function formatFrameStatus({at, node, iface, description}: ReportFrame): string {
  return printable(`${momentText(at)} ${node} ${iface}: ${description.summary}`);
}

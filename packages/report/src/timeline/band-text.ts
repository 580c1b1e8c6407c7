/**
 * The text of a band of the timeline.
 *
 * @module
 */

import type {BandData} from '@vip/core/internal/report';

/** `02:00:00:00:00:11 REACHABLE`, `10.3.2.200`. @param mac its own, or an abbreviation */
export function bandText({text, ...band}: BandData, mac: string | undefined = band.mac): string {
  return [mac, text].filter(word => word !== undefined && word !== '').join(' ');
}

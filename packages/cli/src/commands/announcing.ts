/**
 * What the options say about how an address is announced, in each family.
 *
 * @module
 */

import type {Announcing} from '@vip/analysis';
import type {AnnouncementForm, IpFamily, TargetMac} from '@vip/arp';

export interface AnnouncingOptions {
  readonly form: AnnouncementForm;
  readonly targetMac?: TargetMac | undefined;
  /** False for `--no-override`. */
  readonly override: boolean;
}

export function announcingFrom(
  {form, targetMac, override}: AnnouncingOptions,
  families: readonly IpFamily[],
): Announcing {
  return {
    ...(families.includes('IPv4') ? {form, ...(targetMac === undefined ? {} : {targetMac})} : {}),
    ...(override ? {} : {override}),
  };
}

/**
 * Settings of an instance that are each valid but conflict.
 *
 * Follows `vrrp_complete_instance()` of keepalived 2.2.7.
 *
 * @module
 */

import {keyOf} from '@vip/arp';
import {isLinkLocalKey} from '@vip/arp/internal';
import {addressOf, type VipEntry} from './address.js';
import type {Report} from './report.js';
import type {Settings} from './settings.js';

interface Facts {
  readonly strict: boolean;
  readonly unicast: boolean;
  readonly family: 4 | 6;
  readonly vips: readonly VipEntry[];
}

export function checkTogether(settings: Settings, facts: Facts, report: Report): void {
  if (facts.unicast) ignored('mcast_dst_ip', 'with unicast there is no group');
  else ignored('unicast_ttl', 'there is no unicast');
  if (!settings.has('use_vmac')) ignored('vmac_xmit_base', 'there is no virtual MAC');
  else {
    ignored('promote_secondaries', 'a virtual MAC implies it');
    if (facts.unicast && !settings.has('vmac_xmit_base'))
      ignored('use_vmac', 'unicast implies vmac_xmit_base');
  }
  const buffer = settings.last('kernel_rx_buf_size');
  if (buffer !== undefined && buffer.words.length > 2)
    report('value', buffer.place, buffer.words[2] as string, ['kernel_rx_buf_size', 'expected one number']);
  if (facts.strict) checkStrict(settings, facts, report);

  function ignored(keyword: string, why: string): void {
    const line = settings.last(keyword);
    if (line !== undefined && (keyword !== 'mcast_dst_ip' || addressOf(line.words[1] ?? '') !== undefined))
      report('ignored', line.place, keyword, [keyword, why]);
  }
}

/** Settings that strict mode resets. */
function checkStrict(settings: Settings, {unicast, family, vips}: Facts, report: Report): void {
  const reset = (keyword: string, to: string) => {
    const line = settings.last(keyword);
    if (line !== undefined) report('ignored', line.place, keyword, [keyword, `in strict mode it is ${to}`]);
  };
  for (const keyword of ['garp_lower_prio_repeat', 'garp_lower_prio_delay'])
    if ((settings.number(keyword)?.value ?? 0) > 0) reset(keyword, '0');
  if (settings.isOn('lower_prio_no_advert') === false) reset('lower_prio_no_advert', 'on');
  if (settings.isOn('higher_prio_send_advert') === true) reset('higher_prio_send_advert', 'off');
  const [first] = vips;
  if (unicast) {
    const {place} = settings.last('unicast_peer') ?? {};
    if (place !== undefined)
      report(
        'ignored',
        place,
        'unicast_peer',
        ['unicast_peer', 'strict mode has none: the daemon exits'],
        true,
      );
  } else if (family === 6 && first !== undefined && !isLinkLocalKey(keyOf(first.ip)))
    report('ignored', first.place, first.ip, `${first.ip}: in strict mode the first address is link-local`);
}

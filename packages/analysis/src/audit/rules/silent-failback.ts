/** A frozen master that resumes, which no node announces. */

import {announcingOf, silentFailbackPair as isSilent, UNMENDED_SECONDS} from '../calculations/announcing.js';
import {detectionMs, formatSeconds} from '../calculations/timing.js';
import {healthyPriority} from '../cluster.js';
import {eachRouter} from './pairs.js';
import {KEEPALIVED_ISSUES, memberName, placesOf, type Rule, subjectOf, vipsAre} from './rule.js';

export const silentFailback: Rule = {
  code: 'SILENT_FAILBACK',
  severity: 'warning',
  title: 'after a freeze the address returns unannounced',
  thread: `${KEEPALIVED_ISSUES}1927`,
  proof: 'freeze',
  find: eachRouter(router => {
    const found = isSilent(router);
    if (found === undefined) return undefined;
    const {higher, lower} = found;
    if (healthyPriority(higher.instance) === healthyPriority(lower.instance)) return undefined;
    const wait = detectionMs(lower.instance, healthyPriority(lower.instance), higher.instance);
    const {refreshMs} = announcingOf(higher.instance);
    const least = refreshMs > 0 ? Math.min(refreshMs / 1000, UNMENDED_SECONDS[1]) : UNMENDED_SECONDS[1];
    return {
      subject: subjectOf([higher, lower]),
      where: [lower.instance.place, ...placesOf([higher], 'garp_master_refresh')],
      evidence: `${memberName(lower)} has no higher_prio_send_advert, and ${memberName(higher)} ${refreshMs > 0 ? `refreshes every ${formatSeconds(refreshMs)} only` : 'no garp_master_refresh'}`,
      consequence: `when ${higher.node.name} freezes, or is cut off, for more than ${formatSeconds(wait)} and then resumes, ${vipsAre(higher)} dark until neighbours ask again, up to ${least} s`,
      remedy: `set vrrp_higher_prio_send_advert true on ${lower.node.name}, or a garp_master_refresh of some seconds on ${higher.node.name}`,
    };
  }),
};

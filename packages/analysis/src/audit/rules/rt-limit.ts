/** Real-time priority, with its limit on CPU time. */

import {largest} from '../../collections/extremes.js';
import type {Rule} from './rule.js';

export const rtLimit: Rule = {
  code: 'RT_LIMIT',
  severity: 'warning',
  title: 'with real-time priority the daemon may be killed at a takeover',
  thread: 'https://www.keepalived.org/manpage.html',
  find({nodes}) {
    const limited = nodes.filter(
      ({config: {globals}}) => globals.rtPriority !== undefined && !globals.rtLimit,
    );
    if (limited.length === 0) return [];
    const most = largest([
      0,
      ...limited.flatMap(({config}) =>
        config.instances.map(({vips, excluded}) => vips.length + excluded.length),
      ),
    ]);
    return [
      {
        subject: `global_defs (${limited.map(({name}) => name).join(', ')})`,
        where: limited.flatMap(({config}) => config.globals.rtPriority ?? []),
        evidence: 'vrrp_rt_priority without vrrp_rlimit_rttime, which then is 10 ms',
        consequence: `a takeover that runs longer without blocking is killed and starts again: ${most} addresses here; with 200, the outage was 2.75 s`,
        remedy: 'set vrrp_rlimit_rttime to about 100,000 microseconds or more, or remove vrrp_rt_priority',
      },
    ];
  },
};

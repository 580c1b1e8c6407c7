/** Weights in a sync group. */

import {agreeing} from '../../text/count-text.js';
import {eachRouter} from './pairs.js';
import {KEEPALIVED_ISSUES, memberName, type Rule, subjectOf, vipsOf} from './rule.js';

export const syncGroupWeight: Rule = {
  code: 'SYNC_GROUP_WEIGHT',
  severity: 'error',
  title: 'in a sync group, checks with a weight have no effect',
  thread: `${KEEPALIVED_ISSUES}2105`,
  proof: 'checks-fail',
  find: eachRouter(({members}) => {
    const dropping = members.filter(({instance}) => lost(instance).length > 0);
    const [first] = dropping;
    if (first === undefined) return undefined;
    const names = lost(first.instance).map(({track}) => track.name);
    return {
      subject: subjectOf(dropping),
      where: dropping.flatMap(({instance}) => lost(instance).map(({track}) => track.place)),
      evidence: `${memberName(first)} is in sync group ${first.instance.syncGroup}, and ${agreeing(names, 'has', 'have')} a weight`,
      consequence: `${agreeing(names, 'is', 'are')} dropped: ${first.node.name} keeps ${vipsOf(first)} with a dead service`,
      remedy: `use track_script without a weight in vrrp_sync_group ${first.instance.syncGroup} itself`,
    };
  }),
};

function lost({
  droppedTracks,
}: {
  readonly droppedTracks: readonly {
    readonly because: string;
    readonly keepsWatching: boolean;
    readonly track: {readonly name: string; readonly place: {file: string; line: number}};
  }[];
}) {
  return droppedTracks.filter(({because, keepsWatching}) => because === 'sync group' && !keepsWatching);
}

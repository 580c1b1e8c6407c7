/**
 * A virtual machine moves to another host with its MAC. The switch has to relearn it, but no cache has to
 * change.
 */

import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {exitOf, verdictOf} from '../sim/judge.js';
import {Stage} from '../sim/stage.js';
import {reverseRequest} from '../wire/reports.js';

export const migration = kind('migration', (random, addresses) => {
  const at = between(random, 3, 8);
  const dark = random.pick([between(random, 0.01, 0.05), between(random, 2, 5)]);
  const stage = new Stage(random, addresses, {length: at + dark + between(random, 4, 12)});
  const {a, vip, network} = stage;
  a.hold(vip);
  stage.talk(Math.max(1.2, dark), {sort: 'ping'});
  stage.at(at, () => network.blocked.add(a));
  const notices = whole(random, 1, 5);
  stage.at(at + dark, () => network.blocked.delete(a));
  for (let turn = 0; turn < notices; turn++)
    stage.at(at + dark + turn * 0.1, () => a.tell(reverseRequest(a.mac), {type: 'other'}));
  return stage.tell(() => {
    const verdict = verdictOf(stage.outages());
    return {
      exit: exitOf(verdict),
      addresses: [stage.about(verdict, {changes: 0, notes: ['MOVED_WITH_ITS_MAC']})],
      absent: [/0\.0\.0\.0/],
      ask: [vip],
    };
  });
});

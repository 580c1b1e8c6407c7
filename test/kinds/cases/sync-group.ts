/** Several virtual routers of one sync group move together, within a millisecond, which makes one story. */

import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {MS} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';
import {masterDown} from '../sim/vrrp.js';

export const syncGroup = kind('sync-group', (random, addresses) => {
  const at = between(random, 4, 7);
  const stage = new Stage(random, addresses, {length: at + 4 + between(random, 5, 9)});
  const {a, b, family, places} = stage;
  const router = {...stage.anyRouter(), interval: 1e9};
  const all = places.row(family, whole(random, 2, 4));
  const timer = masterDown({interval: 1e9, priority: 100}, router.version) / 1e9;
  const takes = at + timer - between(random, 0, 0.9);
  const plan = {...stage.anyAnnouncement(), gap: 0.1 * MS};
  const sources = [stage.sourceOf(a), stage.sourceOf(b)] as const;
  all.forEach((ip, index) => {
    const virtualRouterId = 1 + ((router.virtualRouterId + index) % 255);
    const common = {...router, virtualRouterId, addresses: [ip]};
    const one = stage.speaker(a, {...common, source: sources[0], priority: 150});
    const other = stage.speaker(b, {...common, source: sources[1], priority: 100});
    a.hold(ip);
    stage.talk(4, {ip, sort: 'ping'});
    const together = index * 0.0002;
    stage.at(0.02 + together, () => one.start());
    stage.at(takes + together - 0.0001, () => other.start());
    stage.take(takes + together, b, {ip, plan});
  });
  stage.at(at, () => a.crash());
  return stage.tell(() => ({
    exit: 0,
    addresses: all.map(ip => stage.about('HEALTHY', {ip, changes: 1})),
    groups: [all],
  }));
});

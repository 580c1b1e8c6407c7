/**
 * The client gives up long before the capture ends. The outage lasts until the last question, and what
 * followed is unknown.
 */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';

export const givenUp = kind('given-up', (random, addresses) => {
  const at = between(random, 3, 8);
  const dark = between(random, 3, 8);
  const stage = new Stage(random, addresses, {length: at + dark + between(random, 20, 40)});
  const {a, vip, client, places} = stage;
  const other = stage.node('other');
  const quiet = places.ip(stage.family);
  a.hold(vip);
  other.hold(quiet);
  stage.talk(dark, {sort: 'ping', until: at + dark});
  stage.at(at, () => a.crash());
  // The capture continues with other traffic.
  for (let second = 1; second < at + dark + 20; second += 2) stage.at(second, () => client.ask(quiet));
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('OUTAGE', {changes: 0})],
    others: [quiet],
    present: [/to the last question/],
    absent: [/to the end of the capture/],
    ask: [vip],
  }));
});

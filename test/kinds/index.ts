/** All kinds: those with a fault, and those without, which are to be called healthy. */

import {darkAgain} from './cases/dark-again.js';
import {failback, silentFailback} from './cases/failback.js';
import {handover} from './cases/handover.js';
import {groupMoved, leftBehind} from './cases/left-behind.js';
import {longOutage, steady} from './cases/long-outage.js';
import {midOutage, midOutageIgnored} from './cases/mid-outage.js';
import {newOwnerMute} from './cases/new-owner-mute.js';
import {noMaster} from './cases/no-master.js';
import {replacedByOldOwner} from './cases/replaced-by-old-owner.js';
import {sameMacOutage} from './cases/same-mac-outage.js';
import {oneMaster, twoMasters} from './cases/two-masters.js';
import {twoRouters, vridClash} from './cases/vrid-clash.js';
import type {Kind} from './kind.js';

export const KINDS: readonly Kind[] = [
  ...[steady, longOutage, sameMacOutage],
  ...[handover, darkAgain, newOwnerMute, midOutage, midOutageIgnored],
  ...[failback, silentFailback, replacedByOldOwner],
  ...[oneMaster, twoMasters, noMaster, twoRouters, vridClash],
  ...[groupMoved, leftBehind],
];

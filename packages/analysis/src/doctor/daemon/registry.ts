/**
 * Every rule that joins keepalived's configuration and its host.
 *
 * @module
 */

import {interfaceUnknown} from './interface-unknown.js';
import type {HostRule} from './rule.js';
import {scriptNotRun, scriptUserUnknown} from './scripts.js';
import {sourceNotHere} from './source-not-here.js';
import {vipNoPrefix} from './vip-no-prefix.js';

export const HOST_RULES: readonly HostRule[] = [
  interfaceUnknown,
  sourceNotHere,
  vipNoPrefix,
  scriptNotRun,
  scriptUserUnknown,
];

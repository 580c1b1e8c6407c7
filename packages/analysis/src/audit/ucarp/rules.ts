/**
 * Every rule for ucarp, in the order in which they are documented. What ucarp does is taken from its source, 1.5.2.
 *
 * @module
 */

import type {RuleOf} from '../rules/rule.js';
import {ucarpNoShutdown, ucarpRefused, ucarpScriptMissing, ucarpValueWraps} from './command-rules.js';
import type {UcarpGroup} from './group.js';
import {
  ucarpAddressDiffers,
  ucarpGroupDiffers,
  ucarpPasswordDiffers,
  ucarpSrcipSame,
  ucarpVhidDiffers,
} from './hearing-rules.js';
import {ucarpNoPreference, ucarpPreemptIneffective} from './preference-rules.js';

export const UCARP_RULES: readonly RuleOf<readonly UcarpGroup[]>[] = [
  ucarpRefused,
  ucarpScriptMissing,
  ucarpNoShutdown,
  ucarpVhidDiffers,
  ucarpPasswordDiffers,
  ucarpAddressDiffers,
  ucarpGroupDiffers,
  ucarpSrcipSame,
  ucarpValueWraps,
  ucarpPreemptIneffective,
  ucarpNoPreference,
];

/**
 * Every rule for ucarp, in documentation order. Its behaviour is from the source of 1.5.2.
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

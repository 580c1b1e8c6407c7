/**
 * What `vip audit` can find, in the files of any software.
 *
 * @module
 */

import {RULES} from './rules/index.js';
import type {RuleText} from './rules/rule.js';
import {SOFTWARE_RULES} from './software.js';

export const ALL_RULES: readonly RuleText[] = [...RULES, ...SOFTWARE_RULES];

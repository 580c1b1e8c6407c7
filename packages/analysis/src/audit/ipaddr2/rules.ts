/**
 * Every rule for IPaddr2, in documentation order. The agent's behaviour is from its source.
 *
 * @module
 */

import type {RuleOf} from '../rules/rule.js';
import {
  ipaddr2AnnouncedOnce,
  ipaddr2IntervalIgnored,
  ipaddr2NoMonitor,
  ipaddr2StartTimeout,
} from './announcing-rules.js';
import {ipaddr2Refused, ipaddr2RouteDecides, ipaddr2Twice, ipaddr2UnknownParameter} from './placing-rules.js';
import type {IpResource} from './resource.js';

export const IPADDR2_RULES: readonly RuleOf<readonly IpResource[]>[] = [
  ipaddr2Refused,
  ipaddr2UnknownParameter,
  ipaddr2Twice,
  ipaddr2StartTimeout,
  ipaddr2AnnouncedOnce,
  ipaddr2NoMonitor,
  ipaddr2IntervalIgnored,
  ipaddr2RouteDecides,
];

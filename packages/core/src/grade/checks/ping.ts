/**
 * Which ping succeeds?
 *
 * @module
 */

import {allAnswered, formatAnswers, noneAnswered} from '../../lesson/evidence.js';
import {UNREACHABLE_WAIT_MS} from '../../lesson/pinger.js';
import {addressNamed, nodeNamed} from '../parameters.js';
import type {CheckKind} from './check.js';

export const ping: CheckKind = {
  name: 'ping',
  means: 'whether pings are answered, three of three or none',
  keys: {
    from: {takes: 'node', means: 'the node that pings'},
    to: {takes: 'address', standard: 'vip', means: 'the address that is pinged'},
    answered: {takes: 'yes-no', standard: 'yes', means: 'whether all should be answered, or none'},
  },
  expects: ({from, to, answered}) =>
    `${from} ${answered === 'yes' ? 'gets answers' : 'gets no answer'} from ${to}`,
  nodes: ({from = ''}) => [from],
  async judge({from = '', to = '', answered}, {settings, workshop}) {
    const target = addressNamed(settings, to);
    const node = nodeNamed(settings, from);
    if (target === undefined) return {held: false, found: 'no address'};
    const result = await workshop.probe({node, target, waitMs: UNREACHABLE_WAIT_MS});
    const held = answered === 'yes' ? allAnswered(result) : noneAnswered(result);
    return {held, found: `${target}: ${formatAnswers(result)}`};
  },
};

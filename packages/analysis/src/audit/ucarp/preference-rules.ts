/** Rules about which of several ucarps becomes master. */

import {largest} from '../../collections/extremes.js';
import {listed} from '../../text/count-text.js';
import {formatSeconds} from '../calculations/timing.js';
import type {FindingDraft, RuleOf} from '../rules/rule.js';
import type {UcarpCommand} from './command.js';
import {startingOf, ucarpSubject} from './each.js';
import type {UcarpGroup} from './group.js';
import {addressText, has, intervalOf, placeOfOption} from './values.js';

type UcarpRule = RuleOf<readonly UcarpGroup[]>;

const README = 'https://github.com/jedisct1/UCarp/blob/master/README';

export const ucarpPreemptIneffective: UcarpRule = {
  code: 'UCARP_PREEMPT_INEFFECTIVE',
  severity: 'warning',
  title: 'ucarp: --preempt has no effect, because no other node advertises less often',
  thread: README,
  find: eachGroup((group, intervals) => {
    const asking = group.filter(command => has(command, 'preempt'));
    const longest = largest(intervals);
    if (asking.length === 0 || asking.some(command => (intervalOf(command) ?? 0) < longest)) return undefined;
    const names = listed(asking.map(({node}) => node));
    const times = group.map(
      (command, index) => `${command.node} every ${formatSeconds(intervals[index] ?? 0)}`,
    );
    return {
      subject: ucarpSubject(group),
      where: asking.map(command => placeOfOption(command, 'preempt')),
      evidence: `${names} ${asking.length === 1 ? 'has' : 'have'} --preempt, but preempts only a master that advertises less often (${listed(times)})`,
      consequence: `${addressText(group[0] as UcarpCommand)} is not taken back from a node that has it`,
      remedy: 'give the preferred node --preempt and the smallest --advskew',
    };
  }),
};

export const ucarpNoPreference: UcarpRule = {
  code: 'UCARP_NO_PREFERENCE',
  severity: 'note',
  title: 'ucarp: the nodes advertise equally often',
  thread: README,
  find: eachGroup((group, intervals) => {
    const [interval = 0, ...others] = intervals;
    if (others.some(other => other !== interval)) return undefined;
    return {
      subject: ucarpSubject(group),
      where: group.map(command => placeOfOption(command, has(command, 'advskew') ? 'advskew' : 'advbase')),
      evidence: `${listed(group.map(({node}) => node))} advertise equally often, every ${formatSeconds(interval)}`,
      consequence: `no node is preferred, and nodes that start together all become master of ${addressText(group[0] as UcarpCommand)} until they hear each other; the lowest --srcip stays`,
      remedy: 'give each node a different --advskew',
    };
  }),
};

/** Groups of several commands with known intervals. */
function eachGroup(find: (group: UcarpGroup, intervals: readonly number[]) => FindingDraft | undefined) {
  return (groups: readonly UcarpGroup[]): FindingDraft[] =>
    groups.map(startingOf).flatMap(group => {
      const intervals = group.map(intervalOf).filter(interval => interval !== undefined);
      const isKnown = group.length > 1 && intervals.length === group.length;
      return isKnown ? (find(group, intervals) ?? []) : [];
    });
}

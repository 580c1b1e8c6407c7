/**
 * The link between two switches fails for a while: each half of the network has a node.
 *
 * @module
 */

import {trialFinding} from '../finding.js';
import type {FaultKind} from './fault-kind.js';

export const interswitchCut = {
  name: 'interswitch-cut',
  means:
    'the link between the switches carries nothing for a while, so that each half of the network has one of the nodes',
  durationMs: 6000,
  needs: 'interswitch-link',
  isSurvived: true,
  oldHolder: 'releases-when-healed',
  ready:
    ({wire}) =>
    () =>
      wire.cutLinks(),
  readyToHeal:
    ({wire}) =>
    () =>
      wire.mend(),
  findings({trial: {settings}, observers}) {
    const servedBy = (node: string) =>
      observers.filter(({answeredBy}) => (answeredBy[node] ?? 0) > 0).map(({name}) => name);
    const {active, passive} = settings;
    const there = servedBy(passive.node);
    const here = servedBy(active.node).filter(name => !there.includes(name));
    if (here.length === 0 || there.length === 0) return [];
    const text = `While the switches were apart, ${passive.node} answered ${there.join(', ')}, and ${active.node} went on answering ${here.join(', ')}.`;
    return [trialFinding('split-service', `${active.node}, ${passive.node}`, text)];
  },
} as const satisfies FaultKind;

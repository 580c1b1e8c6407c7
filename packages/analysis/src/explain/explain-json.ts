/**
 * An explanation as objects, one for each address and one for the capture. Pure.
 *
 * @module
 */

import type {CaptureFacts} from './facts.js';
import type {Explanation} from './judge.js';
import {storyOf} from './story.js';
import {exitCodeOf} from './verdict.js';

export function describeExplanation(capture: CaptureFacts, explanation: Explanation): object {
  const {address, handovers, finding} = explanation;
  return {
    kind: 'explanation',
    ip: address.ip,
    network: address.network,
    verdict: finding.verdict,
    evidence: finding.evidence,
    frames: finding.frames,
    fix: finding.fix,
    handovers: handovers.map(({handover, finding: found}) => {
      const {at, frame, from, to, how, by, isReturn, keepsMac, lastOld, firstNew, holeNs, until} = handover;
      return {
        ...{at, frame, from, to, how, by, isReturn, keepsMac, until, lastOld, firstNew, holeNs},
        ...{verdict: found.verdict, evidence: found.evidence, frames: found.frames, fix: found.fix},
        announcements: handover.sets.map(({first, last, count, forms}) => {
          return {at: first.at, frame: first.frame, lastFrame: last.frame, count, forms};
        }),
        senders: handover.senders.map(({sender, stale, followed, cause}) => {
          return {ip: sender.ip, mac: sender.mac, stale, followed, cause};
        }),
      };
    }),
    story: storyOf(capture, address, handovers),
    facts: address,
  };
}

export function describeCapture(capture: CaptureFacts, explanations: readonly Explanation[]): object {
  const {frames, first, last, arpFrames, unreadable, routers, busiestSecond, beyondAddresses} = capture;
  const findings = explanations.map(({finding}) => finding);
  return {
    kind: 'summary',
    ...{frames, from: first?.at, to: last?.at, arpFrames, unreadable, addresses: explanations.length},
    ...{routers, busiestSecond, beyondAddresses, exit: exitCodeOf(findings)},
  };
}

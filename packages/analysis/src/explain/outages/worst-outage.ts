/**
 * The worst outage of an address or around a change of owner, and its text. Pure.
 *
 * @module
 */

import type {DarkStretch} from '../../conversations/facts.js';
import {type Finding, framesOf} from '../../findings/finding.js';
import type {AddressFacts} from '../facts.js';
import type {Handover} from '../handovers/handover.js';
import {who} from '../rules/case.js';
import type {VerdictName} from '../verdict.js';
import {darkText} from '../words/dark-text.js';
import {loneStretches, type Stretch, wholeStretches, worstStretch} from './stretches.js';

/** The worst outage that a change of owner explains: the common one, or a single asker's if much longer. */
export function worstAround({
  dark,
  senders,
  outlived,
}: Pick<Handover, 'dark' | 'senders' | 'outlived'>): Stretch | undefined {
  const lone = senders.flatMap(({sender, dark: own}) => (own === undefined ? [] : [{sender, dark: own}]));
  return worstStretch(dark === undefined ? [] : [dark], [...lone, ...outlived]);
}

/** The worst outage of an address. */
export function worstIn(address: Pick<AddressFacts, 'dark' | 'senders'>): Stretch | undefined {
  return worstStretch(wholeStretches(address), loneStretches(address));
}

/** The outage among these of which the frames of a finding show the beginning, if it is about one. */
export function stretchAbout(
  address: Pick<AddressFacts, 'dark' | 'senders'>,
  findings: readonly Pick<Finding<VerdictName>, 'where'>[],
): Stretch | undefined {
  const shown = new Set(findings.flatMap(framesOf));
  const isShown = ({dark: {firstUnanswered}}: {readonly dark: DarkStretch}) =>
    shown.has(firstUnanswered.frame);
  return worstStretch(
    wholeStretches(address).filter(dark => isShown({dark})),
    loneStretches(address).filter(isShown),
  );
}

/** `Meanwhile, there was no answer for 3200 ms: 15 questions in frames 53 to 67.` */
export function darkSentence({dark, sender}: Stretch): string {
  const whom = sender === undefined ? '' : ` for ${who([sender])},`;
  return `Meanwhile,${whom} there was ${darkText(dark)}.`;
}

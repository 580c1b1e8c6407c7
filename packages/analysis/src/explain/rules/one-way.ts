/**
 * Stretches in which only streams were not answered (RTP, the data of a tunnel): their other end may be dead, or only listen.
 *
 * @module
 */

import type {DarkStretch} from '../../conversations/facts.js';
import {cannotTell, type Draft} from '../verdict.js';

/** The same draft, unless nothing that was sent in the stretch needs an answer. */
export function unlessStreamed(draft: Draft, dark: DarkStretch): Draft {
  if (dark.isStreamed !== true || draft.verdict !== 'OUTAGE') return draft;
  const {frames, at} = draft;
  return {
    ...cannotTell(
      'a stream that needs no answer had none',
      `${draft.evidence} ${OPEN}`,
      frames,
      WITH_REPORTS,
    ),
    ...(at === undefined ? {} : {at}),
  };
}

const OPEN =
  'None of these datagrams needs an answer (RTP, or the data of a tunnel): whether the other end was dead, or only listened (a call on hold, an ' +
  'upload), is not shown.';
const WITH_REPORTS =
  'Capture what belongs to the stream, too: the signalling of the call and its RTCP, or the next handshake of the tunnel.';

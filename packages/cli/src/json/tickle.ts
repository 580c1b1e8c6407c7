/**
 * @module
 */

import {
  COUNT,
  DURATION,
  field,
  IP,
  listOf,
  MOMENT,
  optional,
  TEXT,
  untyped,
  wordsOf,
} from '@vip/analysis/internal/schema';
import type {PrintedObject, PrintingCommand} from './printed.js';

const kind = (word: string) => field(wordsOf(word), 'what it is');

/** `vip garp --tickle` prints it as well. */
export const TICKLED: PrintedObject = {
  kind: 'tickled',
  means: 'printed last with `--from`; with `vip garp --tickle` as well',
  shape: untyped('tickled', {
    kind: kind('tickled'),
    sessions: field(COUNT, 'sessions of the addresses in the list'),
    reset: field(COUNT, 'sessions whose client was reset'),
    gone: field(COUNT, 'sessions that their client no longer had'),
    alive: field(COUNT, 'sessions that exist on this machine, and were left alone'),
    answered: field(COUNT, 'sessions whose client answered, but was not reset'),
    silent: field(COUNT, 'sessions whose client did not answer'),
    refused: field(COUNT, 'sessions for which the kernel sent nothing'),
    dropped: field(COUNT, 'frames that the kernel dropped because its buffer was full'),
  }),
};

export const TICKLE_JSON: PrintingCommand = {
  command: 'vip tickle --json',
  about: '',
  objects: [
    {
      kind: 'session',
      means: 'with `--from` and `--verify`: the outcome of a session',
      shape: untyped('tickle-session', {
        kind: kind('session'),
        at: field(MOMENT, 'when it is reported'),
        local: field(TEXT, 'address and port of the server'),
        remote: field(TEXT, 'address and port of the client'),
        fate: field(wordsOf('reset', 'gone', 'alive', 'answered', 'silent', 'refused'), 'as in the summary'),
        form: optional(
          wordsOf('ack', 'syn-ack'),
          'form of the last tickle before it answered, or of the last one if it did not',
        ),
        sent: field(COUNT, 'tickles sent'),
        resetAfterNs: optional(DURATION, 'time from the first of them to the reset'),
        resetBy: optional(
          wordsOf('kernel', 'vip'),
          "where the reset came from: this machine's kernel, or vip",
        ),
        reason: optional(TEXT, 'why the kernel refused to send'),
      }),
    },
    TICKLED,
    {
      kind: 'killed',
      means: 'with `--kill`: after ending the sessions on this machine',
      shape: untyped('tickle-killed', {
        kind: kind('killed'),
        found: field(COUNT, 'sessions that existed'),
        left: field(COUNT, 'sessions that still exist'),
        absent: field(listOf(IP), 'addresses that had left this machine before'),
      }),
    },
    {
      kind: 'moved',
      means: 'with `--learn` and `--to`: at the beginning, and when an address is added or removed',
      shape: untyped('tickle-moved', {
        kind: kind('moved'),
        ips: field(listOf(IP), 'the addresses given with `--ip`'),
        here: field(listOf(IP), 'of these, the ones on this machine'),
      }),
    },
    {
      kind: 'kept',
      means: 'with `--learn`: the file was replaced',
      shape: untyped('tickle-kept', {
        kind: kind('kept'),
        sessions: field(COUNT, 'sessions in it'),
        from: optional(IP, 'with `--listen`: the node that sent them'),
      }),
    },
  ],
};

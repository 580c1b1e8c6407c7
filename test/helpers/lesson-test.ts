/**
 * A test of a lesson or an experiment that measures. If this machine stalled meanwhile, `vip` says so with
 * exit code 3, and the test tries again.
 *
 * @module
 */

import type {ExecutionContext} from 'ava';
import type {Who} from './product.js';
import {inTurn, labTest} from './require-lab.js';

/** What `vip` says about a disturbed run. */
const NOT_MEASURED = /not measured: run it again|too busy to measure/;

/** Other tests run at the same time, so two disturbed runs in a row are not rare. */
const MOST_TRIES = 3;

/**
 * `turnTest`, because a lesson shows what the kernel does, whoever owns the lab. The assertion of the exit
 * code must have the output as its message.
 */
export function lessonTest(
  title: string,
  body: (t: ExecutionContext, who: Who) => Promise<void>,
  who: readonly Who[] = inTurn(),
): void {
  labTest(
    title,
    async (t, one) => {
      for (let tries = 1; ; tries++) {
        const attempt = await t.try(inner => body(inner, one));
        const isDisturbed = attempt.errors.some(error => NOT_MEASURED.test(wordsOf(error)));
        if (!isDisturbed || tries === MOST_TRIES) {
          attempt.commit();
          return;
        }
        attempt.discard();
        t.log('not measured: tried again');
      }
    },
    who,
  );
}

function wordsOf({message, cause}: Error): string {
  return `${message} ${cause instanceof Error ? cause.message : ''}`;
}

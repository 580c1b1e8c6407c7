/**
 * A test of a lesson or an experiment, which measures: where this machine stood still meanwhile, `vip` says so with exit code 3, and
 * the test tries once more.
 *
 * @module
 */

import type {ExecutionContext} from 'ava';
import type {Who} from './product.js';
import {inTurn, labTest} from './require-lab.js';

/** What `vip` says of a run that was disturbed. */
const NOT_MEASURED = /not measured: run it again|too busy to measure/;

/** As `turnTest`, for a lesson shows what the kernel does, whose ever the lab is; what it said has to be in the message of the assertion of its exit code. */
export function lessonTest(
  title: string,
  body: (t: ExecutionContext, who: Who) => Promise<void>,
  who: readonly Who[] = inTurn(),
): void {
  labTest(
    title,
    async (t, one) => {
      const attempt = await t.try(inner => body(inner, one));
      const isDisturbed = attempt.errors.some(error => NOT_MEASURED.test(wordsOf(error)));
      if (!isDisturbed) {
        attempt.commit();
        return;
      }
      attempt.discard();
      t.log('not measured: tried once more');
      await body(t, one);
    },
    who,
  );
}

function wordsOf({message, cause}: Error): string {
  return `${message} ${cause instanceof Error ? cause.message : ''}`;
}

/**
 * A test of a lesson or an experiment, which measures: if this machine was held up meanwhile, `vip` says so with exit code 3, and
 * the test tries once more.
 *
 * @module
 */

import type {ExecutionContext} from 'ava';
import type {Who} from './product.js';
import {inTurn, labTest} from './require-lab.js';

/** What `vip` says about a disturbed run. */
const NOT_MEASURED = /not measured: run it again|too busy to measure/;

/** `turnTest`, because a lesson shows what the kernel does, whoever owns the lab. The assertion of the exit code must have the output as its message. */
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

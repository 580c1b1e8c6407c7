/**
 * One service of an address: the gaps among all questions to it, and when it was asked.
 *
 * @module
 */

import type {ServiceName} from '../protocol.js';
import {AskedTimes} from './asked-times.js';
import {QuestionFold} from './question-fold.js';

/** Maximum number of gaps kept for a service. */
export const MAX_SERVICE_GAPS = 32;

export class ServiceFold extends QuestionFold {
  readonly asked = new AskedTimes();

  constructor(readonly name: ServiceName) {
    super(MAX_SERVICE_GAPS);
  }
}

/**
 * All lessons, in the order in which they are to be learned.
 *
 * @module
 */

import {garpForms} from './garp-forms/lesson.js';
import {gateway} from './gateway.js';
import {ipv6Lesson} from './ipv6/lesson.js';
import type {Lesson} from './lesson.js';
import {localDelivery} from './local-delivery/lesson.js';
import {loopback} from './loopback.js';
import {macvlan} from './macvlan/lesson.js';
import {splitBrain} from './split-brain/lesson.js';
import {staleCache} from './stale-cache/lesson.js';
import {tcpLesson} from './tcp/lesson.js';

export const LESSONS: readonly Lesson[] = [
  localDelivery,
  macvlan,
  gateway,
  loopback,
  staleCache,
  garpForms,
  splitBrain,
  ipv6Lesson,
  tcpLesson,
];

/**
 * All lessons, in the order in which they should be taken.
 *
 * @module
 */

import {garpFormsLesson} from './garp-forms/lesson.js';
import {gatewayLesson} from './gateway.js';
import {ipv6Lesson} from './ipv6/lesson.js';
import type {Lesson} from './lesson.js';
import {localDeliveryLesson} from './local-delivery/lesson.js';
import {loopbackLesson} from './loopback.js';
import {macvlanLesson} from './macvlan/lesson.js';
import {splitBrainLesson} from './split-brain/lesson.js';
import {staleCacheLesson} from './stale-cache/lesson.js';
import {tcpLesson} from './tcp/lesson.js';

export const LESSONS: readonly Lesson[] = [
  localDeliveryLesson,
  macvlanLesson,
  gatewayLesson,
  loopbackLesson,
  staleCacheLesson,
  garpFormsLesson,
  splitBrainLesson,
  ipv6Lesson,
  tcpLesson,
];

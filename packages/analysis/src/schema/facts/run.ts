/**
 * A run of frames of one kind, field by field.
 *
 * @module
 */

import type {Run} from '../../capture/mark.js';
import {MARK} from '../frame-marks.js';
import {COUNT, type Described, field} from '../shape.js';

/** Fields of every run. */
export const RUN_FIELDS: Described<Run> = {
  first: field(MARK, 'its first frame'),
  last: field(MARK, 'its last frame'),
  count: field(COUNT, 'number of frames'),
};

/**
 * Places in a capture, field by field.
 *
 * @module
 */

import type {Mark} from '../capture/mark.js';
import {COUNT, type Described, field, MOMENT, object} from './shape.js';

export const MARK_FIELDS: Described<Mark> = {
  at: field(MOMENT, 'when'),
  frame: field(COUNT, 'frame number, from 1'),
};

export const MARK = object<Mark>('moment', MARK_FIELDS);

/**
 * The keys of a course's file, and what their values may be.
 *
 * @module
 */

import {STATION_WORDS} from '@vip/core/internal';

export const COURSE_KEYS = ['$schema', 'title', 'seed', 'exercises'] as const;

/** The keys of an exercise. */
export const EXERCISE_KEYS = [
  ...(['name', 'title', 'task', 'topology', 'script', 'node', 'prepare'] as const),
  ...(['ready', 'then', 'observe', 'limit', 'checks'] as const),
];

/** Keys of every check, in addition to those of its kind. */
export const CHECK_KEYS = ['check', 'points', 'hint'] as const;

/** Words for where commands run: the stations, and the switch. */
export const COURSE_NODES: readonly string[] = [...STATION_WORDS, 'lan'];

export const COURSE_DEFAULTS = {topology: 'macvlan', node: 'host', limit: '20s', observe: '0'} as const;

export const EXERCISE_NAME = /^[a-z0-9][a-z0-9-]{0,40}$/;
export const SCRIPT_NAME = /^(?!\.)[\w.-]{1,64}$/;
export const IFACE_NAME = /^[\w.-]{1,15}$/;
/** The most points of a check; they are above 0. */
export const MOST_POINTS = 1000;

/**
 * Where a command runs: here, in a network namespace, or in a node of a lab.
 *
 * @module
 */

import type {Mode} from '../grammar/mode.js';
import {readText, valued} from './option.js';

const GROUP = 'Where:';

export const IN_NETNS = valued(
  '--netns <name>',
  'run in this network namespace (see: ip netns list)',
  readText,
  'namespace',
).helpGroup(GROUP);

export const IN_NODE = valued(
  '--node <node>',
  'run in a node of a lab (see: vip lab)',
  readText,
  'node',
).helpGroup(GROUP);

export const IN_LAB = valued(
  '--lab <name>',
  "which lab, when there are several; USER:NAME for another user's, as root",
  readText,
  'lab',
).helpGroup(GROUP);

/** Every option about the place. */
export const PLACE_OPTIONS = [IN_NETNS, IN_NODE, IN_LAB] as const;

/** The modes in which some of these are meaningless. */
export function placeModes(call: string): Mode[] {
  return [
    {
      call: `${call} --node`,
      when: ({given}) => given(IN_NODE),
      except: [IN_NETNS],
      remedy: 'a node is a namespace already',
    },
    {
      call: `${call} without --node`,
      when: ({given}) => !given(IN_NODE),
      except: [IN_LAB],
      remedy: 'add --node NODE',
    },
  ];
}

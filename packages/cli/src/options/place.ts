/**
 * Where a command runs: here, in a network namespace, or in a node of a lab.
 *
 * @module
 */

import type {Mode} from '../grammar/mode.js';
import {readText, valued} from './option.js';

const GROUP = 'Where:';

export const NETNS = valued(
  '--netns <name>',
  'run in this network namespace (see: ip netns list)',
  readText,
  'namespace',
).helpGroup(GROUP);

export const NODE = valued(
  '--node <node>',
  'run in a node of a lab (see: vip lab)',
  readText,
  'node',
).helpGroup(GROUP);

export const LAB = valued(
  '--lab <name>',
  "which lab, when there are several; USER:NAME for another user's, as root",
  readText,
  'lab',
).helpGroup(GROUP);

/** Every option about the place. */
export const PLACES = [NETNS, NODE, LAB] as const;

/** Those that are meaningless with the others. */
export function placeModes(call: string): Mode[] {
  return [
    {
      call: `${call} --node`,
      when: ({given}) => given(NODE),
      except: [NETNS],
      remedy: 'a node is a namespace already',
    },
    {
      call: `${call} without --node`,
      when: ({given}) => !given(NODE),
      except: [LAB],
      remedy: 'add --node NODE',
    },
  ];
}

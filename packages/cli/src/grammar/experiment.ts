/**
 * Arguments and options of `vip experiment`.
 *
 * @module
 */

import {ANNOUNCEMENT_FORM, NO_GARP, NO_OVERRIDE, TARGET_MAC} from '../options/announcement.js';
import {
  DELAY,
  FAILOVER_ADDRESSES,
  GATEWAY,
  HOLD,
  ONE_FAMILY,
  PARENT_INTERFACE,
  PROBE_INTERVAL,
  TEACH,
} from '../options/lab.js';
import {jsonOption, outModes, RUN_OUTPUTS} from '../options/output.js';
import {define, type ValuesOf} from './define.js';
import {familyModes} from './family-modes.js';

const CALL = 'vip experiment';

const EVENTS = jsonOption('print every event, then the summary, one JSON object per line');

export const EXPERIMENT = define({
  name: 'experiment',
  summary: 'run a whole failover in a lab of network namespaces, narrated and measured',
  description:
    'Moves a virtual IP between two namespaces, and shows which observers are black-holed, for how long, and what ends it.',
  options: [
    DELAY,
    TEACH,
    NO_GARP,
    ANNOUNCEMENT_FORM,
    TARGET_MAC,
    NO_OVERRIDE,
    ONE_FAMILY,
    ...FAILOVER_ADDRESSES,
    PROBE_INTERVAL,
    PARENT_INTERFACE,
    GATEWAY,
    HOLD,
    ...RUN_OUTPUTS,
    EVENTS,
  ],
  modes: [
    ...outModes(CALL),
    {
      call: `${CALL} without --parent`,
      when: ({given}) => !given(PARENT_INTERFACE),
      except: [GATEWAY],
      remedy: 'the lab has its own gateway',
    },
    {
      call: `${CALL} --no-garp`,
      when: ({given}) => given(NO_GARP),
      except: [ANNOUNCEMENT_FORM, TARGET_MAC, NO_OVERRIDE],
      remedy: 'nothing is announced',
    },
    ...familyModes(CALL),
    {
      call: `${CALL} --json`,
      when: ({given}) => given(EVENTS),
      except: [TEACH],
      remedy: 'leave one of them out',
    },
  ],
  notes: [['Other software, other faults, many runs: vip trial.', 'One question at a time: vip lesson.']],
  examples: [
    ['vip experiment', 'the failover, with two 10 s countdowns'],
    ['vip experiment --delay 0s', 'the same in one second'],
    ['vip experiment --no-garp', 'how long it takes without an announcement'],
    ['vip experiment --delay 0s --report failover.html'],
    ['vip experiment --delay 0s --out run1 && vip capture run1/ext.pcapng'],
  ],
});

export type ExperimentCommandOptions = ValuesOf<typeof EXPERIMENT>;

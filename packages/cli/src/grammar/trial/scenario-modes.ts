/**
 * A scenario of trials in a file: which options belong on the command line with it.
 *
 * @module
 */

import {YES} from '../../options/cluster.js';
import {BASELINE} from '../../options/limits.js';
import type {AnyOption} from '../../options/option.js';
import {
  JUNIT,
  METRICS_FILE,
  OUT,
  REPLACE,
  REPORT_FILE,
  RUN_OUTPUTS,
  SUMMARY,
  TAP,
} from '../../options/output.js';
import {LIST, SCENARIO, SCENARIO_OPTIONS} from '../../options/scenario.js';
import type {Called, Mode} from '../mode.js';
import {CALL, EVENTS} from './common.js';

/** Options about the output, and about the file of a scenario, which are not part of a trial. */
export const BESIDE_TRIALS: readonly AnyOption[] = [
  ...SCENARIO_OPTIONS,
  ...RUN_OUTPUTS,
  ...[JUNIT, SUMMARY, METRICS_FILE, TAP, EVENTS],
  ...[BASELINE, YES],
];

export function isScenario({given}: Called): boolean {
  return given(SCENARIO);
}

export const OF_SCENARIO: Mode[] = [
  {
    call: `${CALL} --scenario`,
    when: isScenario,
    except: [REPORT_FILE],
    remedy: 'vip report DIRECTORY/TRIAL makes one from what --out saved',
  },
  {
    call: `${CALL} --scenario`,
    when: isScenario,
    reads: BESIDE_TRIALS,
    remedy: 'the file says what each trial does',
  },
  {
    call: `${CALL} without --scenario`,
    when: called => !isScenario(called),
    except: SCENARIO_OPTIONS.filter(option => option !== SCENARIO),
    remedy: 'without it there is one trial',
  },
  {
    call: `${CALL} --list`,
    when: ({given}) => given(LIST),
    except: [OUT, REPLACE, JUNIT, SUMMARY, METRICS_FILE, TAP, BASELINE, YES],
    remedy: 'nothing is run',
  },
];

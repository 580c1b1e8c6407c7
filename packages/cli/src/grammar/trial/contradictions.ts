/**
 * Options of a trial that are meaningless with, or without, another.
 *
 * @module
 */

import type {Fault} from '@vip/core';
import {ANNOUNCEMENT_FORM, NO_GARP, NO_OVERRIDE, TARGET_MAC} from '../../options/announcement.js';
import {ADVERT_INT, CONFIG, DAD, NODE_CMD, NODE_DOWN, NODE_UP, PATIENCE, VRRP} from '../../options/driver.js';
import {DROP_GARP, FAULT, STEADY} from '../../options/fault.js';
import {MAX_HUNG} from '../../options/limits.js';
import {outModes, TAP} from '../../options/output.js';
import {HTTP, SERVER, TCP, TCP_DEADLINE, TCP_PORT} from '../../options/tcp.js';
import {familyModes} from '../family-modes.js';
import type {Mode} from '../mode.js';
import {CALL, EVENTS} from './common.js';
import {isOnCluster} from './driver-modes.js';
import {isScenario} from './scenario-modes.js';

export const CONTRADICTIONS: Mode[] = [
  ...outModes(CALL),
  {
    call: `${CALL} --json`,
    when: ({given}) => given(EVENTS),
    except: [TAP],
    remedy: 'standard output has one of them',
  },
  {
    call: `${CALL} --no-garp`,
    when: ({given}) => given(NO_GARP),
    except: [ANNOUNCEMENT_FORM, TARGET_MAC, NO_OVERRIDE, DROP_GARP],
    remedy: 'nothing is announced',
  },
  ...familyModes(CALL, [DAD]),
  {
    call: `${CALL} without --tcp`,
    when: ({given}) => !given(TCP),
    except: [TCP_DEADLINE, TCP_PORT, HTTP, SERVER, MAX_HUNG],
    remedy: 'without it there are no sessions',
  },
  {
    call: `${CALL} without --tcp-port`,
    when: ({given}) => !given(TCP_PORT),
    except: [HTTP, SERVER],
    remedy: "the lab's own server does not speak HTTP, and is started anyway",
  },
  {
    call: `${CALL} --fault start`,
    when: ({value}) => (value(FAULT) as Fault | undefined)?.name === 'start',
    except: [STEADY],
    remedy: 'before it, nothing holds the address',
  },
  {
    call: `${CALL} --config`,
    when: ({given}) => given(CONFIG),
    except: [ADVERT_INT, VRRP],
    remedy: 'it only applies to the generated configuration',
  },
  {
    call: `${CALL} --node-cmd`,
    when: ({given}) => given(NODE_CMD),
    except: [NODE_UP, NODE_DOWN],
    remedy: 'the program moves the address by itself',
  },
  {
    call: `${CALL} without --node-cmd`,
    when: called => !called.given(NODE_CMD) && !isOnCluster(called) && !isScenario(called),
    except: [PATIENCE],
    remedy: 'a command acts at once',
  },
];

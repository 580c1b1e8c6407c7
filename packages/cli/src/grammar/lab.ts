/**
 * Arguments and options of `vip lab`.
 *
 * @module
 */

import {ADDRESSES, EXPORT, FAMILY, IMAGE, LAB_NAME, PRINT} from '../options/lab.js';
import {json} from '../options/output.js';
import {define, type ValuesOf} from './define.js';

const CHANGES = json('print one JSON object for each change');

export const LAB = define({
  name: 'lab',
  summary: 'the lab to explore by hand, until ^C',
  description:
    'Builds the topology and shows the holder of the VIP, every cache, and which pings get through.',
  options: [LAB_NAME, PRINT, EXPORT, IMAGE, FAMILY, ...ADDRESSES, CHANGES],
  modes: [
    {call: 'vip lab --print', when: ({given}) => given(PRINT), reads: [PRINT, FAMILY, ...ADDRESSES]},
    {
      call: 'vip lab --export',
      when: ({given}) => given(EXPORT),
      except: [LAB_NAME, CHANGES],
      remedy: 'nothing is built',
    },
    {
      call: 'vip lab without --export',
      when: ({given}) => !given(EXPORT),
      except: [IMAGE],
      remedy: 'only containers have images',
    },
  ],
  notes: [['^C ends it, with exit code 0.']],
  examples: [
    ['vip lab'],
    ['vip capture --node ext', 'each in a terminal of its own'],
    ['vip exec ns0 -- ip link set mcv0 down'],
    ['vip exec ns1 -- ip addr add 10.3.2.200/8 dev mcv1'],
    ['vip garp --node ns1 --iface mcv1 --ip 10.3.2.200'],
  ],
});

export type LabOptions = ValuesOf<typeof LAB>;

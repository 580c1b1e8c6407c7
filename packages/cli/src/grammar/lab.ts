/**
 * Arguments and options of `vip lab`.
 *
 * @module
 */

import {EXPORT, IMAGE, LAB_ADDRESSES, LAB_NAME, ONE_FAMILY, PRINT} from '../options/lab.js';
import {jsonOption} from '../options/output.js';
import {define, type ValuesOf} from './define.js';

const CHANGES = jsonOption('print one JSON object for each change');

export const LAB = define({
  name: 'lab',
  summary: 'build a lab to explore by hand, until ^C',
  description:
    'Builds the topology and shows the holder of the VIP, every cache, and which pings get through.',
  options: [LAB_NAME, PRINT, EXPORT, IMAGE, ONE_FAMILY, ...LAB_ADDRESSES, CHANGES],
  modes: [
    {call: 'vip lab --print', when: ({given}) => given(PRINT), reads: [PRINT, ONE_FAMILY, ...LAB_ADDRESSES]},
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
    ['vip capture --node ext', 'each in its own terminal'],
    ['vip exec ns0 -- ip link set mcv0 down'],
    ['vip exec ns1 -- ip addr add 10.3.2.200/8 dev mcv1'],
    ['vip garp --node ns1 --iface mcv1 --ip 10.3.2.200'],
  ],
});

export type LabCommandOptions = ValuesOf<typeof LAB>;

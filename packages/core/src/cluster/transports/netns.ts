/**
 * `netns://NAME`: a network namespace of this machine, by ip-netns(8). Needs root.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {shellWords, type Transport} from './transport.js';

export const NETNS_TRANSPORT: Transport = {
  scheme: 'netns',
  form: 'NAME',
  reach(name) {
    if (!/^[\w.-]+$/.test(name) || name.startsWith('-'))
      throw new VipError(
        'BAD_ARGUMENT',
        `netns: expected the name of a namespace, got ${JSON.stringify(name)}`,
      );
    return {
      text: `netns://${name}`,
      command: (script, args) => ['ip', 'netns', 'exec', name, ...shellWords(script, args)],
      close() {},
    };
  },
};

/**
 * `exec://COMMAND PREFIX`: whatever can run a command somewhere, such as `docker exec -i lb1`. It must pass on its
 * standard input. The words are separated by white space; nothing is quoted or expanded.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {shellWords, type Transport} from './transport.js';

export const EXEC_TRANSPORT: Transport = {
  scheme: 'exec',
  form: 'COMMAND PREFIX',
  reach(rest) {
    const prefix = rest.trim().split(/\s+/);
    if (prefix[0] === '') throw new VipError('BAD_ARGUMENT', 'exec: expected a command, got none');
    return {
      text: `exec://${prefix.join(' ')}`,
      command: (script, args) => [...prefix, ...shellWords(script, args)],
      close() {},
    };
  },
};

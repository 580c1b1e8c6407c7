/**
 * The turns of the bench `open`, inside a node: `node link-open-run.js IFACE N`.
 *
 * @module
 */

import {type LinkOptions, openLink} from '@vip/arp/link';
import {takeTurns} from './measure.js';

const [iface = '', n = '1'] = process.argv.slice(2);

async function opened(options: Omit<LinkOptions, 'iface'>): Promise<{openMs: number; closeMs: number}> {
  const began = performance.now();
  const link = openLink({iface, ...options});
  const open = performance.now();
  await link.close();
  return {openMs: open - began, closeMs: performance.now() - open};
}

const small = {bufferBytes: 256 * 1024, filter: 'arp'};
const open = (name: string, options: Omit<LinkOptions, 'iface'>) => ({
  name: `open: ${name}`,
  run: async () => (await opened(options)).openMs,
});
const close = (name: string, options: Omit<LinkOptions, 'iface'>) => ({
  name: `close: ${name}`,
  run: async () => (await opened(options)).closeMs,
});

console.log(
  JSON.stringify(
    await takeTurns(
      [
        open('to send only', {receive: false}),
        open('to capture, a ring of 256 kB, not promiscuous', {...small, promiscuous: false}),
        open('the same, promiscuous', small),
        open('the same, a ring of 8 MB (the default)', {filter: 'arp'}),
        open('the same, a ring of 32 MB (vip capture)', {filter: 'arp', bufferBytes: 32 << 20}),
        close('to send only', {receive: false}),
        close('256 kB, not promiscuous', {...small, promiscuous: false}),
        close('256 kB, promiscuous', small),
        close('8 MB, promiscuous', {filter: 'arp'}),
      ],
      Number(n),
    ),
  ),
);

/**
 * `vip watch`: each move and outage as it happens, live, or from a file by the file's own clock.
 *
 * @module
 */

import {Watch} from '@vip/analysis/internal/watch';
import {VipError} from '@vip/arp';
import {giveUpRoot} from '@vip/core/internal/privileges';
import {EXIT} from '../exit.js';
import {ifacesFacing} from '../facing.js';
import {isWithoutFrames, openFrames, readFrames, warnOfDamage} from '../frames.js';
import {collectGarbageSoon} from '../garbage.js';
import type {WatchCommandOptions} from '../grammar/watch.js';
import {watchedAddresses} from '../options/watching.js';
import {taken} from '../output.js';
import {judgingOf, tellersOf} from './watch-tellers.js';

export async function watch(file: string | undefined, options: WatchCommandOptions): Promise<number> {
  const {iface, ip, from} = options;
  if (file === undefined && iface === undefined && ip === undefined && from === undefined)
    throw new VipError('BAD_ARGUMENT', 'FILE: expected a capture file, --iface, --ip or --from, got none');
  if (options.netns !== undefined) return (await import('../reexec.js')).runInNamespace(options.netns);
  if (options.node !== undefined) return (await import('../reexec.js')).runInNode(options.node, options.lab);
  collectGarbageSoon();
  if (from !== undefined) return (await import('./watch-places.js')).watchPlaces(from, options);
  if (file === undefined) {
    const {watchInterfaces} = await import('./watch-interfaces.js');
    return watchInterfaces({...options, iface: iface ?? ifacesFacing(watchedAddresses(ip ?? []))});
  }
  return replay(file, options);
}

/** Watches a file, as fast as it can be read. */
async function replay(file: string, options: WatchCommandOptions): Promise<number> {
  const frames = openFrames({file, ifaces: undefined, filter: '', listening: () => ''});
  try {
    const judging = judgingOf(options);
    giveUpRoot();
    const tellers = tellersOf(options);
    const watched = new Watch({...judging, isLive: false, tell: tellers.tell});
    const {ending} = await readFrames(frames, undefined, async seen => {
      watched.take(seen);
      await taken();
    });
    watched.end();
    await tellers.settled();
    return warnOfDamage(ending) || isWithoutFrames(frames.source, ending) ? EXIT.impossible : EXIT.done;
  } finally {
    await frames.source.close();
  }
}

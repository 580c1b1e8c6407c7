/**
 * `vip watch --iface`: interfaces of this machine, through whatever happens to them.
 *
 * @module
 */

import {Watch, type WatchDetails} from '@vip/analysis/internal/watch';
import {kernelTime} from '@vip/arp/link';
import {type CaptureSource, openLiveCapture} from '@vip/core/internal/capture';
import {giveUpRoot} from '@vip/core/internal/privileges';
import {LinkWatch} from '@vip/core/internal/watch';
import type {WatchCommandOptions} from '../grammar/watch.js';
import {printNote} from '../note.js';
import {withFilter} from '../options/listening.js';
import {filterFor} from './watch-filter.js';
import {runLive} from './watch-live.js';
import {type MemberPlan, WatchMember} from './watch-member.js';
import {judgingOf} from './watch-tellers.js';

/** How long frames may wait to be examined together, since nobody waits for a single one. Milliseconds. */
const WAIT_MS = 100;

export function watchInterfaces(options: WatchCommandOptions): Promise<number> {
  return runLive(options, async run => {
    const {iface: ifaces = [], filter = filterFor(options)} = options;
    const notices = new Notices();
    const source = withFilter(() =>
      openLiveCapture({ifaces, filter, reopens: true, waitMs: WAIT_MS, ...notices.capture()}),
    );
    try {
      const judging = judgingOf(options);
      // An interface that returns has to be opened again, so that right is kept, and no other.
      giveUpRoot({opensLinks: true});
      let taking: Interfaces | undefined;
      const live = run({judging, watches: ifaces.join(', ')}, plan => {
        const member = new Interfaces(source, notices, plan);
        taking = member;
        return [member];
      });
      const read = () => source.read(frames => taking?.take(frames));
      await live.during(read, () => source.close());
    } finally {
      await source.close();
    }
  });
}

class Interfaces extends WatchMember {
  readonly watch: Watch;
  readonly #source: CaptureSource;
  readonly #links: LinkWatch;

  constructor(source: CaptureSource, notices: Notices, plan: MemberPlan) {
    super();
    const {options, judging, state, tell} = plan;
    this.#source = source;
    this.#links = new LinkWatch(options.iface ?? []);
    this.watch = new Watch({...judging, isLive: true, isStepwise: true, state, tell});
    notices.tell = (text, details) => this.watch.tell('interface', text, details);
    this.watch.tick(kernelTime());
  }

  now(): bigint {
    return kernelTime();
  }

  totals() {
    return this.#source.counts();
  }

  override look(): void {
    super.look();
    for (const {text, iface, isWatched} of this.#links.look())
      this.watch.tell('interface', text, {iface, ...(isWatched === undefined ? {} : {isWatched})});
  }
}

/** Reports about the interfaces, printed as notes until there is a watch that can report them. */
class Notices {
  tell: ((text: string, details?: WatchDetails) => void) | undefined;

  capture() {
    return {
      opened: (iface: string) => {
        if (this.tell === undefined) printNote(`watching ${iface}; ^C ends it`);
        else this.tell(`${iface} is back`, {iface, isWatched: true});
      },
      warn: (message: string) => {
        if (this.tell === undefined) printNote(`warning: ${message}`);
        else this.tell(message);
      },
    };
  }
}

/**
 * `vip watch --from`: several places, each watched by itself, and reconnected when lost.
 *
 * @module
 */

import {datedBy, Watch} from '@vip/analysis/internal/watch';
import {kernelTime} from '@vip/arp/link';
import type {Vantage} from '@vip/core/internal/cluster';
import {giveUpRoot} from '@vip/core/internal/privileges';
import {type FollowedPlace, FollowedPlaces} from '@vip/core/internal/watch';
import {Interrupted} from '../exit.js';
import type {WatchCommandOptions} from '../grammar/watch.js';
import {printNote} from '../note.js';
import {refuseTwice} from '../options/cluster.js';
import {filterFor} from './watch-filter.js';
import {runLive} from './watch-live.js';
import {type MemberPlan, WatchMember} from './watch-member.js';
import {judgingOf} from './watch-tellers.js';

export function watchPlaces(vantages: readonly Vantage[], options: WatchCommandOptions): Promise<number> {
  refuseTwice(vantages);
  return runLive(options, async (run, ended) => {
    const {filter = filterFor(options), sshConfig} = options;
    const members = new Map<string, Place>();
    const places = new FollowedPlaces({
      ...{vantages, filter, sshConfig},
      take: (place, frames) => members.get(place)?.take(frames),
      changed: (place, isUp, text) => {
        const member = members.get(place);
        if (member === undefined) printNote(`warning: ${place}: ${text}`);
        else member.changed(isUp, text);
      },
    });
    const opening = new AbortController();
    const interrupt = () => opening.abort(new Interrupted(ended.reason as NodeJS.Signals));
    ended.addEventListener('abort', interrupt);
    await places.open(opening.signal);
    // From here on, it ends in an orderly way.
    ended.removeEventListener('abort', interrupt);
    const close = () => places.close();
    try {
      const judging = judgingOf(options);
      // Reaching a place again takes the user's keys, or root's rights in another namespace.
      if (vantages.every(({where}) => where === undefined)) giveUpRoot({opensLinks: true});
      const names = vantages.map(({name}) => name).join(', ');
      printNote(`watching at ${names}; ^C ends it`);
      const live = run({judging, watches: names}, plan => {
        for (const place of places.all) members.set(place.name, new Place(place, plan));
        return [...members.values()];
      });
      await live.during(() => places.read(), close);
    } finally {
      await close();
    }
  });
}

class Place extends WatchMember {
  readonly watch: Watch;
  readonly #place: FollowedPlace;
  readonly #tell: MemberPlan['tell'];

  constructor(place: FollowedPlace, plan: MemberPlan) {
    super();
    const {judging, state, tell} = plan;
    this.#place = place;
    this.#tell = tell;
    this.watch = new Watch({
      ...judging,
      ...{isLive: true, isStepwise: true, state, place: place.name},
      tell: event => tell(datedBy(event, -place.aheadNs)),
    });
    this.watch.tick(place.now());
    if (!place.isUp) this.changed(false, 'not reached yet; trying again');
  }

  now(): bigint {
    return this.#place.now();
  }

  totals() {
    const {name, isUp, losses} = this.#place;
    return {place: name, isUp, losses, ...this.#place.counts()};
  }

  protected override get droppedSince(): bigint | undefined {
    return this.#place.droppedSince;
  }

  /** While nothing comes from there, silence means nothing. */
  override tick(): void {
    if (this.#place.isUp) super.tick();
  }

  changed(isWatched: boolean, text: string): void {
    const at = kernelTime();
    const {name: place} = this.#place;
    const id = `${place}/watch/place/${at}`;
    this.#tell({kind: 'watch', id, revision: 0, at, what: 'place', text, isWatched, place});
  }
}

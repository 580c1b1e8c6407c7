/**
 * All watched places together. When one is lost, vip reconnects to it while the others go on.
 *
 * @module
 */

import type {SeenFrames} from '@vip/analysis/internal';
import type {TcpConnection} from '../cluster/survey-text.js';
import type {Vantage} from '../cluster/target.js';
import type {ReachOptions} from '../cluster/transports/transport.js';
import {Vantages} from '../cluster/vantages.js';
import {FollowedPlace, reasonOf} from './followed-place.js';

export interface FollowedPlacesOptions extends ReachOptions {
  readonly vantages: readonly Vantage[];
  /** For pcap-filter(7). */
  readonly filter: string;
  readonly take: (place: string, frames: SeenFrames) => Promise<void> | void;
  /** Called when a place starts or stops delivering frames, with a sentence without a full stop. */
  readonly changed: (place: string, isUp: boolean, text: string) => void;
}

export class FollowedPlaces {
  readonly all: readonly FollowedPlace[];
  readonly #over = new AbortController();
  readonly #options: FollowedPlacesOptions;
  /** The connections to the places that were reached. */
  readonly #connections = new Map<string, readonly TcpConnection[]>();
  /** They are reached one after the other, so that each capture leaves out the connections to the earlier ones. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: FollowedPlacesOptions) {
    this.#options = options;
    this.all = options.vantages.map(
      vantage =>
        new FollowedPlace({
          vantage,
          open: signal => this.#inTurn(vantage, signal),
          take: frames => options.take(vantage.name, frames),
          changed: (isUp, text) => options.changed(vantage.name, isUp, text),
        }),
    );
  }

  /**
   * Resolves when all have been tried. Those that could not be reached are reported, and tried again later.
   *
   * @throws VipError of the first, when none can be reached
   */
  async open(signal: AbortSignal): Promise<void> {
    const failed: unknown[] = [];
    const first = await Promise.allSettled(this.all.map(place => place.reach(signal)));
    signal.throwIfAborted();
    for (const [index, one] of first.entries()) {
      if (one.status === 'fulfilled') continue;
      failed.push(one.reason);
      const {name = ''} = this.all[index] ?? {};
      this.#options.changed(name, false, `not reached: ${reasonOf(one.reason, name)}; trying again`);
    }
    if (failed.length === this.all.length) throw failed[0];
  }

  /** Reads all until they are closed. */
  async read(): Promise<void> {
    await Promise.all(this.all.map(place => place.follow(this.#over.signal)));
  }

  async close(): Promise<void> {
    this.#over.abort();
    await Promise.all(this.all.map(place => place.close()));
  }

  #inTurn(vantage: Vantage, signal: AbortSignal): Promise<Vantages> {
    const {filter, sshConfig} = this.#options;
    const open = async () => {
      this.#connections.delete(vantage.name);
      const besides = [...this.#connections.values()].flat();
      const opened = await Vantages.open({vantages: [vantage], filter, sshConfig, besides}, signal);
      this.#connections.set(vantage.name, opened.connections);
      return opened;
    };
    const opened = this.#turn.then(open);
    this.#turn = opened.catch(() => {});
    return opened;
  }
}

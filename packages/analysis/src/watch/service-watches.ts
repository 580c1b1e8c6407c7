/**
 * The services of one watched address: those that have answered. Bounded: anyone who can forge frames can forge answers.
 *
 * @module
 */

import type {ServiceName} from '../conversations/facts.js';
import type {LastAsked} from '../explain/collect/address/last-asked.js';
import type {AddressSnapshot} from './address-snapshot.js';
import {Asking} from './asking.js';
import {ofService} from './dark-subject.js';
import {Darkness} from './darkness.js';
import type {AskedService, DarkEvent, DarkOverEvent} from './event.js';
import type {Moves} from './moves.js';
import {serviceId} from './service-text.js';

/** Maximum number of services of an address. Those that were not asked recently make room. */
const MAX_SERVICES = 16;

/** The state of a service, for metrics. */
export interface ServiceFigures extends ServiceName {
  /** Whether none of its clients is served while the address answers other questions. */
  readonly isDark: boolean;
}

interface ServiceWatch {
  readonly name: ServiceName;
  readonly darkness: Darkness;
  readonly asking: Asking;
}

export class ServiceWatches {
  readonly #all = new Map<string, ServiceWatch>();
  /** Pending events of services that made room. */
  #gone: AskedService[] = [];
  /** Services in the examined period for which there was no room. */
  beyond = 0;

  constructor(readonly moves: Moves) {}

  look(picture: AddressSnapshot): (DarkEvent | DarkOverEvent)[] {
    const {services} = picture.explanation.address;
    let beyond = 0;
    for (const {protocol, port} of services) if (!this.#has({protocol, port})) beyond++;
    this.beyond = beyond;
    return [...this.#all.values()].flatMap(({name, darkness}) =>
      darkness.look(picture, ofService(picture, name)),
    );
  }

  /** Records when each was asked. */
  asked(services: ReturnType<LastAsked['services']>): void {
    for (const one of services) this.#all.get(serviceId(one))?.asking.take(one);
  }

  /** The times in which each was asked since the last report. */
  tellAsked(now: bigint): AskedService[] {
    const gone = this.#gone;
    this.#gone = [];
    return [...gone, ...[...this.#all.values()].flatMap(watch => askedOf(watch, now))];
  }

  /** Moves the beginning of the examined period: services not asked since make room. */
  turn(since: bigint): DarkOverEvent[] {
    return [...this.#all].flatMap(([id, {name, darkness, asking}]) => {
      const {lastAt = since} = asking;
      const {isAskedInVain} = darkness;
      darkness.turn(since);
      if (lastAt >= since || isAskedInVain) return [];
      this.#all.delete(id);
      if (this.#gone.length < MAX_SERVICES) this.#gone = [...this.#gone, ...askedOf({name, asking}, since)];
      return darkness.giveUp(lastAt);
    });
  }

  /** Whether this frame is in the remainder of a service's outage that is already reported. */
  isRest(frame: number): boolean {
    return [...this.#all.values()].some(({darkness}) => darkness.isRest(frame));
  }

  get isOpen(): boolean {
    for (const {darkness} of this.#all.values()) if (darkness.isOpen) return true;
    return false;
  }

  isOpenSince(at: bigint): boolean {
    for (const {darkness} of this.#all.values()) if (darkness.isOpenSince(at)) return true;
    return false;
  }

  figures(): ServiceFigures[] {
    const all: ServiceFigures[] = [];
    for (const {name, darkness} of this.#all.values())
      all.push({protocol: name.protocol, port: name.port, isDark: darkness.isOpen});
    return all;
  }

  #has(name: ServiceName): boolean {
    const id = serviceId(name);
    if (this.#all.has(id)) return true;
    if (this.#all.size >= MAX_SERVICES) return false;
    this.#all.set(id, {name, darkness: new Darkness(this.moves), asking: new Asking()});
    return true;
  }
}

function askedOf({name, asking}: Pick<ServiceWatch, 'name' | 'asking'>, now: bigint): AskedService[] {
  return asking.tell(now, true).map(({stretches}) => ({...name, stretches}));
}

/**
 * The services of an address: kinds of questions that it answered for anybody. Bounded: a port that never answered is not a service, so a
 * port scan adds none.
 *
 * @module
 */

import type {CaptureClock} from '../../capture/capture-clock.js';
import type {Service, ServiceName} from '../facts.js';
import {serviceKey} from '../protocol.js';
import type {Question} from '../questions/question.js';
import type {QuestionKind} from '../questions/question-kind.js';
import type {AskedStretch} from './asked-times.js';
import {serviceStretches} from './dark-stretches.js';
import type {QuestionFold} from './question-fold.js';
import {ServiceFold} from './service-fold.js';

/** Maximum number of services that are distinguished for an address. */
const MAX_SERVICES = 64;

export class Services {
  readonly #all = new Map<number, ServiceFold>();
  /** How many times one of them was found, or began or ceased to be dark, for one asker or for all. */
  changes = 0;
  /** How many of them are dark at present. */
  dark = 0;

  /** A question was answered in time. */
  served(question: Question): void {
    const {kind} = question;
    if (kind.own === undefined) return;
    if (!kind.isForgotten) this.#served(kind.own, question);
    kind.service ??= this.#made(kind);
    if (kind.service === undefined) return;
    this.#served(kind.service, question);
    kind.service.asked.take(question);
  }

  get folds(): IterableIterator<QuestionFold> {
    return this.#all.values();
  }

  /** Whether anything was ever answered. */
  get isAny(): boolean {
    return this.#all.size > 0;
  }

  /** @param count number of questions that `question`, the last of them, stands for */
  unserved(question: Question, count = 1): void {
    const {kind, part} = question;
    // The remains of a connection after its end are not a service.
    if (kind.own === undefined || part === 'closing') return;
    if (!kind.isForgotten) this.#unserved(kind.own, question, count);
    kind.service ??= this.#all.get(serviceKey(kind.protocol, kind.port));
    if (kind.service === undefined) return;
    this.#unserved(kind.service, question, count);
    kind.service.asked.take(question);
  }

  /** The same for a question that counts only now that its asker was answered: for other askers, the service has gone on since. */
  wasUnserved(question: Question, count: number): void {
    const {own, isForgotten} = question.kind;
    if (own !== undefined && !isForgotten && question.part !== 'closing')
      this.#unserved(own, question, count);
  }

  /** This kind of question of one asker is no longer followed. */
  leave({own, isForgotten}: QuestionKind): void {
    if (!isForgotten && own?.isDark === true) this.dark--;
  }

  facts(clock: CaptureClock): Service[] {
    return [...this.#all.values()].map(fold => ({...fold.name, dark: serviceStretches(fold, clock)}));
  }

  /** When each was last asked, in the order in which they were found. */
  asked(): (AskedStretch & ServiceName)[] {
    const all: (AskedStretch & ServiceName)[] = [];
    for (const {name, asked} of this.#all.values()) {
      const {latest} = asked;
      if (latest === undefined) continue;
      const {firstNs, frame, lastNs} = latest;
      all.push({protocol: name.protocol, port: name.port, firstNs, frame, lastNs});
    }
    return all;
  }

  #made({protocol, port}: QuestionKind): ServiceFold | undefined {
    const key = serviceKey(protocol, port);
    const known = this.#all.get(key);
    if (known !== undefined) return known;
    if (this.#all.size >= MAX_SERVICES) return undefined;
    const fold = new ServiceFold({protocol, port});
    this.#all.set(key, fold);
    this.changes++;
    return fold;
  }

  #served(fold: QuestionFold, question: Question): void {
    const wasDark = fold.isDark;
    fold.answered(question);
    if (!wasDark || fold.isDark) return;
    this.dark--;
    this.changes++;
  }

  #unserved(fold: QuestionFold, question: Question, count: number): void {
    const wasDark = fold.isDark;
    fold.lost(question, count);
    if (wasDark || !fold.isDark) return;
    this.dark++;
    this.changes++;
  }
}

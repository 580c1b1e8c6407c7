/**
 * The kinds of questions that one asker asks an address. Bounded: of the ports that a scan asks, only the latest are distinguished, and those
 * that answered.
 *
 * @module
 */

import {type Protocol, serviceKey} from '../protocol.js';
import {QuestionKind} from './question-kind.js';

/** Maximum number of kinds of questions: ports that are asked. */
const MAX_KINDS = 16;

export class QuestionKinds {
  readonly #kinds = new Map<number, QuestionKind>();
  /** The kind asked last: the next question is usually of the same. */
  #latest: QuestionKind | undefined;
  #latestPort = 0;
  /** Ports that were asked in vain and made room for others. */
  forgotten = 0;

  /** @param forget called with each kind that makes room */
  constructor(readonly forget: (kind: QuestionKind) => void) {}

  of(protocol: Protocol, port: number): QuestionKind {
    const latest = this.#latest;
    if (latest !== undefined && latest.protocol === protocol && this.#latestPort === port) return latest;
    const kind = this.#find(protocol, port);
    this.#latest = kind;
    this.#latestPort = port;
    return kind;
  }

  #find(protocol: Protocol, port: number): QuestionKind {
    const key = serviceKey(protocol, port);
    const known = this.#kinds.get(key);
    if (known !== undefined) return known;
    const isRoom = this.#kinds.size < MAX_KINDS || this.#makeRoom();
    const place = isRoom ? key : serviceKey(protocol, 0);
    const shared = this.#kinds.get(place);
    if (shared !== undefined) return shared;
    const made = new QuestionKind(protocol, isRoom ? port : 0, !isRoom);
    this.#kinds.set(place, made);
    return made;
  }

  /** The oldest of the ports that were asked in vain makes room. */
  #makeRoom(): boolean {
    for (const [key, kind] of this.#kinds) {
      if (kind.answered > 0 || kind.port === 0) continue;
      this.#kinds.delete(key);
      kind.isForgotten = true;
      this.forgotten++;
      this.forget(kind);
      return true;
    }
    return false;
  }

  values(): IterableIterator<QuestionKind> {
    return this.#kinds.values();
  }

  /** Whether any question of any kind was answered. */
  get isAnswered(): boolean {
    for (const {answered} of this.#kinds.values()) if (answered > 0) return true;
    return false;
  }
}

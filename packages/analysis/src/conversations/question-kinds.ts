/**
 * The kinds of questions that one asker asks an address. Bounded: of a port scan, only the first ports are distinguished.
 *
 * @module
 */

import {type Protocol, QuestionKind} from './question-kind.js';

/** Maximum number of kinds of questions: ports that are asked. */
const MAX_KINDS = 16;

export class QuestionKinds {
  readonly #kinds = new Map<number, QuestionKind>();
  /** Most askers carry on as before. */
  #latest: QuestionKind | undefined;
  #latestPort = 0;

  of(protocol: Protocol, port: number): QuestionKind {
    const latest = this.#latest;
    if (latest !== undefined && latest.protocol === protocol && this.#latestPort === port) return latest;
    const kind = this.#find(protocol, port);
    this.#latest = kind;
    this.#latestPort = port;
    return kind;
  }

  #find(protocol: Protocol, port: number): QuestionKind {
    const key = keyOf(protocol, port);
    const known = this.#kinds.get(key);
    if (known !== undefined) return known;
    const isRoom = this.#kinds.size < MAX_KINDS;
    const place = isRoom ? key : keyOf(protocol, 0);
    const shared = this.#kinds.get(place);
    if (shared !== undefined) return shared;
    const made = new QuestionKind(protocol, isRoom ? port : 0);
    this.#kinds.set(place, made);
    return made;
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

function keyOf(protocol: Protocol, port: number): number {
  return PROTOCOL_NUMBER[protocol] * 0x1_0000 + port;
}

const PROTOCOL_NUMBER: Readonly<Record<Protocol, number>> = {echo: 1, neighbour: 2, tcp: 3, udp: 4};

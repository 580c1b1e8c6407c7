/**
 * QUIC (RFC 9000): what an observer sees of it are datagrams in both directions. A client acknowledges what it was sent, may close a connection
 * that is idle, and repeats what was not acknowledged ever more slowly. DTLS (RFC 9147) looks much the same.
 */

import type {IpAddress} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import {between, whole} from '../sim/chance.js';
import {MS} from '../sim/clock.js';
import type {Holding} from '../sim/holding.js';
import type {Asker, Pace} from './asker.js';
import {Line} from './line.js';

/** What a datagram of the client is: only the simulated programs can read it. */
const [HELLO, FINISHED, REQUEST, ACKNOWLEDGMENT, CLOSE] = [1, 2, 3, 4, 5] as const;
const FULL = 1200;
/** RFC 9000 §18.2: max_ack_delay. */
const DELAYED = 25 * MS;
const FIRST_PATIENCE = 120 * MS;
const ATTEMPTS = 7;
/** Where the datagrams say what they are. */
const AT = 5;

function sealed(random: Random, what: number, length: number): Uint8Array {
  const data = random.octets(length);
  data[0] = what === HELLO ? 0xc3 : 0x40 | ((data[0] as number) & 0x3f);
  data[AT] = what;
  return data;
}

/** @param most maximum number of datagrams in a response */
export function quicServer(random: Random, most: number): NonNullable<Holding['responds']> {
  const known = new Set<number>();
  const burst = (count: number, say: (data: Uint8Array, after: number) => void) => {
    for (let index = 0; index < count; index++)
      say(random.octets(index === count - 1 ? 40 + random.below(900) : FULL), index * 0.2 * MS);
  };
  return ({sourcePort, data}, say) => {
    const what = data[AT];
    if (what === HELLO) known.add(sourcePort);
    // Another server does not know the connection, and says nothing (RFC 9000 §10.3 allows it to).
    if (!known.has(sourcePort)) return undefined;
    if (what === HELLO) burst(3, say);
    else if (what === FINISHED) burst(1, say);
    else if (what === REQUEST) burst(1 + random.below(most), (said, after) => say(said, 2 * MS + after));
    return undefined;
  };
}

/** Connections one after the other, each with some requests and pauses. */
export function quic(asker: Asker, ip: IpAddress, port: number, pace: Pace): void {
  const {clock} = asker.by.network;
  const connect = (): void => {
    if (clock.now < pace.until) new Connection(asker, ip, port, pace, connect).open();
  };
  clock.at(pace.from, connect);
}

class Connection {
  readonly #line: Line;
  readonly #random: Random;
  #left: number;
  #acknowledging = false;
  /** Counts what was asked, so that the end of waiting for one is told from that of another. */
  #asked = 0;

  constructor(
    readonly asker: Asker,
    ip: IpAddress,
    readonly port: number,
    readonly pace: Pace,
    readonly over: () => void,
  ) {
    this.#line = new Line(asker, ip);
    this.#random = asker.by.random;
    this.#left = whole(this.#random, 2, 6);
  }

  open(): void {
    this.#line.hears(() => this.#acknowledges());
    this.#asks(HELLO, FULL, () =>
      this.#asks(FINISHED, whole(this.#random, 60, 120), () => this.#pauses(0.05)),
    );
  }

  #pauses(factor = 1): void {
    const {clock} = this.asker.by.network;
    clock.after(between(this.#random, 0.5, 1.5) * factor * this.pace.every, () => {
      if (clock.now >= this.pace.until) return;
      if (this.#left-- > 0) this.#asks(REQUEST, whole(this.#random, 45, 700), () => this.#pauses());
      else this.#closes();
    });
  }

  #closes(): void {
    if (this.#random.oneIn(2)) this.#line.say(this.port, this.#sealed(CLOSE, 31), 'needs no answer');
    this.over();
  }

  /** Asks until something comes, and goes on shortly after it. */
  #asks(what: number, length: number, then: () => void, attempt = 0, own = ++this.#asked): void {
    const {clock} = this.asker.by.network;
    const at = clock.now;
    this.#line.say(this.port, this.#sealed(what, length + attempt), 'asks');
    const wait = FIRST_PATIENCE * 2 ** attempt;
    clock.after(wait, () => {
      if (own !== this.#asked) return;
      if (this.#line.heardAt > at) then();
      else if (attempt < ATTEMPTS && clock.now < this.pace.until)
        this.#asks(what, length, then, attempt + 1, own);
      else this.over();
    });
  }

  /** Within the time in which it may hold an acknowledgment back. */
  #acknowledges(): void {
    if (this.#acknowledging) return;
    this.#acknowledging = true;
    this.asker.by.network.clock.after(between(this.#random, 0.1, 1) * DELAYED, () => {
      this.#acknowledging = false;
      this.#line.say(this.port, this.#sealed(ACKNOWLEDGMENT, whole(this.#random, 31, 36)), 'needs no answer');
    });
  }

  #sealed(what: number, length: number): Uint8Array {
    return sealed(this.#random, what, length);
  }
}

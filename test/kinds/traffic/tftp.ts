/** Files that are fetched over TFTP (RFC 1350): the last block is acknowledged, and nothing answers that. */

import type {IpAddress} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import type {Holding} from '../sim/holding.js';
import type {Datagram} from '../wire/transport.js';
import type {Asker, Pace} from './asker.js';
import {Line} from './line.js';

const PORT = 69;
const BLOCK = 512;
const [READ, DATA, ACKNOWLEDGMENT] = [1, 3, 4] as const;
const PATIENCE = SECOND;
const ATTEMPTS = 5;

const acknowledgment = (block: number) => Uint8Array.from([0, ACKNOWLEDGMENT, block >> 8, block & 0xff]);
const blockIn = ({data}: Datagram) => ((data[2] as number) << 8) | (data[3] as number);

/** A server whose files have up to so many blocks; each transfer has a port of its own. */
export function tftpServer(random: Random, most: number): NonNullable<Holding['responds']> {
  const files = new Map<string, {readonly blocks: number; readonly rest: number}>();
  return ({sourcePort, destinationPort, data}, say) => {
    const isRequest = destinationPort === PORT;
    if (isRequest ? data[1] !== READ : data[1] !== ACKNOWLEDGMENT) return undefined;
    const port = isRequest ? 20_000 + random.below(40_000) : destinationPort;
    const key = `${sourcePort} ${port}`;
    if (isRequest) files.set(key, {blocks: 2 + random.below(most), rest: random.below(BLOCK)});
    const file = files.get(key);
    const next = isRequest ? 1 : (((data[2] as number) << 8) | (data[3] as number)) + 1;
    if (file === undefined || next > file.blocks) return undefined;
    const block = random.octets(4 + (next === file.blocks ? file.rest : BLOCK));
    block.set([0, DATA, next >> 8, next & 0xff]);
    say(block, 0, port);
    return undefined;
  };
}

/** Fetches a file, and then another, each from a port of its own. */
export function tftp(asker: Asker, ip: IpAddress, {every, from, until}: Pace): void {
  const {clock} = asker.by.network;
  const fetch = (): void => {
    if (clock.now >= until) return;
    new Fetch(asker, ip, () => clock.after(every, fetch)).begin();
  };
  clock.at(from, fetch);
}

class Fetch {
  readonly #line: Line;
  #block = 0;
  #isOver = false;

  constructor(
    readonly asker: Asker,
    ip: IpAddress,
    readonly over: () => void,
  ) {
    this.#line = new Line(asker, ip);
  }

  begin(): void {
    this.#line.hears(datagram => this.#takes(datagram));
    const name = new TextEncoder().encode('boot.img');
    // The request is answered from another port, which a capture need not connect with it.
    this.#line.say(
      PORT,
      Uint8Array.from([0, READ, ...name, 0, ...name.subarray(0, 5), 0]),
      'needs no answer',
    );
    this.#waits(0, ATTEMPTS, () => this.#ends());
  }

  #takes(datagram: Datagram): void {
    if (blockIn(datagram) !== this.#block + 1 || this.#isOver) return;
    const block = ++this.#block;
    const isLast = datagram.data.length < 4 + BLOCK;
    this.#line.say(datagram.sourcePort, acknowledgment(block), isLast ? 'needs no answer' : 'asks');
    if (isLast) this.#ends();
    else
      this.#waits(block, ATTEMPTS, () => this.#line.say(datagram.sourcePort, acknowledgment(block), 'asks'));
  }

  /** Repeats it as long as nothing comes. */
  #waits(block: number, left: number, again: () => void): void {
    this.asker.by.network.clock.after(between(this.asker.by.random, 1, 1.1) * PATIENCE, () => {
      if (this.#block !== block || this.#isOver) return;
      if (left === 0) this.#ends();
      else {
        again();
        this.#waits(block, left - 1, again);
      }
    });
  }

  #ends(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.over();
  }
}

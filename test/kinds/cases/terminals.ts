/**
 * Terminals at ports other than their own: each keystroke is echoed, until a program turns that off (a password, a question of an editor), or its user
 * thinks. Nobody waits for anything then.
 */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';
import type {Asker} from '../traffic/asker.js';
import {TcpSession} from '../traffic/tcp.js';

/** A binary packet of SSH with the length in plain text (RFC 4253 §6, RFC 5647 §7), and a character of Telnet. */
interface Protocol {
  readonly ports: readonly [number, ...number[]];
  readonly text: string;
  /** Octets of a keystroke, by cipher. */
  readonly keys: readonly [number, ...number[]];
}

const PROTOCOLS: readonly [Protocol, ...Protocol[]] = [
  {ports: [2222, 2022, 22_022, 40_022], text: '\x00\x00\x00\x10', keys: [36, 44, 52]},
  {ports: [2323, 2001, 7001, 40_023], text: 'e', keys: [1]},
];

/** Longer than the line that a command prints, and than what a shell makes of a character (colours, suggestions). */
const LONGEST_OUTPUT = 900;
const LONGEST_CHARACTER = 60;

/** RFC 4253 §4.2. */
const IDENTIFICATION = 'SSH-2.0-OpenSSH_9.9';

class Terminals {
  readonly stage: Stage;
  readonly #port: number;
  readonly #text: string;
  readonly #key: number;
  /** Whether the capture shows that it is SSH; a character may come back as more octets then. */
  readonly #isKnown: boolean;

  /** @param off the seconds from which, and until which, nothing is echoed */
  constructor(
    readonly random: Random,
    addresses: Random,
    length: number,
    readonly off: readonly [number, number],
  ) {
    const {ports, text, keys} = random.pick(PROTOCOLS);
    this.#port = random.pick(ports);
    this.#text = text;
    this.#key = random.pick(keys);
    this.#isKnown = this.#key > 1 && random.oneIn(2);
    const isColoured = this.#isKnown && random.oneIn(2);
    this.stage = new Stage(random, addresses, {at: 'mirror', length, ...(this.#isKnown && {whole: true})});
    const {a, vip, network} = this.stage;
    a.hold(vip, {
      services: (service, {asks, length: octets}) => {
        if (service !== `tcp ${this.#port}` || !asks) return undefined;
        const now = network.clock.now / SECOND;
        if (now >= off[0] && now < off[1]) return 'acknowledges';
        if (isColoured) return octets + 8 + random.below(LONGEST_CHARACTER);
        return octets === this.#key ? octets : this.#key + random.below(LONGEST_OUTPUT);
      },
    });
    if (random.oneIn(2)) a.announce(vip, this.stage.anyAnnouncement());
    const other = this.stage.node('other');
    other.hold(other.ip);
    this.stage.talk(1, {ip: other.ip, sort: 'ping', every: 0.3 * SECOND});
  }

  /** Types at a pace of its own, then what is not echoed, and after a pause the rest. */
  type(asker: Asker): void {
    const {random, stage, off} = this;
    const {clock} = stage.network;
    stage.at(between(random, 0.1, 0.5), () => {
      const session = new TcpSession(asker, stage.vip, this.#port, IDENTIFICATION);
      let isBegun = !this.#isKnown;
      const keys = 4 + random.below(6);
      const hidden = off[0] + between(random, 0, 0.3);
      let typed = 0;
      clock.repeat(
        () => between(random, 0.12, 0.4) * SECOND,
        () => {
          const now = clock.now / SECOND;
          if (now >= off[1] + 1) return false;
          if (!session.isIdle || (now >= hidden && now < off[1] && typed >= keys)) return true;
          if (now >= off[0] && now < hidden) return true;
          if (now >= hidden) typed++;
          session.text = isBegun ? this.#text : IDENTIFICATION;
          if (!isBegun) {
            isBegun = true;
            session.write([IDENTIFICATION.length + 2]);
            return true;
          }
          // A line ends now and then.
          session.write([now < hidden && random.oneIn(12) ? this.#key + 8 : this.#key]);
          return true;
        },
      );
    });
  }

  tell() {
    return this.stage.tell(() => {
      const {outages: _, ...about} = this.stage.about('HEALTHY', {changes: 0});
      return {exit: 0, addresses: [about], absent: [/OUTAGE|REFUSED/, /acknowledged/], ask: [this.stage.vip]};
    });
  }
}

export const terminalsOddPorts = kind('terminals-odd-ports', (random, addresses) => {
  const from = between(random, 8, 14);
  const to = random.oneIn(2) ? Number.POSITIVE_INFINITY : from + between(random, 8, 14);
  const terminals = new Terminals(random, addresses, from + between(random, 10, 18), [from, to]);
  for (let index = 0; index < 1 + random.below(4); index++)
    terminals.type(
      terminals.stage.asker(index === 0 ? terminals.stage.client : terminals.stage.newClient(`c${index}`)),
    );
  return terminals.tell();
});

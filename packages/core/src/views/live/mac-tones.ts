/**
 * A colour for each MAC in a text, which it keeps.
 *
 * @module
 */

import {type Piece, piece, type Tone} from './paint.js';

/** How many MACs keep their colours; beyond that, colours are reassigned. */
const MAX_MACS = 4096;

const TONES: readonly Tone[] = ['first', 'second', 'third', 'other', 'good'];

/** Splits a line where addresses stand; broadcast and zero addresses are not coloured apart. */
const MAC = /((?:[0-9a-f]{2}:){5}[0-9a-f]{2})/;
const NOBODY = /^(?:ff:ff:ff:ff:ff:ff|00:00:00:00:00:00)$/;

export class MacTones {
  readonly #tones = new Map<string, Tone>();

  /** @param tone of the text between the MACs */
  paint(text: string, tone?: Tone): Piece[] {
    return text
      .split(MAC)
      .map((part, index) =>
        index % 2 === 0 || NOBODY.test(part) ? piece(part, tone) : piece(part, this.#toneOf(part)),
      );
  }

  #toneOf(mac: string): Tone {
    const known = this.#tones.get(mac);
    if (known !== undefined) return known;
    if (this.#tones.size >= MAX_MACS) this.#tones.clear();
    const tone = TONES[this.#tones.size % TONES.length] ?? 'other';
    this.#tones.set(mac, tone);
    return tone;
  }
}

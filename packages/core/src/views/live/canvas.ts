import type {Glyphs} from './paint.js';

/** The terminal: its size in characters, and the characters it has. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly glyphs: Glyphs;
}

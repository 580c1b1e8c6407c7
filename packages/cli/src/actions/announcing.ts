/**
 * The commands of the program for notify scripts.
 *
 * @module
 */

import {commandsApart} from './apart.js';

export const loadAnnouncing = commandsApart<'announce'>({
  garp: async finish => (await import('./garp.js')).garpCommand(finish),
  tickle: async finish => (await import('./tickle.js')).tickleCommand(finish),
});

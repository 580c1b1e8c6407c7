/**
 * The shells that there is completion for.
 *
 * @module
 */

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof SHELLS)[number];

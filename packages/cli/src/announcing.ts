/**
 * What `vip` is called with from a notify script.
 *
 * @module
 */

/** Commands that are in a program of their own, because the clients wait for them. */
export const ANNOUNCING = ['garp', 'tickle'] as const;

export type AnnouncingCommand = (typeof ANNOUNCING)[number];

export function isAnnouncing(word: string | undefined): word is AnnouncingCommand {
  return (ANNOUNCING as readonly (string | undefined)[]).includes(word);
}

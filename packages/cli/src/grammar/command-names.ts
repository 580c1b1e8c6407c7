/**
 * The names of all commands, by the heading under which help lists them, in its order.
 *
 * @module
 */

export const COMMAND_GROUPS = {
  'Learn:': ['experiment', 'lesson', 'grade', 'lab', 'exec'],
  'Measure:': ['trial', 'report'],
  'Act on the wire:': ['garp', 'tickle', 'who'],
  'Look at the wire:': ['capture', 'explain', 'watch'],
  'Before it matters:': ['doctor', 'audit'],
  'About vip:': ['completion', 'help'],
} as const;

export type CommandName = (typeof COMMAND_GROUPS)[keyof typeof COMMAND_GROUPS][number];

export const COMMAND_NAMES: readonly CommandName[] = Object.values(COMMAND_GROUPS).flat();

/**
 * Every command by its name. Each is loaded when it is needed: `vip garp` must not wait for what only trials have.
 *
 * @module
 */

import type {CommandUnknownOpts} from '@commander-js/extra-typings';
import type {Finish} from './define.js';

/** In the order of help, by heading. */
const GROUPS = {
  'Learn:': {
    experiment: async (finish: Finish) => (await import('./experiment.js')).experimentCommand(finish),
    lesson: async (finish: Finish) => (await import('./lesson.js')).lessonCommand(finish),
    lab: async (finish: Finish) => (await import('./lab.js')).labCommand(finish),
    exec: async (finish: Finish) => (await import('./exec.js')).execCommand(finish),
  },
  'Measure:': {
    trial: async (finish: Finish) => (await import('./trial.js')).trialCommand(finish),
    report: async (finish: Finish) => (await import('./report.js')).reportCommand(finish),
  },
  'Act on the wire:': {
    garp: async (finish: Finish) => (await import('./garp.js')).garpCommand(finish),
    tickle: async (finish: Finish) => (await import('./tickle.js')).tickleCommand(finish),
    who: async (finish: Finish) => (await import('./who.js')).whoCommand(finish),
  },
  'Look at the wire:': {
    capture: async (finish: Finish) => (await import('./capture.js')).captureCommand(finish),
    explain: async (finish: Finish) => (await import('./explain.js')).explainCommand(finish),
  },
  'Before it matters:': {
    doctor: async (finish: Finish) => (await import('./doctor.js')).doctorCommand(finish),
    audit: async (finish: Finish) => (await import('./audit.js')).auditCommand(finish),
  },
  'About vip:': {
    completion: async (finish: Finish) => (await import('./completion.js')).completionCommand(finish),
    help: async (finish: Finish) => (await import('./help.js')).helpCommand(finish),
  },
} as const;

type Load = (finish: Finish) => Promise<CommandUnknownOpts>;

const LOADERS: ReadonlyMap<string, {readonly heading: string; readonly load: Load}> = new Map(
  Object.entries(GROUPS).flatMap(([heading, commands]) =>
    Object.entries(commands).map(([name, load]) => [name, {heading, load: load as unknown as Load}] as const),
  ),
);

export const COMMAND_NAMES: readonly string[] = [...LOADERS.keys()];

/** The one of this name, or all of them where there is none. */
export async function loadCommands(finish: Finish, name?: string): Promise<CommandUnknownOpts[]> {
  const known = name === undefined ? undefined : LOADERS.get(name);
  const chosen = known === undefined ? [...LOADERS.values()] : [known];
  return Promise.all(chosen.map(async ({heading, load}) => (await load(finish)).helpGroup(heading)));
}

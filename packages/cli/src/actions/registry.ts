/**
 * The registry of commands. Each is loaded when needed: `vip garp` must not wait for code that only trials use.
 *
 * @module
 */

import type {CommandUnknownOpts} from '@commander-js/extra-typings';
import {COMMAND_GROUPS, type CommandName} from '../grammar/command-names.js';
import type {LoadCommands} from '../program-of.js';
import type {Calling} from './calling.js';

const LOADERS = {
  experiment: async ({finish}: Calling) => (await import('./experiment.js')).experimentCommand(finish),
  lesson: async ({finish}: Calling) => (await import('./lesson.js')).lessonCommand(finish),
  grade: async ({finish}: Calling) => (await import('./grade.js')).gradeCommand(finish),
  lab: async ({finish}: Calling) => (await import('./lab.js')).labCommand(finish),
  exec: async ({finish}: Calling) => (await import('./exec.js')).execCommand(finish),
  trial: async ({finish}: Calling) => (await import('./trial.js')).trialCommand(finish),
  report: async ({finish}: Calling) => (await import('./report.js')).reportCommand(finish),
  garp: async ({finish}: Calling) => (await import('./garp.js')).garpCommand(finish),
  who: async ({finish}: Calling) => (await import('./who.js')).whoCommand(finish),
  tickle: async ({finish}: Calling) => (await import('./tickle.js')).tickleCommand(finish),
  capture: async ({finish}: Calling) => (await import('./capture.js')).captureCommand(finish),
  explain: async ({finish}: Calling) =>
    (await import('./explain.js')).explainCommand(finish, {
      capturing: () => import('../commands/explain-from.js'),
      elsewhere: () => import('../reexec.js'),
      page: () => import('../explanation-page.js'),
      placesPage: () => import('../places-page.js'),
    }),
  watch: async ({finish}: Calling) => (await import('./watch.js')).watchCommand(finish),
  doctor: async ({finish}: Calling) => (await import('./doctor.js')).doctorCommand(finish),
  audit: async ({finish}: Calling) =>
    (await import('./audit.js')).auditCommand(finish, {
      capturing: () => import('../commands/audit-capture.js'),
      proving: () => import('../commands/audit-prove.js'),
    }),
  completion: async (calling: Calling) => (await import('./completion.js')).completionCommand(calling),
  help: async (calling: Calling) => (await import('./help.js')).helpCommand(calling),
} as const satisfies Readonly<Record<CommandName, unknown>>;

type Load = (calling: Calling) => Promise<CommandUnknownOpts>;

export const loadCommands: LoadCommands = async (calling, name) => {
  const all = Object.entries(COMMAND_GROUPS).flatMap(([heading, names]) =>
    names.map(each => ({heading, name: each, load: LOADERS[each] as unknown as Load})),
  );
  const known = all.filter(each => each.name === name);
  const chosen = known.length > 0 ? known : all;
  return Promise.all(chosen.map(async ({heading, load}) => (await load(calling)).helpGroup(heading)));
};

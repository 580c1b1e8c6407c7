/**
 * The reference of the command line, generated from the program itself, for `docs/reference.md` and `man vip`.
 *
 * @module
 */

import type {CommandUnknownOpts} from '@commander-js/extra-typings';
import {createProgram} from './program.js';

export {manual} from './manual/manual.js';

/** Markdown: a section for each command, its help as it is printed. */
export async function reference(): Promise<string> {
  const program = await createProgram(() => {});
  return [
    '# Reference',
    '',
    '<!-- Made by `npm run reference` from the program; a test fails when it is out of date. -->',
    '',
    ...section('vip', program),
    ...program.commands.flatMap(command => section(`vip ${command.name()}`, command)),
  ].join('\n');
}

function section(title: string, command: CommandUnknownOpts): string[] {
  return [`## ${title}`, '', '```', helpOf(command).trimEnd(), '```', ''];
}

/** The help with the text before and after it, which `helpInformation` leaves out, at the width of a terminal. */
function helpOf(command: CommandUnknownOpts): string {
  let text = '';
  command.configureOutput({
    writeOut: part => {
      text += part;
    },
    getOutHelpWidth: () => 80,
  });
  command.outputHelp();
  return text;
}

/**
 * The command line, with just the command that was typed or with all of them.
 *
 * @module
 */

import {Command, type CommandUnknownOpts} from '@commander-js/extra-typings';
import {vipVersion} from '@vip/core/internal/version';
import type {Calling} from './actions/calling.js';
import {typedWords} from './command-words.js';
import {EXIT} from './exit.js';
import type {Finish} from './grammar/define.js';
import {EXIT_CODES} from './grammar/exit-codes.js';
import {printText} from './output.js';

const EXIT_HELP = [
  '',
  'Exit codes:',
  ...EXIT_CODES.map(([code, means]) => `  ${code.padEnd(15)}${means}`),
  '',
  'For more, see vip help COMMAND and man vip.',
].join('\n');

/** Makes the program, as `commandProgram` does. */
export type CreateProgram = (finish: Finish, name?: string) => Promise<CommandUnknownOpts>;

/** Runs the command line. Returns the exit code. */
export async function runCommandLine(create: CreateProgram): Promise<number> {
  let code: number = EXIT.done;
  const words = typedWords();
  const [name] = words;
  const program = await create(result => {
    code = result;
  }, name);
  // Otherwise `vip NAME --help` of no command would print the help of `vip`.
  const isCommand =
    name === undefined || name.startsWith('-') || program.commands.some(one => one.name() === name);
  await program.parseAsync(isCommand ? words : words.slice(0, 1), {from: 'user'});
  return code;
}

/** The command of this name, or all of them if there is none. */
export type LoadCommands = (calling: Calling, name?: string) => Promise<readonly CommandUnknownOpts[]>;

/**
 * The program of these commands.
 *
 * @param finish called with the exit code of the command
 * @param name the first word of the command line; if it is not a command, all are loaded, for the error message
 */
export async function commandProgram(
  load: LoadCommands,
  finish: Finish,
  name?: string,
): Promise<CommandUnknownOpts> {
  // The version is read from a file, which no other command needs.
  const version = isVersion(name) ? vipVersion() : '';
  const program: CommandUnknownOpts = new Command('vip')
    .description('Virtual-IP failover on Linux: announce it, watch it, rehearse and measure it.')
    .version(version, '-V')
    .version(version, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .addHelpText('after', EXIT_HELP);
  // Commander's own short option still works.
  program.options.find(({short}) => short === '-V')?.hideHelp();
  const wholeProgram = () => commandProgram(load, () => {});
  const commands = isVersion(name) ? [] : await load({finish, wholeProgram}, name);
  for (const command of commands) program.addCommand(command);
  for (const command of [program, ...program.commands]) speakAsWeDo(command);
  return program;
}

/** A request that needs no command. */
function isVersion(name: string | undefined): boolean {
  return name === '-v' || name === '-V' || name === '--version';
}

/** Help goes to standard output; errors are printed where they are caught. */
function speakAsWeDo(command: CommandUnknownOpts): void {
  command
    .helpOption('-h, --help', 'print this help')
    .configureOutput({writeOut: printText, outputError: () => {}})
    .exitOverride();
}

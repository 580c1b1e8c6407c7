/**
 * `man vip`: generated from the definitions with which the program parses its command line.
 *
 * @module
 */

import type {CommandUnknownOpts} from '@commander-js/extra-typings';
import {grouped} from '@vip/analysis/internal';
import {capitalised} from '@vip/analysis/internal/findings';
import {vipVersion} from '@vip/core/internal/version';
import {definitionOf} from '../grammar/command.js';
import type {Example} from '../grammar/define.js';
import {EXIT_CODES} from '../grammar/exit-codes.js';
import type {AnyOption} from '../options/option.js';
import {createProgram} from '../program.js';
import {paragraph, roff, section, subsection, term, verbatim} from './roff.js';

const PURPOSE = 'virtual-IP failover on Linux: announce it, watch it, rehearse and measure it';

const DESCRIPTION = [
  'A virtual IP is an address that moves between machines. When it moves, every neighbour still holds the old',
  "machine's MAC address, and its traffic is black-holed until an announcement or a timeout corrects the entry.",
  'vip announces addresses, watches them move, explains captures, and rehearses failovers in a lab of network',
  'namespaces that needs no root and leaves nothing behind.',
];

const CONVENTIONS =
  'Durations take a unit: 200ms, 1.1s, 2m. Results go to standard output, everything else to standard error.';

const ENVIRONMENT = [
  ['NO_COLOR', 'Set to anything but the empty string: plain lines, no colours and no live display.'],
  ['VIP_DEBUG', 'Set to 1: errors are followed by a stack trace.'],
] as const;

const SEE_ALSO = ['arping (8)', 'ip (8)', 'ip\\-neighbour (8)', 'keepalived (8)', 'pcap\\-filter (7)'];

/** The page, in the language of man(7). */
export async function manual(): Promise<string> {
  const {commands} = await createProgram(() => {});
  return [
    `.TH VIP 1 "" "vip ${vipVersion()}" "User Commands"`,
    ...section('Name', [`vip \\- ${roff(PURPOSE)}`]),
    ...section('Synopsis', ['.B vip', '.I COMMAND', '.RI [ options ]', '.RI [ argument ...]']),
    ...section('Description', [...DESCRIPTION.map(roff), ...paragraph(CONVENTIONS)]),
    ...section('Commands', terms(commands.map(command => [`vip ${command.name()}`, command.summary()]))),
    ...commands.flatMap(commandSection),
    ...section('Exit status', terms(EXIT_CODES)),
    ...section(
      'Environment',
      ENVIRONMENT.flatMap(([name, means]) => term(name, means)),
    ),
    ...section('See also', [SEE_ALSO.map(page => `.BR ${page}`).join(',\n')]),
    '',
  ].join('\n');
}

function terms(entries: readonly (readonly [name: string, means: string])[]): string[] {
  return entries.flatMap(([name, means]) => term(name, sentence(means)));
}

function commandSection(command: CommandUnknownOpts): string[] {
  const {notes = [], examples, description} = definitionOf(command);
  const usage = `vip ${command.name()} ${command.usage()}`;
  return section(`vip ${command.name()}`, [
    roff(description),
    ...verbatim([usage]),
    ...command.registeredArguments.flatMap(argument => term(argument.name(), sentence(argument.description))),
    ...groupsOf(command).flatMap(([heading, options]) => subsection(heading, options.flatMap(optionLines))),
    ...notes.flatMap(lines => paragraph(lines.join(' '))),
    ...subsection('Examples', verbatim(examples.map(exampleLine))),
  ]);
}

/** The options by heading, in the order of help. */
function groupsOf(command: CommandUnknownOpts): [heading: string, options: AnyOption[]][] {
  const headingOf = ({helpGroupHeading = 'Options:'}: AnyOption) => helpGroupHeading.replace(/:$/, '');
  return [...grouped(command.options, headingOf)];
}

function optionLines({flags, description, defaultValueDescription}: AnyOption): string[] {
  const standard = defaultValueDescription === undefined ? '' : ` (default: ${defaultValueDescription})`;
  return term(flags, `${capitalised(description)}${standard}.`);
}

function exampleLine([line, remark]: Example): string {
  return remark === undefined ? line : `${line}   # ${remark}`;
}

function sentence(text: string): string {
  return `${capitalised(text)}.`;
}

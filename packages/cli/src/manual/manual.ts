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

/** The page, in the language of man(7). */
export async function manual(): Promise<string> {
  const {commands} = await createProgram(() => {});
  return [
    `.TH VIP 1 "" "vip ${vipVersion()}" "User Commands"`,
    ...section('Name', [`vip \\- ${roff(PURPOSE)}`]),
    ...section('Synopsis', ['.B vip', '.I COMMAND', '.RI [ options ]', '.RI [ argument ...]']),
    ...section('Description', [
      roff(
        'A virtual IP is an address that moves between machines. When it moves, every neighbour still holds the old',
      ),
      roff(
        "machine's MAC address, and its traffic is black-holed until an announcement or a timeout corrects the entry.",
      ),
      roff(
        'vip announces addresses, watches them move, explains captures, and rehearses failovers in a lab of network',
      ),
      roff('namespaces that needs no root and leaves nothing behind.'),
      ...paragraph(
        'Durations take a unit: 200ms, 1.1s, 2m. Results go to standard output, everything else to standard error.',
      ),
    ]),
    ...section(
      'Commands',
      commands.flatMap(command => term(`vip ${command.name()}`, sentence(command.summary()))),
    ),
    ...commands.flatMap(commandSection),
    ...section(
      'Exit status',
      EXIT_CODES.flatMap(([code, means]) => term(code, sentence(means))),
    ),
    ...section('Environment', [
      ...term(
        'NO_COLOR',
        'Set to anything but the empty string: plain lines, no colours and no live display.',
      ),
      ...term('VIP_DEBUG', 'Set to 1: errors are followed by a stack trace.'),
    ]),
    ...section('See also', [
      '.BR arping (8),',
      '.BR ip (8),',
      '.BR ip\\-neighbour (8),',
      '.BR keepalived (8),',
      '.BR pcap\\-filter (7)',
    ]),
    '',
  ].join('\n');
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

/** By heading, in the order of help. */
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

/**
 * Every way to call every command, as words that can be typed, and every option with a value that it takes.
 *
 * @module
 */

import {type AnyOption, type createProgram, definitionOf, type Mode} from '@vip/cli/grammar';

export type Commands = Awaited<ReturnType<typeof createProgram>>['commands'];

/** The words that a command always needs. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  garp: ['--iface', 'no-such-iface', '--ip', '192.0.2.1'],
  tickle: ['--ip', '192.0.2.1'],
  who: ['192.0.2.1', '--iface', 'no-such-iface'],
  report: ['no-such-run'],
  grade: ['no-such-course'],
  audit: ['no-such.conf'],
  exec: ['ns0'],
  completion: ['bash'],
};

/** The words of modes whose names differ from what is typed. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  'vip garp with an IPv6 address': ['--ip', 'fd00::1'],
  'vip trial with an IPv6 address alone': ['--family', '6'],
  'vip experiment with an IPv6 address alone': ['--family', '6'],
  'vip capture --write -': ['--write', '-'],
  'vip trial --tcp-port': ['--tcp', 'idle=1', '--tcp-port', '1'],
  'vip lesson --out': ['loopback', '--out', '1'],
  'vip lesson --predict': ['loopback', '--predict', '1'],
  'vip doctor --role switch without --ip': ['--role', 'switch'],
  'vip trial --list': ['--scenario', '1', '--list'],
};

/** A value for each option that does not take any word. */
const VALUES: Readonly<Record<string, string>> = {
  '--ip': '192.0.2.1',
  '--mac': '02:00:00:00:00:01',
  '--gateway': '192.0.2.9',
  '--role': 'client',
  '--client': '192.0.2.3',
  '--verify': '192.0.2.2',
  '--form': 'reply',
  '--target-mac': 'zero',
  '--vlan': '10',
  '--driver': 'vip',
  '--fault': 'link-down',
  '--release': '2.4',
  '--family': '4',
  '--drop-garp': '1',
  '--tcp': 'idle=1',
  '--http': '/',
  '--threshold': 'max<1s',
  '--client-sysctl': 'locktime=0',
  '--set': 'a=b',
  // 36 characters and a line end.
  '--key': '/proc/sys/kernel/random/boot_id',
  '--fail-on': 'none',
  '--to': '192.0.2.2:7999',
  '--on': 'a=netns://a/eth0',
  '--observer': 'c=netns://c/eth0',
  '--from': 'a=netns://a/eth0',
  '--export': 'containerlab',
  '--image': 'debian:12',
};

export interface Call {
  readonly command: Commands[number];
  /** The call as messages name it. */
  readonly call: string;
  /** The words typed after `vip`. */
  readonly words: readonly string[];
  /** The modes in effect, each of which restricts the options that are read. */
  readonly modes: readonly Mode[];
}

/** Each command by itself, and in each of its modes. */
export function callsOf(commands: Commands): Call[] {
  return commands.flatMap(command => {
    const {modes = []} = definitionOf(command);
    const own = `vip ${command.name()}`;
    // An option that one mode does not read may be read by another mode, with a further option.
    const without = modes.filter(({call}) => call.startsWith(`${own} without --`));
    const calls = [
      own,
      ...modes.map(({call}) => call),
      ...without.map(({call}) => call.replace('without ', '')),
    ];
    const needed = [command.name(), ...(NEEDED[command.name()] ?? [])];
    return calls.map(call => ({command, call, words: [...needed, ...wordsOf(call, command)], modes}));
  });
}

/** The calls `vip capture FILE` and `vip lab --print` contain their words. */
function wordsOf(call: string, {options}: Commands[number]): readonly string[] {
  const [, , ...words] = call.split(' ');
  const known = WORDS[call];
  if (known !== undefined) return known;
  if (words[0] === 'without') return [];
  if (words.length === 1)
    return options
      .filter(({long}) => long === words[0])
      .flatMap(typed)
      .concat(words.filter(isArgument));
  return words;
}

function isArgument(word: string): boolean {
  return !word.startsWith('-');
}

/** Each option once, whichever commands have it. */
export function optionsOf(commands: Commands): AnyOption[] {
  const all = commands.flatMap(({options}) => options);
  return [...new Map(all.map(option => [option.long, option])).values()];
}

/** The option as a user types it. */
export function typed({long = '', flags, required, optional}: AnyOption): string[] {
  if (!required && !optional) return [long];
  return [long, VALUES[long] ?? (/<duration>/.test(flags) ? '1s' : '1')];
}

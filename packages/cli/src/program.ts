/**
 * The command line: what there is, and what each option takes. The experiments are loaded when they are run;
 * the two small commands come along, since a file more to load costs more than what is in it.
 *
 * @module
 */

import {durationWord} from '@vip/analysis';
import {DEFAULT_ROUND_INTERVAL_MS, DEFAULT_ROUNDS, parseIpv4, VipError} from '@vip/arp';
import {DEFAULTS} from '@vip/core/defaults';
import {VERSION} from '@vip/core/version';
import {Command, Option} from 'commander';
import {capture} from './commands/capture.js';
import type {ExperimentOptions} from './commands/experiment.js';
import {garp} from './commands/garp.js';
import type {TrialCommandOptions} from './commands/trial.js';
import {checkTrialOptions, impliedDriver} from './commands/trial-options.js';
import {
  collect,
  durationFrom,
  parseAnnouncedIp,
  parseAnnouncedIps,
  parseDuration,
  parseForm,
  parseGarpLoss,
  parseInterface,
  parseKeyFile,
  parseNeighbours,
  parseSourceMac,
  parseTargetMac,
  parseVlans,
  wholeNumberFrom,
} from './option-parsers.js';
import {note, printText} from './output.js';

const LAB_HELP = "which lab, when there are several; USER:NAME for another user's, as root";

const EXIT_HELP = `
Exit codes: 0 done, every expectation held; 1 it ran, and the answer is no;
2 usage; 3 it could not be done; 130/143 interrupted, everything taken down.`;

const FAIL_ON =
  'findings that exit with 1: codes with commas between, none or all (with a limit: two-owners,wrong-answerer,silent-failback)';

/** The program; `finish` is told the exit code of the command that was run. */
export function createProgram(finish: (code: number) => void): Command {
  const program = new Command('vip')
    .description('Virtual-IP failover on Linux: announce it, watch it, rehearse and measure it.')
    .version(VERSION, '-V')
    .version(VERSION, '-v, --version')
    .helpOption('-h, --help')
    .addHelpText('after', EXIT_HELP)
    .configureOutput({writeOut: printText, outputError: text => note(usageError(text, 'vip'))})
    .exitOverride();
  // Commander's own letter for it, that works as ever.
  program.options.find(({short}) => short === '-V')?.hideHelp();
  addGarp(program, finish);
  addCapture(program, finish);
  addExplain(program, finish);
  addWho(program, finish);
  addExperiment(program, finish);
  addReport(program, finish);
  addLab(program, finish);
  addExec(program, finish);
  addCompletion(program, finish);
  for (const command of program.commands) {
    const self = `vip ${command.name()}`;
    command.configureOutput({writeOut: printText, outputError: text => note(usageError(text, self))});
    for (const option of command.options) nameInErrors(option);
  }
  return program;
}

/** Commander's sentence, and its second line with what might have been meant, as our one line. */
function usageError(text: string, command: string): string {
  const sentence = text
    .trim()
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ');
  return `${sentence} (see: ${command} --help)`;
}

/** A value that is refused is told with the option it was given to. */
function nameInErrors(option: Option): void {
  const {parseArg} = option;
  if (parseArg === undefined) return;
  option.parseArg = <T>(value: string, previous: T) => {
    try {
      return parseArg(value, previous);
    } catch (error) {
      if (!(error instanceof VipError)) throw error;
      throw new VipError(error.code, `${option.long}: ${error.message}`, {cause: error});
    }
  };
}

function addGarp(program: Command, finish: (code: number) => void): void {
  program
    .command('garp')
    .summary('announce an address: tell every neighbour where it is now')
    .description(
      'Announces addresses, by gratuitous ARP or unsolicited neighbor advertisement (IPv6), and prints what left the machine.',
    )
    .requiredOption('-I, --iface <name>', 'the interface to announce on', parseInterface)
    .requiredOption(
      '--ip <address>',
      'the address to announce; may be given several times; @FILE for a file of addresses, one a line',
      parseAnnouncedIps,
    )
    .option('--netns <name>', 'do it in this network namespace (see: ip netns list)')
    .option('--node <node>', 'do it in a node of a lab (see: vip lab)')
    .option('--lab <name>', LAB_HELP)
    .option('--mac <address>', "the MAC to announce (default: the interface's own)", parseSourceMac)
    .option('--form <form>', 'request, reply or both', parseForm, 'both')
    .option(
      '--target-mac <mac>',
      'target MAC of the request (of the reply with --form reply): broadcast, zero, self or an address',
      parseTargetMac,
    )
    .option('-c, --count <n>', 'rounds to send', wholeNumberFrom(1), DEFAULT_ROUNDS)
    .option(
      '-i, --interval <duration>',
      `time between two rounds (default: ${DEFAULT_ROUND_INTERVAL_MS / 1000}s)`,
      parseDuration,
      DEFAULT_ROUND_INTERVAL_MS,
    )
    .option(
      '--pace <duration>',
      'time between two frames of a round, on average (default: none)',
      parseDuration,
    )
    .option('--vlan <id>', '802.1Q tag; 100.10 stacks two, 10:5 sets a priority', parseVlans)
    .option(
      '-D, --detect',
      'probe first (RFC 5227); exit 1 and announce nothing when another has the address',
    )
    .option('--force', 'with --detect: announce all the same')
    .addOption(
      new Option(
        '--verify [neighbours]',
        'then ask neighbours which MAC they hold; without addresses who was seen, and the default gateway',
      )
        .argParser(parseNeighbours)
        .preset('seen'),
    )
    .option('--escalate', 'with --verify: try other forms on who does not believe it')
    .option('-n, --dry-run', 'print each frame with its fields explained; send nothing')
    .option('--json', 'print one JSON object a line')
    .addHelpText(
      'after',
      `
Examples:
  vip garp --iface mcv1 --ip 10.3.2.200                both forms, twice
  vip garp --iface eth0 --ip 10.3.2.200 --form reply   what arping -A sends
  vip garp --iface eth0 --ip 10.3.2.200 --dry-run      show it, send nothing
  vip garp --iface eth0 --ip fd00:3:2::200             a neighbor advertisement
  vip garp --iface eth0 --ip 10.3.2.200 --verify 10.3.2.50,10.1.1.1 --escalate
  vip garp --iface eth0 --ip @vips.txt --pace 1ms      many, gently

Of many addresses the first form of each is sent before the second of any.

With --verify exit 0 when every neighbour asked believes it, 1 when one was
seen to send to another MAC, 3 when of one that was named, or answers others,
no frame was seen that tells.`,
    )
    .action(async (options, command: Command) => {
      const formChosen = command.getOptionValueSource('form') === 'cli';
      finish(await garp({...options, formChosen}));
    });
}

function addExplain(program: Command, finish: (code: number) => void): void {
  program
    .command('explain')
    .summary('why a failover did or did not take, from a capture file or live')
    .description(
      'Tells the story of every virtual IP in a capture, who had it, who was told, who believed it; and what was wrong.',
    )
    .argument('[file]', 'a pcap or pcapng file, gzip as well; - for standard input')
    .option('--ip <address>', 'only this address; several times', collect(parseAnnouncedIp))
    .option(
      '-I, --iface <name>',
      'capture here in place of reading a file; several times',
      collect(parseInterface),
    )
    .option('--netns <name>', 'do it in this network namespace (see: ip netns list)')
    .option('--node <node>', 'do it in a node of a lab (see: vip lab)')
    .option('--lab <name>', LAB_HELP)
    .option('-f, --filter <expression>', 'a pcap filter in place of the default (see: man pcap-filter)')
    .option('-d, --duration <duration>', 'capture for so long; until ^C without it', durationFrom(1, '1ms'))
    .option(
      '--key <file>',
      "a key of keepalived's auth_hmac, to verify advertisements with; several times",
      parseKeyFile,
    )
    .option('--min-outage <duration>', 'how long an outage is a fault (default: 1s)', parseDuration)
    .option(
      '--min-lost <n>',
      'or how many questions in a row without an answer (default: 5)',
      wholeNumberFrom(1),
    )
    .option('--brief', 'one line for each address: the worst that was found')
    .option('--report <file>', 'write a report as well: one HTML file')
    .option('--json', 'print one JSON object a line')
    .addHelpText(
      'after',
      `
Exit 0 when all is healthy, 1 when a fault was found, 3 when it cannot be told.

Examples:
  vip explain failover.pcapng
  vip explain failover.pcapng --ip 10.3.2.200 --brief
  vip explain failover.pcapng --report failover.html
  vip explain failover.pcapng --key /etc/keepalived/keys/vrrp51 --min-outage 3s
  vip explain --iface eth0 --duration 60s --ip 10.3.2.200
  tcpdump -i any -w - | vip explain -`,
    )
    .action(async (file, options) =>
      finish(await (await import('./commands/explain.js')).explain(file, options)),
    );
}

function addWho(program: Command, finish: (code: number) => void): void {
  program
    .command('who')
    .summary('ask who holds an address, and wait for all the answers')
    .description('Asks for an address several times and counts every answer: one owner, two, or none.')
    .argument('<address>', 'the address to ask for, IPv4 or IPv6', parseAnnouncedIp)
    .requiredOption('-I, --iface <name>', 'the interface to ask on', parseInterface)
    .option('--netns <name>', 'do it in this network namespace (see: ip netns list)')
    .option('--node <node>', 'do it in a node of a lab (see: vip lab)')
    .option('--lab <name>', LAB_HELP)
    .option('-c, --count <n>', 'how often to ask', wholeNumberFrom(1), DEFAULTS.askRounds)
    .addOption(
      new Option('-w, --wait <duration>', 'how long to wait for answers each time')
        .argParser(durationFrom(1, '1ms'))
        .default(DEFAULTS.askWaitMs, durationWord(DEFAULTS.askWaitMs)),
    )
    .option('--json', 'print one JSON object a line')
    .addHelpText(
      'after',
      `
Exit 0 when one holds it, 1 when two or more do, or nobody.

Examples:
  vip who 10.3.2.200 --iface eth0
  vip who fd00:3:2::200 --iface eth0
  vip who 10.3.2.200 --iface eth0 --count 10 --wait 100ms`,
    )
    .action(async (ip, options) => finish(await (await import('./commands/who.js')).who(ip, options)));
}

function addCapture(program: Command, finish: (code: number) => void): void {
  program
    .command('capture')
    .summary('show ARP as it happens, and what each announcement means')
    .description(
      'Shows ARP frames and IPv6 neighbor advertisements one line each, and says of every address that it moved.',
    )
    .option(
      '-I, --iface <name>',
      'the interface; may be given several times (default: all that are up)',
      collect(parseInterface),
    )
    .option('--netns <name>', 'do it in this network namespace (see: ip netns list)')
    .option('--node <node>', 'do it in a node of a lab (see: vip lab)')
    .option('--lab <name>', LAB_HELP)
    .option('--garp', 'show only announcements')
    .option(
      '--ip <address>',
      'show only what is from or for this address, IPv4 or IPv6, and write only its traffic; several times',
      collect(parseAnnouncedIp),
    )
    .option(
      '-f, --filter <expression>',
      'a pcap filter in place of ARP and IPv6 advertisements (see: man pcap-filter)',
    )
    .option('-c, --count <n>', 'end after so many frames shown', wholeNumberFrom(1))
    .option('-d, --duration <duration>', 'end after so long', durationFrom(1, '1ms'))
    .option(
      '-w, --write <file>',
      'also write a pcapng file for vip explain: ARP, VRRP and all IP traffic, or what --filter finds; - for standard output',
    )
    .option('-r, --read <file>', 'read a pcap or pcapng file in place of an interface; - for standard input')
    .option('--json', 'print one JSON object a line')
    .addHelpText(
      'after',
      `
Examples:
  vip capture                                  all interfaces, until ^C
  vip capture --iface eth0 --garp              announcements only
  vip capture --iface eth0 --garp --ip 10.3.2.200 --write failover.pcapng
  vip explain failover.pcapng                  what happened meanwhile
  vip capture --read failover.pcapng --garp

Until they are read, frames wait in the kernel: in 32 MiB for each interface,
128 MiB for all together. Many interfaces share them, which is said.`,
    )
    .action(async options => finish(await capture(options)));
}

function addExperiment(program: Command, finish: (code: number) => void): void {
  program
    .command('experiment')
    .argument('[name]', 'which one (see: vip experiment --list)', 'failover')
    .summary('a whole failover in a lab of network namespaces, narrated and measured')
    .description(
      'Moves a virtual IP between two namespaces, and shows who is in the dark, how long, and what ends it.',
    )
    .addOption(
      new Option('--delay <duration>', 'countdown before the failover and before the announcement')
        .argParser(parseDuration)
        .default(DEFAULTS.delayMs, durationWord(DEFAULTS.delayMs)),
    )
    .option('--no-garp', 'announce nothing: the clients must find out by themselves (up to a minute)')
    .option('--form <form>', 'what is announced: request, reply or both', parseForm, 'both')
    .option(
      '--target-mac <mac>',
      'target MAC of the announcement: broadcast, zero, self or an address',
      parseTargetMac,
    )
    .addOption(
      new Option('--probe-interval <duration>', 'time between two probes of each observer')
        .argParser(durationFrom(1, '1ms'))
        .default(DEFAULTS.probeIntervalMs, durationWord(DEFAULTS.probeIntervalMs)),
    )
    .option(
      '--vip <address>',
      'the virtual IP, with its prefix length; all other addresses follow (default: 10.3.2.200/8)',
    )
    .option(
      '--set <name=value>',
      'any other address of the topology, as in ext.ip=10.3.2.51/8; several times',
      collect(parseSetting),
    )
    .option('--topology <file>', 'addresses from a JSON file of names and values')
    .option('--hold', 'keep the lab until ^C, and say how to enter it')
    .option(
      '--parent <iface>',
      'stand the lab on an interface of this machine (root; stays until ^C)',
      parseInterface,
    )
    .option('--gateway <address>', 'with --parent: default gateway of the two nodes', parseIpv4)
    .option('--out <directory>', 'save the timeline, a capture for each node, and the summary')
    .option('--force', 'with --out: replace a run that vip has saved there')
    .option('--report <file>', 'write a report: one HTML file with all that happened (see: vip report)')
    .option('--list', 'name the experiments, one a line')
    .option('--teach', 'ask for a prediction before each step; a key goes on')
    .option('--runs <n>', 'repetitions, for the lessons about time', wholeNumberFrom(1))
    .option('--fast', "shorten the kernel's own timers, for the lessons about time")
    .option('--driver <name>', 'what moves the VIP: vip, keepalived, ucarp or exec (makes it a trial)')
    .option(
      '--fault <name>',
      'what goes wrong: link-down, node-crash, kill, stop, freeze, partition, mute-rx, mute-tx, failback, rogue, switch-over; freeze:2s sets how long',
    )
    .option(
      '--config <file>',
      'keepalived: configuration of the active node; a second time: of the passive',
      collect(String),
    )
    .option(
      '--advert-int <duration>',
      'keepalived: time between two advertisements, 1s; below 1s VRRP version 3',
      parseDuration,
    )
    .option(
      '--vrrp <line>',
      'keepalived: a line for the vrrp_instance, such as "garp_master_refresh 3"',
      collect(String),
    )
    .option('--node-up <command>', 'exec: makes a node the holder; $VIP $PREFIX $IFACE $NODE $PEER are set')
    .option('--node-down <command>', 'exec: makes it let go')
    .option('--node-cmd <command>', 'exec: a program that watches and moves the VIP by itself, in both nodes')
    .option(
      '--patience <duration>',
      `exec: how long it may take to act (default: ${durationWord(DEFAULTS.patienceMs)})`,
      parseDuration,
    )
    .option(
      '--drop-garp <n|all|p%>',
      'the switch loses the first n announcements, all, or this share',
      parseGarpLoss,
    )
    .option(
      '--forward-delay <duration>',
      "the new node's switch port forwards so long after it first spoke, as with STP",
      durationFrom(1, '1ms'),
    )
    .option(
      '--client-sysctl <name=value>',
      'neighbour setting of the observers, such as locktime=0',
      collect(parseSysctl),
    )
    .option(
      '--max-outage <duration>',
      'exit 1 when an outage can have been longer; ext=50ms for one observer',
      collect(String),
    )
    .option(
      '--max-dark <duration>',
      'exit 1 when all outages of an observer together can have been longer; as --max-outage',
      collect(String),
    )
    .option('--fail-on <codes>', FAIL_ON)
    .option('--warmup <n>', 'runs before those that count', wholeNumberFrom(0))
    .option('--seed <n>', "draws when within the driver's period the fault falls", wholeNumberFrom(0))
    .option(
      '--settle <duration>',
      `how long to go on looking after the recovery (default: ${durationWord(DEFAULTS.settleMs)})`,
      parseDuration,
    )
    .option(
      '--timeout <duration>',
      `how long to wait for the recovery (default: ${durationWord(DEFAULTS.timeoutMs)})`,
      parseDuration,
    )
    .option('--junit <file>', 'write a JUnit report')
    .option('--json', 'print every event, and then the summary, one JSON object a line')
    .addHelpText(
      'after',
      `
Examples:
  vip experiment                     the failover with two countdowns of 10 s
  vip experiment --delay 0s          the same in a second
  vip experiment --no-garp           how long it takes when nobody announces
  vip experiment --driver keepalived --fault node-crash --max-outage 4s
  vip experiment --delay 0s --out run1 && vip capture --read run1/ext.pcapng`,
    )
    .action(async (name, options, command: Command) => {
      const given = Object.keys(options).filter(option => command.getOptionValueSource(option) === 'cli');
      finish(await runExperiment(name, options, given));
    });
}

async function runExperiment(
  name: string,
  options: ExperimentOptions & TrialCommandOptions,
  given: readonly string[],
): Promise<number> {
  if (options.list === true)
    return (await import('./commands/lesson.js')).listExperiments(options.json === true);
  const isTrial = checkTrialOptions(given, options.driver, name === 'failover');
  if (isTrial) {
    const driver = options.driver ?? impliedDriver(given);
    return (await import('./commands/trial.js')).trial({...options, driver});
  }
  if (name === 'failover') {
    return (await import('./commands/experiment.js')).experiment(options);
  }
  return (await import('./commands/lesson.js')).lesson(name, options);
}

function addReport(program: Command, finish: (code: number) => void): void {
  program
    .command('report')
    .summary('a saved run, or a series, as one HTML file to look at and to pass on')
    .description('Draws what happened in a run: who was in the dark, how long, which frame ended it.')
    .argument('<directory>', 'what --out filled; or a file of lines that --json printed')
    .option('--out <file>', 'where to (default: report.html in the directory)')
    .option(
      '--max-outage <duration>',
      'mark outages that can have been longer; ext=50ms for one observer',
      collect(String),
    )
    .option(
      '--max-dark <duration>',
      'mark observers whose outages together can have been longer; as --max-outage',
      collect(String),
    )
    .option('--fail-on <codes>', FAIL_ON)
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      `
The file holds everything it needs, loads nothing, and opens in any browser.

Examples:
  vip experiment --delay 0s --report failover.html
  vip experiment --driver keepalived --runs 10 --out series && vip report series`,
    )
    .action(async (path, options) =>
      finish(await (await import('./commands/report.js')).report(path, options)),
    );
}

/** What is set below net/ipv4/neigh and net/ipv4/conf of an interface. */
function parseSysctl(text: string): [string, string] {
  const [, name, value] = /^([a-z_]+)=(\d{1,10})$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  const expected = 'name=number such as base_reachable_time_ms=2000';
  throw new VipError('BAD_ARGUMENT', `setting: expected ${expected}, got ${JSON.stringify(text)}`);
}

function addLab(program: Command, finish: (code: number) => void): void {
  program
    .command('lab')
    .summary('the lab to explore by hand, until ^C')
    .description(
      'Builds the topology and shows who holds the VIP, what each cache says, whose pings get through.',
    )
    .option('--name <name>', 'what other commands call it', 'lab')
    .option(
      '--vip <address>',
      'the virtual IP, with its prefix length; all other addresses follow (default: 10.3.2.200/8)',
    )
    .option(
      '--set <name=value>',
      'any other address, as in ext.ip=10.3.2.51/8; several times',
      collect(parseSetting),
    )
    .option('--topology <file>', 'addresses from a JSON file of names and values')
    .option('--print', 'print the same topology as a shell script of plain commands; build nothing')
    .option('--json', 'print one JSON object for each change')
    .addHelpText(
      'after',
      `
Examples, each in a terminal of its own:
  vip lab
  vip capture --node ext
  vip exec ns0 -- ip link set mcv0 down
  vip exec ns1 -- ip addr add 10.3.2.200/8 dev mcv1
  vip garp --node ns1 --iface mcv1 --ip 10.3.2.200`,
    )
    .action(async options => finish(await (await import('./commands/lab.js')).lab(options)));
}

function addExec(program: Command, finish: (code: number) => void): void {
  program
    .command('exec')
    .summary('run a command, or a shell, in a node of a lab')
    .description('Runs a command in a node of a lab; its exit code is passed on. Without a command: a shell.')
    .argument('<node>', 'host, lan, ext, router, remote, ns0 or ns1')
    .argument('[command...]', 'its options are its own; after --, those that vip has as well')
    .option('--lab <name>', LAB_HELP)
    .allowUnknownOption()
    .addHelpText(
      'after',
      `
Examples:
  vip exec ext                    a shell whose prompt names the node
  vip exec router ip -statistics neigh
  vip exec ns1 --lab mine -- ip -help
  vip exec ns1 --lab alice:mine -- ip neigh       as root: as Alice, in hers`,
    )
    .action(async (node, argv, options) =>
      finish(await (await import('./commands/exec.js')).exec(node, argv, options)),
    );
}

function addCompletion(program: Command, finish: (code: number) => void): void {
  program
    .command('completion')
    .summary('print what bash, zsh or fish needs to complete vip')
    .description('Prints a script for the shell: source <(vip completion bash)')
    .argument('<shell>', 'bash, zsh or fish')
    .action(async shell => finish((await import('./commands/completion.js')).completion(program, shell)));
}

function parseSetting(text: string): [string, string] {
  const equals = text.indexOf('=');
  if (equals > 0) return [text.slice(0, equals), text.slice(equals + 1)];
  throw new VipError('BAD_ARGUMENT', `setting: expected name=value, got ${JSON.stringify(text)}`);
}

/**
 * A host. Everything is read at most once.
 *
 * @module
 */

import {type IpAddress, isOfIpv6} from '@vip/arp';
import {lacksDevices, withDevices} from '../firewall/netdev-devices.js';
import {type Ruleset, readRuleset} from '../firewall/ruleset.js';
import {asList, asObject, type Json, type JsonObject} from '../json.js';
import {type OwnAddress, readAddresses} from './address.js';
import {type HostLink, readLinks} from './link.js';
import {type Listener, readListeners} from './listener.js';
import type {HostProcess} from './process.js';
import {readProcesses} from './processes.js';
import {Blind, type CommandAnswer, type FileAnswer, type HostReader, type TrailStep} from './reader.js';

/** The route that the kernel chose, or why there is none. */
export type RouteAnswer = {readonly route: JsonObject} | {readonly refused: string};

export type Family = 'ipv4' | 'ipv6';

export class Host {
  readonly #answers = new Map<string, Promise<unknown>>();

  constructor(readonly reader: HostReader) {}

  /** @throws Blind */
  readonly addresses = (): Promise<OwnAddress[]> =>
    this.#once('addresses', async () => readAddresses(await this.json(['ip', '-j', 'addr'])));

  /** @throws Blind */
  readonly links = (): Promise<HostLink[]> =>
    this.#once('links', async () => readLinks(await this.json(['ip', '-d', '-j', 'link'])));

  async link(name: string): Promise<HostLink | undefined> {
    return (await this.links()).find(link => link.name === name);
  }

  /** @throws Blind without the right to see the rules */
  readonly ruleset = (): Promise<Ruleset> =>
    this.#once('ruleset', async () => {
      const printed = await this.json(['nft', '-j', 'list', 'ruleset']);
      const ruleset = readRuleset(printed);
      return lacksDevices(ruleset)
        ? withDevices(ruleset, await this.#text(['nft', 'list', 'ruleset']))
        : ruleset;
    });

  /** All routes of all tables. */
  readonly routes = (family: Family): Promise<readonly JsonObject[]> =>
    this.#once(`routes ${family}`, async () =>
      asList(await this.json(['ip', ...familyWord(family), '-j', 'route', 'show', 'table', 'all'])).map(
        asObject,
      ),
    );

  readonly rules = (family: Family): Promise<readonly JsonObject[]> =>
    this.#once(`rules ${family}`, async () =>
      asList(await this.json(['ip', ...familyWord(family), '-j', 'rule'])).map(asObject),
    );

  /** The route that the kernel would choose for a packet to that address. */
  routeTo(to: IpAddress, more: readonly string[] = []): Promise<RouteAnswer> {
    const argv = ['ip', ...familyWord(isOfIpv6(to) ? 'ipv6' : 'ipv4'), '-j', 'route', 'get', to, ...more];
    return this.#once(argv.join(' '), async () => {
      const answer = await this.#run(argv);
      if (answer.exitCode !== 0) return {refused: lastLine(answer.stderr)};
      return {route: asObject(asList(parsed(argv, answer.stdout))[0])};
    });
  }

  /** A number from /proc/sys; undefined if this kernel or namespace does not have it. @throws Blind */
  sysctl(name: string): Promise<number | undefined> {
    return this.#once(`sysctl ${name}`, async () => {
      const text = await this.text(`/proc/sys/${name}`);
      const number = text === undefined ? Number.NaN : Number.parseInt(text, 10);
      return Number.isNaN(number) ? undefined : number;
    });
  }

  /**
   * The effective value for an interface, where the kernel uses the greater of `all` and its own (IN_DEV_MAXCONF and IN_DEV_ORCONF in
   * include/linux/inetdevice.h).
   */
  async effective(key: string, iface: string, family: Family = 'ipv4'): Promise<number> {
    const of = (whose: string) => this.sysctl(`net/${family}/conf/${whose}/${key}`);
    return Math.max((await of('all')) ?? 0, (await of(iface)) ?? 0);
  }

  /** The interface's own value. */
  async own(key: string, iface: string, family: Family = 'ipv4'): Promise<number | undefined> {
    return this.sysctl(`net/${family}/conf/${iface}/${key}`);
  }

  /** A file's text; undefined if it does not exist. @throws Blind */
  text(path: string): Promise<string | undefined> {
    return this.#once(`file ${path}`, async () => textIn(await this.reader.file(path), path));
  }

  /** The first octets of a file; undefined if it does not exist. @throws Blind */
  head(path: string): Promise<string | undefined> {
    return this.#once(`head ${path}`, async () => textIn(await this.reader.head(path), path));
  }

  /** The path from `/` to a file, links followed; undefined if it does not exist. @throws Blind */
  trail(path: string): Promise<readonly TrailStep[] | undefined> {
    return this.#once(`trail ${path}`, async () => {
      const answer = await this.reader.trail(path);
      if ('denied' in answer) throw new Blind(`${path}: ${answer.denied}`);
      return 'steps' in answer ? answer.steps : undefined;
    });
  }

  /** The output of a command that prints JSON. @throws Blind */
  json(argv: readonly string[]): Promise<Json> {
    return this.#once(argv.join(' '), async () => {
      const {stdout} = await this.#succeed(argv);
      return stdout.trim() === '' ? [] : parsed(argv, stdout);
    });
  }

  /** The output of a command. @throws Blind */
  async #text(argv: readonly string[]): Promise<string> {
    return (await this.#succeed(argv)).stdout;
  }

  /** Listening TCP sockets. @throws Blind */
  readonly listeners = (): Promise<Listener[]> =>
    this.#once('listeners', async () => readListeners(await this.#text(['ss', '-Hltn'])));

  /** The output and exit code of a command whose refusal is an answer. */
  run(argv: readonly string[]): Promise<CommandAnswer> {
    return this.#once(`run ${argv.join(' ')}`, () => this.#run(argv));
  }

  /** The processes in this network namespace. */
  readonly processes = (): Promise<HostProcess[]> =>
    this.#once('processes', () => readProcesses(this.reader));

  #once<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.#answers.get(key);
    if (known !== undefined) return known as Promise<T>;
    const answer = ask();
    this.#answers.set(key, answer);
    return answer;
  }

  async #succeed(argv: readonly string[]): Promise<CommandAnswer> {
    const answer = await this.#run(argv);
    if (answer.exitCode === 0) return answer;
    const said =
      answer.exitCode === 127 ? 'not installed' : lastLine(answer.stderr) || `exit ${answer.exitCode}`;
    throw new Blind(`${argv.join(' ')}: ${said}`);
  }

  #run(argv: readonly string[]): Promise<CommandAnswer> {
    return this.reader.command(argv);
  }
}

function familyWord(family: Family): string[] {
  return family === 'ipv6' ? ['-6'] : [];
}

/** Undefined where there is none. @throws Blind */
function textIn(answer: FileAnswer, path: string): string | undefined {
  if ('denied' in answer) throw new Blind(`${path}: ${answer.denied}`);
  return 'text' in answer ? answer.text : undefined;
}

/** @throws Blind */
function parsed(argv: readonly string[], text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new Blind(`${argv.join(' ')}: printed no JSON`);
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

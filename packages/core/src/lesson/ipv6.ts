/**
 * And IPv6?
 *
 * The same failover for both families at once: the address is taken from one node and given to the other, and the
 * clients ping all the while; then IPv6 alone, each time with another way to take and to announce the address.
 *
 * @module
 */

import {access} from 'node:fs/promises';
import type {LabSettings, NeighbourEvent, Station} from '@vip/analysis';
import {
  type Bounds,
  CAUSE_WORDS,
  type CauseKind,
  findHealings,
  formatBounds,
  formatDuration,
  noOutageBounds,
  outageBounds,
  outageOfStream,
  type ProbeFate,
  probeFates,
  readingOf,
  wasAnswered,
} from '@vip/analysis';
import {
  formatIpv4Interface,
  type IpAddress,
  isDuplicateDetection,
  isOfIpv6,
  type MacAddress,
  parseIpv6,
  unsolicitedNa,
  VipError,
} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import type {LabPlan} from '../lab/plan.js';
import {hermeticTopology} from '../lab/topology.js';
import type {Lesson} from './lesson.js';
import type {Workshop} from './workshop.js';

export const ipv6: Lesson = {
  name: 'ipv6',
  question: 'And with IPv6?',
  takes: 'twelve seconds',
  moral: [
    'The same hole, and the same cure: an unsolicited neighbor advertisement with',
    'Override and the target link-layer option, to ff02::1, does what a GARP does.',
    'What is new is duplicate address detection: for a second and more the new',
    'holder has the address and does not use it. nodad saves that second, and',
    'silences ndisc_notify, which announces when detection ends: then announce',
    'yourself. And where the old holder still has the address when the new one',
    'takes it, detection fails, and the address stays dead until it is added anew.',
    'Where it bites: dadfailed at a change of leaders; no advertisement sent:',
    'https://github.com/kube-vip/kube-vip/issues/523',
    'https://github.com/cybertec-postgresql/vip-manager/pull/420',
  ],
  async run(workshop, {settings}) {
    const families = new Families(workshop, settings);
    await families.build();
    await families.moveBoth();
    await families.moveWithKernelsNotice();
    await families.moveWithoutDetection();
    await families.moveSilently();
    await families.collide();
    families.sum();
  },
};

/** Entries last an hour: what changes them shall be a frame, never a timer. Milliseconds. */
const PATIENT_REACHABLE_MS = 3_600_000;

/** Milliseconds. */
const PROBE_INTERVAL_MS = 10;

/** Before each move, so that it is seen to begin with everything well, and after it. Milliseconds. */
const SETTLE_MS = 150;

/** Detection takes a second after a random delay of up to one (RFC 4862 §5.4.2, RFC 4861 §10). Milliseconds. */
const DETECTION_TIMEOUT_MS = 5000;

/** A probe that was sent so shortly before the end need not have been answered. Milliseconds. */
const ANSWER_MS = 100;

/** How long it is watched that nothing heals. Milliseconds. */
const DARK_MS = 1500;

/** What should come at once is waited for so long, for a machine that is busy. Milliseconds. */
const PATIENCE_MS = 3000;

const CAPTURE_FILTER = 'arp or icmp or icmp6';
const PREFIX_LENGTH = 64;

/** How a move was announced, and what became of it at one client. */
interface Row {
  readonly family: Family;
  readonly how: string;
  readonly client: string;
  readonly bounds: Bounds;
  /** Absent when the entry did not change. */
  readonly cause: CauseKind | undefined;
  readonly walk: string;
}

type Family = 'IPv4' | 'IPv6';

class Families {
  readonly #vips: {readonly IPv4: IpAddress; readonly IPv6: IpAddress};
  readonly #clients: readonly Station[];
  readonly #rows: Row[] = [];
  readonly #holders: Record<Family, Station>;
  #streams = 0;

  constructor(
    readonly workshop: Workshop,
    readonly settings: LabSettings,
  ) {
    this.#vips = {IPv4: settings.vip.address, IPv6: parseIpv6(`fd00:3:2::${hostPart(settings.vip.address)}`)};
    this.#clients = [settings.client, settings.ext];
    this.#holders = {IPv4: settings.active, IPv6: settings.active};
  }

  async build(): Promise<void> {
    const {workshop, settings} = this;
    const {active, passive} = settings;
    await requireIpv6();
    await workshop.build(this.#plan());
    await workshop.watch([active, passive, ...this.#clients], CAPTURE_FILTER);
    await this.#add(active, 'IPv4');
    await this.#add(active, 'IPv6', ['nodad']);
    workshop.tell(
      `${active.node} holds one VIP of each family: ${this.#vips.IPv4} and ${this.#vips.IPv6}. Two clients ping both every ${PROBE_INTERVAL_MS} ms.`,
    );
    await workshop.command(active.node, ['ip', '-brief', 'addr', 'show', 'dev', active.iface]);
  }

  /** A GARP for the one, an advertisement for the other, as soon as the address is in use. */
  async moveBoth(): Promise<void> {
    const {workshop} = this;
    const to = this.#other();
    await workshop.predict(
      `Both VIPs move to ${to.node}, and each is announced as soon as it is in use. Which is back first?`,
    );
    let detectedNs = 0n;
    const rows = await this.#during(to, 'at once', ['IPv4', 'IPv6'], async from => {
      await Promise.all([this.#moveIpv4(to), this.#remove('IPv6')]);
      await this.#add(to, 'IPv6');
      detectedNs = await this.#untilDetected(to, from);
      await this.#advertise(to);
    });
    workshop.expect(
      'the new IPv6 address is tentative for a second or more',
      detectedNs >= 950_000_000n && detectedNs < 4_000_000_000n,
      `tentative for ${formatDuration(detectedNs)}`,
    );
    this.#expectDetectionSeen(to);
    const [v4 = [], v6 = []] = [rowsOf(rows, 'IPv4'), rowsOf(rows, 'IPv6')];
    workshop.expect(
      'IPv4 is back with the GARP, IPv6 only when detection is over',
      v4.every(({bounds}) => (bounds.mostNs ?? FOREVER) < detectedNs) &&
        v6.every(({bounds}) => (bounds.mostNs ?? 0n) > detectedNs && bounds.mostNs !== undefined),
      `${v4.map(({bounds}) => formatBounds(bounds)).join(', ')}; ${v6.map(({bounds}) => formatBounds(bounds)).join(', ')}`,
    );
    this.#expectAnnounced(rows);
  }

  /** `ndisc_notify`: the kernel announces by itself, once detection is over. */
  async moveWithKernelsNotice(): Promise<void> {
    const {workshop} = this;
    const to = this.#other();
    await this.#notify(to, 1);
    workshop.tell(
      `The kernel can do it by itself: ndisc_notify=1 on ${to.node} (0 by default). Nobody else announces:`,
    );
    let detectedNs = 0n;
    const rows = await this.#during(to, 'ndisc_notify', ['IPv6'], async from => {
      await this.#remove('IPv6');
      await this.#add(to, 'IPv6');
      detectedNs = await this.#untilDetected(to, from);
      await this.#untilAnswered();
    });
    workshop.expect(
      'the kernel sends an advertisement when detection is over',
      rows.every(({bounds}) => bounds.mostNs !== undefined && bounds.mostNs > detectedNs),
      `tentative for ${formatDuration(detectedNs)}, dark for ${rows.map(({bounds}) => formatBounds(bounds)).join(', ')}`,
    );
    this.#expectAnnounced(rows);
  }

  /** `nodad`, and an advertisement of our own: as quick as IPv4. */
  async moveWithoutDetection(): Promise<void> {
    const {workshop} = this;
    const to = this.#other();
    await this.#notify(to, 0);
    await workshop.predict(
      `Now ${to.node} takes the address with nodad, and announces. How long is it dark?`,
    );
    const rows = await this.#during(to, 'nodad, at once', ['IPv6'], async () => {
      await this.#remove('IPv6');
      await this.#add(to, 'IPv6', ['nodad']);
      await this.#advertise(to);
    });
    const dark = rowsOf(rows, 'IPv6').map(({bounds}) => bounds);
    workshop.expect(
      'without detection IPv6 is back before one could have ended',
      dark.every(({mostNs}) => (mostNs ?? FOREVER) < 950_000_000n),
      dark.map(formatBounds).join(', '),
    );
    this.#expectAnnounced(rows);
  }

  /** `nodad` makes `ndisc_notify` useless: it announces when detection ends, and there was none. */
  async moveSilently(): Promise<void> {
    const {workshop} = this;
    const to = this.#other();
    await this.#notify(to, 1);
    await workshop.predict(`ndisc_notify=1 on ${to.node}, and nodad. Does the kernel announce?`);
    let announced = 0;
    const rows = await this.#during(to, 'notify, nodad', ['IPv6'], async from => {
      await this.#remove('IPv6');
      await this.#add(to, 'IPv6', ['nodad']);
      await workshop.pause(DARK_MS);
      announced = this.#advertisements(to, from).length;
      await this.#advertise(to);
    });
    await this.#notify(to, 0);
    workshop.expect(
      'no: with nodad there is no end of detection to announce',
      announced === 0,
      `${announced} advertisements in ${DARK_MS / 1000} s`,
    );
    workshop.expect(
      'the clients stay in the dark until somebody announces',
      rows.every(
        ({bounds}) => bounds.leastNs >= BigInt(DARK_MS - 100) * 1_000_000n && bounds.mostNs !== undefined,
      ),
      rows.map(({bounds}) => formatBounds(bounds)).join(', '),
    );
    this.#expectAnnounced(rows);
  }

  /** The new holder takes the address while the old one still has it. */
  async collide(): Promise<void> {
    const {workshop} = this;
    const from = this.#holders.IPv6;
    const to = this.#other();
    const vip = this.#vips.IPv6;
    await workshop.predict(
      `${to.node} takes the IPv6 address a moment before ${from.node} lets go of it. What becomes of it?`,
    );
    const rows = await this.#during(to, 'too early', ['IPv6'], async begun => {
      await this.#add(to, 'IPv6');
      await this.#until(() => this.#detections(to, begun).includes('failed'), DETECTION_TIMEOUT_MS);
      await workshop.command(to.node, ['ip', '-6', 'addr', 'show', 'dev', to.iface, 'to', vip]);
      const defence = this.#advertisements(from, begun);
      workshop.expect(
        'the old holder defends it, and detection fails',
        this.#detections(to, begun).includes('failed') && defence.length > 0,
        `${defence.length} advertisement by ${from.node}; dadfailed on ${to.node}`,
      );
      await this.#remove('IPv6');
      await this.#advertise(to);
      workshop.tell(`${from.node} lets go, ${to.node} announces, and the clients believe it:`);
      await workshop.pause(DARK_MS);
      const stillFailed = await workshop.quietly(to.node, ['ip', '-6', 'addr', 'show', 'dev', to.iface]);
      workshop.expect(
        'the address stays failed, and nobody answers',
        stillFailed.stdout.includes('dadfailed') && this.#streamsSince(DARK_MS / 2).answered.size === 0,
        `${DARK_MS / 1000} s later: ${stillFailed.stdout.includes('dadfailed') ? 'dadfailed' : 'in use'}`,
      );
      workshop.tell('Taken away and added anew, it works:');
      await workshop.configure(to.node, [['addr', 'del', `${vip}/${PREFIX_LENGTH}`, 'dev', to.iface]]);
      await this.#add(to, 'IPv6');
      await this.#until(() => this.#detections(to, begun).at(-1) === 'over', DETECTION_TIMEOUT_MS);
      await this.#advertise(to);
    });
    workshop.expect(
      'dark all that time',
      rows.every(
        ({bounds}) => bounds.leastNs >= BigInt(DARK_MS - 100) * 1_000_000n && bounds.mostNs !== undefined,
      ),
      rows.map(({bounds}) => formatBounds(bounds)).join(', '),
    );
  }

  /** All moves in one table. */
  sum(): void {
    this.workshop.table(
      `Each move, as pings every ${PROBE_INTERVAL_MS} ms and the clients' caches saw it:`,
      ['', 'announced', 'client', 'dark', 'by', 'entry'],
      this.#rows.map(({family, how, client, bounds, cause, walk}) => [
        family,
        how,
        client,
        formatBounds(bounds),
        causeName(family, cause),
        walk,
      ]),
    );
  }

  /** Pings while something is done, until all is answered again; takes down what became of it. */
  async #during(
    to: Station,
    how: string,
    families: readonly Family[],
    work: (from: bigint) => Promise<void>,
  ): Promise<Row[]> {
    const {workshop} = this;
    const streams = families.map(family => ({family, stream: `${family} ${++this.#streams}`}));
    const agents = this.#clients.map(({node}) => workshop.agents.in(node));
    await Promise.all(
      streams.flatMap(({family, stream}) =>
        agents.map(agent =>
          agent.call('probe', {stream, target: this.#vips[family], intervalMs: PROBE_INTERVAL_MS}),
        ),
      ),
    );
    await workshop.pause(SETTLE_MS);
    const from = kernelTime();
    await work(from);
    this.#holders.IPv6 = to;
    await this.#untilAnswered();
    await workshop.pause(SETTLE_MS);
    const until = kernelTime() - BigInt(ANSWER_MS) * 1_000_000n;
    await Promise.all(agents.map(agent => agent.call('stopProbes', null)));
    const rows = streams.flatMap(({family, stream}) =>
      this.#clients.map(client => ({
        family,
        how: family === 'IPv4' ? 'at once' : how,
        client: nameOf(client),
        bounds: boundsOf(probeFates(workshop.timeline, client.node, stream), until),
        cause: this.#cause(client, family, from),
        walk: this.#walk(client, family, from),
      })),
    );
    for (const row of rows) this.#rows.push(row);
    return rows;
  }

  #expectAnnounced(rows: readonly Row[]): void {
    const families = [...new Set(rows.map(({family}) => family))];
    this.workshop.expect(
      `ended by ${families.map(family => `the ${ANNOUNCEMENT[family]} (${family})`).join(' and ')}, at every client`,
      rows.every(({cause}) => cause === 'announcement'),
      rows.map(({client, family, cause}) => `${client} ${family}: ${causeName(family, cause)}`).join(', '),
    );
  }

  /** Detection asks for the address from `::`, in the group where a holder would hear it. */
  #expectDetectionSeen({node, iface, mac}: Station): void {
    const asked = this.#discoveries({node, iface}, 0n).filter(
      ({packet, source}) =>
        isDuplicateDetection(packet) && packet.message.target === this.#vips.IPv6 && source === mac,
    );
    this.workshop.expect(
      'detection is a question from :: that nobody answered',
      asked.length > 0,
      `${asked.length} neighbor solicitation from ${asked[0]?.packet.source} to ${asked[0]?.packet.destination}`,
    );
  }

  async #moveIpv4(to: Station): Promise<void> {
    const {workshop} = this;
    await this.#remove('IPv4');
    await this.#add(to, 'IPv4');
    this.#holders.IPv4 = to;
    const {node, iface, mac} = to;
    const ip = this.settings.vip.address;
    await workshop.agents.in(node).call('announce', {iface, ip, mac, form: 'request'});
  }

  async #advertise({node, iface, mac}: Station): Promise<void> {
    const ip = this.#vips.IPv6;
    if (!isOfIpv6(ip)) return;
    const frames = [{octets: unsolicitedNa({ip, mac})}];
    await this.workshop.agents.in(node).call('send', {iface, frames});
  }

  async #remove(family: Family): Promise<void> {
    const {node, iface} = this.#holders[family];
    await this.workshop.configure(node, [['addr', 'del', this.#prefix(family), 'dev', iface]]);
  }

  async #add({node, iface}: Station, family: Family, flags: readonly string[] = []): Promise<void> {
    await this.workshop.configure(node, [['addr', 'add', this.#prefix(family), 'dev', iface, ...flags]]);
  }

  #prefix(family: Family): string {
    return family === 'IPv4' ? formatIpv4Interface(this.settings.vip) : `${this.#vips.IPv6}/${PREFIX_LENGTH}`;
  }

  async #notify({node, iface}: Station, value: 0 | 1): Promise<void> {
    await this.workshop.quietly(node, ['sysctl', '-q', '-w', `net/ipv6/conf/${iface}/ndisc_notify=${value}`]);
  }

  /** Waits until detection is over, and tells how long it took. */
  async #untilDetected(to: Station, from: bigint): Promise<bigint> {
    await this.#until(() => this.#detections(to, from).at(-1) === 'over', DETECTION_TIMEOUT_MS);
    const events = this.#addressEvents(to, from);
    const begun = events.find(({detection}) => detection === 'tentative')?.at ?? 0n;
    const over = events.findLast(({detection}) => detection === undefined)?.at ?? begun;
    return over - begun;
  }

  #detections(to: Station, from: bigint): ('tentative' | 'failed' | 'over')[] {
    return this.#addressEvents(to, from).map(({detection}) => detection ?? 'over');
  }

  #addressEvents({node, iface}: Station, from: bigint) {
    return this.workshop.timeline
      .select('address', node)
      .filter(event => event.iface === iface && event.ip === this.#vips.IPv6)
      .filter(({at, change}) => at >= from && change === 'added');
  }

  /** The advertisements for the VIP that a holder sent. */
  #advertisements({node, iface, mac}: Station, from: bigint) {
    return this.#discoveries({node, iface}, from).filter(
      ({packet: {message}, source}) =>
        message.type === 'advertisement' && message.target === this.#vips.IPv6 && source === mac,
    );
  }

  #discoveries({node, iface}: Pick<Station, 'node' | 'iface'>, from: bigint) {
    return this.workshop.timeline
      .select('frame', node)
      .filter(frame => frame.iface === iface && frame.at >= from)
      .flatMap(frame => {
        const {discovery: packet, source} = readingOf(frame);
        return packet === undefined ? [] : [{at: frame.at, packet, source}];
      });
  }

  /** What the client's entry went through since then, the state that it had first included, and whom it names now. */
  #walk(client: Station, family: Family, from: bigint): string {
    const events = this.#entryEvents(client, family);
    const before = events.findLast(({at}) => at < from);
    const walk = [...(before === undefined ? [] : [before]), ...events.filter(({at}) => at >= from)];
    const states = walk
      .filter(({state, mac}, index) => state !== walk[index - 1]?.state || mac !== walk[index - 1]?.mac)
      .map(({state}) => state);
    return `${states.join(' > ')} ${this.#nodeOf(walk.at(-1)?.mac)}`;
  }

  #nodeOf(mac: MacAddress | undefined): string {
    const {active, passive} = this.settings;
    return [active, passive].find(holder => holder.mac === mac)?.node ?? mac ?? 'nobody';
  }

  #entryEvents({node, iface}: Station, family: Family): NeighbourEvent[] {
    return this.workshop.timeline
      .select('neighbour', node)
      .filter(event => event.iface === iface && event.ip === this.#vips[family]);
  }

  /** What made the client's entry take on another MAC, for the first time since then. */
  #cause({node}: Station, family: Family, from: bigint): CauseKind | undefined {
    const healings = findHealings(this.workshop.timeline, node, this.#vips[family]);
    return healings.find(({at}) => at >= from)?.cause;
  }

  #other(): Station {
    const {active, passive} = this.settings;
    return this.#holders.IPv6 === active ? passive : active;
  }

  /** Waits until every client gets answers from every stream. */
  async #untilAnswered(): Promise<void> {
    await this.#until(() => this.#isAnswered(10 * PROBE_INTERVAL_MS), PATIENCE_MS);
  }

  /** Whether every running stream had an answer to a probe that was sent within the last so many milliseconds. */
  #isAnswered(withinMs: number): boolean {
    const {running, answered} = this.#streamsSince(withinMs);
    return running.size > 0 && [...running].every(stream => answered.has(stream));
  }

  #streamsSince(withinMs: number): {running: Set<string>; answered: Set<string>} {
    const since = kernelTime() - BigInt(withinMs) * 1_000_000n;
    const running = new Set<string>();
    const answered = new Set<string>();
    for (const event of this.workshop.timeline.events) {
      if (event.at < since) continue;
      if (event.kind === 'probe-sent') running.add(`${event.node} ${event.stream}`);
      if (event.kind === 'probe-answered' && event.sentAt >= since)
        answered.add(`${event.node} ${event.stream}`);
    }
    return {running, answered};
  }

  /** Waits until it is so, or for so long; whether it is so is for an expectation to say. */
  async #until(isSo: () => boolean, timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    while (!isSo() && performance.now() < deadline) await this.workshop.pause(10);
  }

  /** The failover's lab, and in it a second address family. */
  #plan(): LabPlan {
    const {settings} = this;
    const {active, passive} = settings;
    const {vip, ...rest} = settings;
    const base = hermeticTopology({settings, baseReachableMs: PATIENT_REACHABLE_MS});
    const stations = [active, passive, ...this.#clients];
    const works = stations.map(({node, iface, address}) => ({
      node,
      sysctls: {
        [`net/ipv6/conf/${iface}/disable_ipv6`]: 0,
        [`net/ipv6/conf/${iface}/accept_dad`]: 1,
        [`net/ipv6/conf/${iface}/dad_transmits`]: 1,
        [`net/ipv6/conf/${iface}/ndisc_notify`]: 0,
        [`net/ipv6/conf/${iface}/forwarding`]: 0,
        [`net/ipv6/conf/${iface}/drop_unsolicited_na`]: 0,
        [`net/ipv6/neigh/${iface}/base_reachable_time_ms`]: PATIENT_REACHABLE_MS,
      },
      commands: ['fd00:3:2', 'fe80'].map(prefix => [
        ...['addr', 'add', `${prefix}::${hostPart(address.address)}/${PREFIX_LENGTH}`, 'dev', iface, 'nodad'],
      ]),
    }));
    const release = {
      node: active.node,
      commands: [['addr', 'del', formatIpv4Interface(vip), 'dev', rest.active.iface]],
    };
    return {...base, stages: [...base.stages, {name: 'ipv6', steps: [works, [release]]}]};
  }
}

const FOREVER = 1n << 62n;

function rowsOf<R extends {family: Family}>(rows: readonly R[], family: Family): R[] {
  return rows.filter(row => row.family === family);
}

/** @param until probes that were sent later had no time to be answered; unanswered ones do not count */
function boundsOf(fates: readonly ProbeFate[], until: bigint): Bounds {
  const asked = fates.filter(fate => fate.sentAt <= until || wasAnswered(fate));
  const outage = outageOfStream(asked);
  return outage === undefined ? noOutageBounds(asked) : outageBounds(outage);
}

/** The last part of an IPv4 address, as it is written there: 10.3.2.200 becomes 200. */
function hostPart(address: string): string {
  return address.split('.').at(-1) ?? '';
}

/** The client has its interface's name, since its node is the host. */
function nameOf({node, iface}: Station): string {
  return node === 'host' ? iface : node;
}

/** What announces an address, in few letters. */
const ANNOUNCEMENT: Readonly<Record<Family, string>> = {IPv4: 'GARP', IPv6: 'NA'};

function causeName(family: Family, cause: CauseKind | undefined): string {
  if (cause === undefined) return 'nothing';
  return cause === 'announcement' ? ANNOUNCEMENT[family] : CAUSE_WORDS[cause];
}

/** @throws VipError `NOT_POSSIBLE` */
async function requireIpv6(): Promise<void> {
  try {
    await access('/proc/sys/net/ipv6');
  } catch (cause) {
    throw new VipError(
      'NOT_POSSIBLE',
      'lab: this kernel runs without IPv6 (is ipv6.disable=1 among its boot parameters?)',
      {cause},
    );
  }
}

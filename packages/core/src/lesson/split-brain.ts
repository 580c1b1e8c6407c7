/**
 * What if both nodes hold the VIP?
 *
 * Which of two answers comes first is an accident of delivery: it is counted here and never expected.
 *
 * @module
 */

import type {FrameEvent, LabSettings, SeenFrame, Station} from '@vip/analysis';
import {readingOf} from '@vip/analysis';
import {type AnnouncementForm, formatIpv4Interface, type Ipv4Address, type MacAddress} from '@vip/arp';
import {hermeticTopology} from '../lab/topology.js';
import {createCaptureView, formatSelected, type SelectedFrame} from '../views/capture-lines.js';
import {echoRequests} from './evidence.js';
import type {Lesson} from './lesson.js';
import type {PingResult, Workshop} from './workshop.js';

export const splitBrain: Lesson = {
  name: 'split-brain',
  question: 'What if both nodes hold the VIP?',
  takes: 'ten seconds',
  moral: [
    'Nothing breaks at once: each client keeps to the node it knows, every ping is',
    'answered, and no monitor turns red. Whoever asks anew gets two answers and',
    'believes the first. A GARP of either node takes the clients with it, all or,',
    'in a form that young entries ignore, some. Two MACs that answer one question',
    'are a conflict; no failover looks so. To heal it takes two steps: one node',
    'gives the address up, and the other announces it. Without the second step,',
    'whoever believed in the first is in the dark.',
    'Where it bites: a healed split announces nothing; a node comes back, VIP on:',
    'https://github.com/acassen/keepalived/issues/166',
    'https://github.com/kube-vip/kube-vip/issues/1385',
  ],
  async run(workshop, {settings}) {
    const brain = new SplitBrain(workshop, settings);
    await brain.build();
    await brain.takeTwice();
    await brain.askAnew();
    await brain.disagree();
    await brain.duel();
    await brain.heal();
  },
};

/** Entries last an hour: what changes them shall be a frame, never a timer. Milliseconds. */
const PATIENT_REACHABLE_MS = 3_600_000;

/** Longer than Linux's own `locktime`, which the lab has. Milliseconds. */
const PAST_LOCKTIME_MS = 1300;

/** What should have been seen is waited for so long, for a machine that is busy. Milliseconds. */
const PATIENCE_MS = 1000;

/** From when a frame was captured until the cache has taken it in. Milliseconds. */
const TAKEN_IN_MS = 20;

/** Pings that are lost need not be waited for so long. Milliseconds. */
const LOST_WAIT_MS = 100;

/** How often each client forgets the address and asks. */
const QUESTIONS = 5;

class SplitBrain {
  readonly #vip: Ipv4Address;
  readonly #clients: readonly Station[];
  readonly #holders: readonly Station[];

  constructor(
    readonly workshop: Workshop,
    readonly settings: LabSettings,
  ) {
    const {vip, active, passive, client, ext, router} = settings;
    this.#vip = vip.address;
    this.#clients = [client, ext, router];
    this.#holders = [active, passive];
  }

  async build(): Promise<void> {
    const {workshop, settings} = this;
    await workshop.build(hermeticTopology({settings, baseReachableMs: PATIENT_REACHABLE_MS}));
    await workshop.watch([...this.#holders, ...this.#clients]);
    workshop.tell(
      `Three clients, and the VIP ${this.#vip} on ${settings.active.node}. Each client pings it once:`,
    );
    const results = await this.#pingAll();
    workshop.expect(
      `all believe in ${settings.active.node}, which answers`,
      this.#allBelieve(await this.#beliefs(), settings.active) && results.every(isAnswered),
      this.#formatBeliefs(await this.#beliefs()),
    );
  }

  /** The second node takes the address, as it does when it hears nothing from the first any more. */
  async takeTwice(): Promise<void> {
    const {workshop, settings} = this;
    const {active, passive, vip} = settings;
    workshop.tell(`Now ${passive.node} takes the VIP too, and ${active.node} keeps it. Nobody announces.`);
    await workshop.predict('What do the clients notice?');
    await workshop.configure(passive.node, [['addr', 'add', formatIpv4Interface(vip), 'dev', passive.iface]]);
    for (const {node, iface} of this.#holders) {
      await workshop.command(node, ['ip', '-4', '-brief', 'addr', 'show', 'dev', iface]);
    }
    const results = await this.#pingAll();
    workshop.expect(
      'nothing: all pings are answered by the node they knew',
      this.#allBelieve(await this.#beliefs(), active) &&
        results.every((result, index) => isAnswered(result) && this.#servedOnlyBy(index, result, active)),
      this.#formatServed(results),
    );
  }

  /** Each client forgets the address and asks for it, a few times. */
  async askAnew(): Promise<void> {
    const {workshop} = this;
    await workshop.predict('Each client forgets the VIP and asks anew. Whom will it believe?');
    const rounds: Question[][] = [];
    for (let round = 0; round < QUESTIONS; round++) {
      rounds.push(await Promise.all(this.#clients.map((_, index) => this.#ask(index))));
    }
    const all = rounds.flat();
    const ofClient = (index: number) => rounds.map(round => round[index] as Question);
    workshop.table(
      `Each client asked ${QUESTIONS} times who has ${this.#vip}:`,
      ['client', 'answers', ...this.#holders.map(({node}) => `${node} first`), 'believed', 'served by'],
      this.#clients.map((client, index) => {
        const asked = ofClient(index);
        return [
          nameOf(client),
          String(asked.reduce((sum, {answers}) => sum + answers.length, 0)),
          ...this.#holders.map(({mac}) => String(asked.filter(({answers}) => answers[0] === mac).length)),
          this.#sequence(asked.map(({believed}) => believed)),
          this.#sequence(asked.map(({served}) => (served.length === 1 ? served[0] : undefined))),
        ];
      }),
    );
    const both = all.filter(({answers}) => this.#holders.every(({mac}) => answers.includes(mac)));
    workshop.expect(
      'every question has two answers, one from each node',
      both.length === all.length && all.every(({answers}) => answers.length === 2),
      `${both.length} of ${all.length} questions`,
    );
    const first = all.filter(({answers, believed}) => believed !== undefined && believed === answers[0]);
    workshop.expect(
      'the first answer is believed, the second comes too early to count',
      first.length === all.length,
      `${first.length} of ${all.length} times`,
    );
    const served = all.filter(
      ({believed, served: by, result}) => by.length === 1 && by[0] === believed && isAnswered(result),
    );
    workshop.expect(
      'whom it believes serves it, and the other node sees nothing of it',
      served.length === all.length,
      `${served.length} of ${all.length} times`,
    );
    this.#showCapture(all.filter((_, index) => index % this.#clients.length === this.#showing));
  }

  /** A form that young entries ignore, while one client's entry is young and those of the others are not. */
  async disagree(): Promise<void> {
    const {workshop, settings} = this;
    const {active, passive, ext} = settings;
    await workshop.pause(PAST_LOCKTIME_MS);
    const {believed} = await this.#ask(this.#showing);
    const other = believed === active.mac ? passive : active;
    workshop.tell(
      `${ext.node} asks once more and believes in ${this.#nodeOf(believed)}. At once, ${other.node} announces, with a reply whose target is ff, which Linux ignores while an entry is younger than a second:`,
    );
    await this.#announce(other, 'reply', 'broadcast');
    const beliefs = await this.#beliefs();
    const results = await this.#pingAll();
    workshop.expect(
      'the clients disagree',
      beliefs.every((mac, index) => mac === (index === this.#showing ? believed : other.mac)),
      this.#formatBeliefs(beliefs),
    );
    workshop.expect(
      'and both nodes serve the VIP at the same time',
      results.every((result, index) => {
        const served = this.#servedBy(index, result);
        return isAnswered(result) && served.length === 1 && served[0] === beliefs[index];
      }),
      this.#formatServed(results),
    );
  }

  /** Both nodes announce in turn, in a form that every cache believes, and in one that it may ignore. */
  async duel(): Promise<void> {
    const {workshop, settings} = this;
    const {active, passive} = settings;
    await workshop.predict(
      `${active.node} announces, then ${passive.node}, then ${active.node} again. Whom do the clients believe?`,
    );
    const rows: string[][] = [];
    for (const {title, form, targetMac} of BELIEVED_FORMS) {
      const beliefs: Beliefs[] = [];
      for (const holder of [active, passive, active]) {
        await this.#announce(holder, form, targetMac);
        beliefs.push(await this.#beliefs());
      }
      rows.push([title, ...beliefs.map(belief => this.#formatBeliefs(belief))]);
      const [one = [], two = [], three = []] = beliefs;
      workshop.expect(
        `${title}: the last one wins, at every client, every time`,
        this.#allBelieve(one, active) && this.#allBelieve(two, passive) && this.#allBelieve(three, active),
        beliefs.map(belief => this.#formatBeliefs(belief)).join(', then '),
      );
    }
    rows.push(await this.#duelWithinLocktime());
    workshop.table(
      'Whom the clients believe after each announcement:',
      ['form', `${active.node} announces`, `then ${passive.node}`, `then ${active.node}`],
      rows,
    );
  }

  /** One node lets go of the address; only then the other announces. */
  async heal(): Promise<void> {
    const {workshop, settings} = this;
    const {active, passive, vip} = settings;
    await workshop.predict(`Now ${active.node} gives the VIP up. Is everything well?`);
    await workshop.configure(active.node, [['addr', 'del', formatIpv4Interface(vip), 'dev', active.iface]]);
    const dark = await this.#pingAll(LOST_WAIT_MS);
    workshop.expect(
      `no: the clients still believe in ${active.node}, where nobody answers`,
      this.#allBelieve(await this.#beliefs(), active) && dark.every(({answered}) => answered === 0),
      `${sum(dark, 'answered')} of ${sum(dark, 'sent')} answered`,
    );
    workshop.tell(`${passive.node} announces:`);
    await this.#announce(passive, 'both');
    const announcedAt = workshop.timeline.select('announced', passive.node).at(-1)?.at ?? 0n;
    const healed = await this.#pingAll();
    workshop.expect(
      `all believe in ${passive.node}, which answers`,
      this.#allBelieve(await this.#beliefs(), passive) && healed.every(isAnswered),
      `${sum(healed, 'answered')} of ${sum(healed, 'sent')} answered`,
    );
    const asked = await Promise.all(this.#clients.map((_, index) => this.#ask(index, 1)));
    workshop.expect(
      'whoever asks anew gets one answer',
      asked.every(({answers}) => answers.length === 1 && answers[0] === passive.mac),
      `${asked.map(({answers}) => answers.length).join(', ')} answers`,
    );
    const since = this.#captured().filter(({change, seen}) => change !== undefined && seen.at > announcedAt);
    const later = since.filter(({packet}) => packet?.senderMac !== passive.mac);
    workshop.expect(
      'and the capture has no more conflict to tell',
      later.length === 0,
      `${later.length} claims by ${active.node} since`,
    );
  }

  /** A reply whose target is ff: Linux ignores it while the entry is younger than `locktime`. */
  async #duelWithinLocktime(): Promise<string[]> {
    const {workshop, settings} = this;
    const {active, passive} = settings;
    const title = 'reply, target ff';
    // Something to start from, and then long enough that the first reply counts.
    await this.#announce(passive, 'request');
    await workshop.pause(PAST_LOCKTIME_MS);
    const first = await this.#announceAndLook(active);
    const second = await this.#announceAndLook(passive);
    await workshop.pause(PAST_LOCKTIME_MS);
    const third = await this.#announceAndLook(passive);
    await workshop.pause(PAST_LOCKTIME_MS);
    const last = await this.#announceAndLook(active);
    workshop.expect(
      `${title}: the first one wins, for a second`,
      this.#allBelieve(first, active) && this.#allBelieve(second, active),
      `${this.#formatBeliefs(first)}, then ${this.#formatBeliefs(second)}`,
    );
    workshop.expect(
      `${title}: later than that, the last one wins`,
      this.#allBelieve(third, passive) && this.#allBelieve(last, active),
      `${this.#formatBeliefs(third)}, then ${this.#formatBeliefs(last)}`,
    );
    return [title, ...[first, second].map(belief => this.#formatBeliefs(belief)), this.#formatBeliefs(last)];
  }

  async #announceAndLook(holder: Station): Promise<Beliefs> {
    await this.#announce(holder, 'reply', 'broadcast');
    return this.#beliefs();
  }

  async #announce(
    {node, iface, mac}: Station,
    form: AnnouncementForm,
    targetMac?: 'broadcast',
  ): Promise<void> {
    const {workshop} = this;
    const before = this.#claimsSeen(mac);
    await workshop.agents.in(node).call('announce', {iface, ip: this.#vip, mac, form, targetMac});
    await this.#until(() => this.#claimsSeen(mac).every((seen, index) => seen > (before[index] ?? 0)));
    await workshop.pause(TAKEN_IN_MS);
  }

  /** How many frames each client has captured in which the MAC claims the address. */
  #claimsSeen(mac: MacAddress): number[] {
    return this.#clients.map(({node, iface}) => {
      const frames = this.workshop.timeline.select('frame', node).filter(frame => frame.iface === iface);
      return frames.filter(frame => isClaim(frame, this.#vip, mac)).length;
    });
  }

  /** Waits until it is so, or for as long as it can take; whether it is so is for an expectation to say. */
  async #until(isSo: () => boolean): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    while (!isSo() && performance.now() < deadline) await this.workshop.pause(10);
  }

  /** What each client holds, in the order of the clients. */
  async #beliefs(): Promise<Beliefs> {
    const looks = this.#clients.map(({node, iface}) => this.workshop.look(node, iface, this.#vip));
    return (await Promise.all(looks)).map(({mac}) => mac);
  }

  async #pingAll(waitMs = PATIENCE_MS): Promise<PingResult[]> {
    const target = this.#vip;
    const results = await Promise.all(
      this.#clients.map(({node}) => this.workshop.probe({node, target, waitMs})),
    );
    await this.#until(() =>
      results.every((result, index) => this.#arrived(index, result) >= result.answered),
    );
    return results;
  }

  /** The client forgets, asks, and pings. */
  async #ask(index: number, expected = this.#holders.length): Promise<Question> {
    const {workshop} = this;
    const {node, iface} = this.#clients[index] as Station;
    await workshop.quietly(node, ['ip', 'neigh', 'flush', 'to', this.#vip, 'dev', iface]);
    const result = await workshop.probe({node, target: this.#vip, waitMs: PATIENCE_MS});
    const believed = (await workshop.look(node, iface, this.#vip)).mac;
    await this.#until(
      () =>
        this.#answers(index, result).length >= expected && this.#arrived(index, result) >= result.answered,
    );
    return {result, believed, answers: this.#answers(index, result), served: this.#servedBy(index, result)};
  }

  /** The MACs that answered the client, in the order in which the answers came. */
  #answers(index: number, result: PingResult): MacAddress[] {
    const {node, iface} = this.#clients[index] as Station;
    return this.workshop.frames(node, iface, result).flatMap(frame => {
      const {arp} = readingOf(frame);
      const isAnswer = arp?.operation === 'reply' && arp.senderIp === this.#vip;
      return isAnswer ? [arp.senderMac] : [];
    });
  }

  /** The client's echo requests that arrived at a holder. */
  #requestsAt({node, iface}: Station, index: number, result: PingResult): number {
    const {address} = this.#clients[index] as Station;
    const requests = echoRequests(this.workshop.frames(node, iface, result));
    return requests.filter(({asker}) => asker === address.address).length;
  }

  /** Those that arrived at any of them. */
  #arrived(index: number, result: PingResult): number {
    return this.#holders.reduce((total, holder) => total + this.#requestsAt(holder, index, result), 0);
  }

  #servedBy(index: number, result: PingResult): MacAddress[] {
    return this.#holders.filter(holder => this.#requestsAt(holder, index, result) > 0).map(({mac}) => mac);
  }

  #servedOnlyBy(index: number, result: PingResult, holder: Station): boolean {
    const served = this.#servedBy(index, result);
    return served.length === 1 && served[0] === holder.mac;
  }

  #formatServed(results: readonly PingResult[]): string {
    const served = results.map((result, index) => {
      const by = this.#servedBy(index, result).map(mac => this.#nodeOf(mac));
      return `${nameOf(this.#clients[index] as Station)} by ${by.join(' and ') || 'nobody'}`;
    });
    return served.join(', ');
  }

  #allBelieve(beliefs: Beliefs, {mac}: Station): boolean {
    return beliefs.length === this.#clients.length && beliefs.every(belief => belief === mac);
  }

  /** `all ns0`, or `mcv-client ns0, ext ns1, router ns1`. */
  #formatBeliefs(beliefs: Beliefs): string {
    if (new Set(beliefs).size === 1) return `all ${this.#nodeOf(beliefs[0])}`;
    return beliefs
      .map((mac, index) => `${nameOf(this.#clients[index] as Station)} ${this.#nodeOf(mac)}`)
      .join(', ');
  }

  /** `ns0 ns1 ns1`; a run of the same as `5 x ns1`. */
  #sequence(macs: Beliefs): string {
    if (new Set(macs).size === 1) return `${macs.length} x ${this.#nodeOf(macs[0])}`;
    return macs.map(mac => this.#nodeOf(mac)).join(' ');
  }

  #nodeOf(mac: MacAddress | undefined): string {
    return this.#holders.find(holder => holder.mac === mac)?.node ?? mac ?? 'nobody';
  }

  /** The client whose capture is shown: the external node. */
  get #showing(): number {
    return this.#clients.indexOf(this.settings.ext);
  }

  /** What `vip capture --ip VIP` makes of the frames that were captured at the external node. */
  #captured(): SelectedFrame[] {
    const {node, iface} = this.settings.ext;
    const view = createCaptureView({ips: [this.#vip]});
    const frames = this.workshop.timeline.select('frame', node).filter(frame => frame.iface === iface);
    return frames.flatMap(frame => view(seenFrame(frame)) ?? []);
  }

  /** The frames of the last question, as `vip capture` says them. */
  #showCapture(asked: readonly Question[]): void {
    const {workshop, settings} = this;
    const captured = this.#captured();
    const last = asked.at(-1)?.result;
    workshop.tell(`What vip capture says at ${settings.ext.node} of the last question there:`);
    for (const selected of captured) {
      if (last === undefined || !isWithin(selected.seen.at, last) || !concerns(selected, settings.ext))
        continue;
      for (const line of formatSelected(selected).trimEnd().split('\n')) workshop.progress(line);
    }
    const changes = captured.flatMap(({change}) => change ?? []);
    const count = (kind: string) => changes.filter(change => change.kind === kind).length;
    workshop.expect(
      'vip capture calls it a conflict, after every question',
      asked.every(({result}) =>
        captured.some(({change, seen}) => change?.kind === 'conflict' && isWithin(seen.at, result)),
      ),
      `${count('conflict')} conflicts, ${count('moved')} moves, ${count('returned')} returns`,
    );
  }
}

/** What each client believes; undefined where it holds nothing. */
type Beliefs = readonly (MacAddress | undefined)[];

/** A client that asked for the address. */
interface Question {
  readonly result: PingResult;
  /** The MACs that answered, in the order in which the answers came. */
  readonly answers: readonly MacAddress[];
  readonly believed: MacAddress | undefined;
  /** Where its pings arrived. */
  readonly served: readonly MacAddress[];
}

const BELIEVED_FORMS = [
  {title: 'request', form: 'request', targetMac: undefined},
  {title: 'reply, target self', form: 'reply', targetMac: undefined},
] as const;

function isClaim(frame: FrameEvent, ip: Ipv4Address, mac: MacAddress): boolean {
  const {arp} = readingOf(frame);
  return arp?.senderIp === ip && arp.senderMac === mac;
}

function isAnswered({sent, answered}: PingResult): boolean {
  return sent > 0 && answered === sent;
}

function isWithin(at: bigint, {from, until}: PingResult): boolean {
  return at >= from && at <= until;
}

function concerns({packet}: SelectedFrame, {address}: Station): boolean {
  return packet?.senderIp === address.address || packet?.targetIp === address.address;
}

function sum(results: readonly PingResult[], what: 'sent' | 'answered'): number {
  return results.reduce((total, result) => total + result[what], 0);
}

/** The client has its interface's name, since its node is the host. */
function nameOf({node, iface}: Station): string {
  return node === 'host' ? iface : node;
}

function seenFrame({at, iface, octets, length, own}: FrameEvent): SeenFrame {
  return {at, iface, bytes: octets, length, own};
}

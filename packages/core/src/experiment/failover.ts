/**
 * The failover of the lab: its steps, their order, and the observations. What it shows is not
 * decided here but derived from the timeline.
 *
 * @module
 */

import type {Phase, Timeline} from '@vip/analysis';
import {STREAM} from '@vip/analysis';
import {FAILOVER_STEP} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {DEFAULTS} from '../defaults.js';
import {giveAddress, releaseAddress} from '../lab/building-blocks.js';
import type {LabTopology} from '../lab/lab-topology.js';
import {checkParent, removeOrphans} from '../lab/parent.js';
import {runSession} from '../session/run-session.js';
import type {Session} from '../session/session.js';
import {refuseDisturbed} from '../session/undisturbed.js';
import {observePhase} from './observation.js';
import {type FailoverOptions, type FailoverPlan, planFailover} from './options.js';
import {failoverRecord, topologyFor} from './record.js';
import {isRefuted, reportFailover} from './verdict.js';

/** As `ping` does. Milliseconds. */
const PING_INTERVAL_MS = 1000;

/** How long the first pings may take to get through. Milliseconds. */
const STEADY_TIMEOUT_MS = 5000;

/** A held lab is entered by name; several are distinguished by number. */
const HELD = {
  name: 'experiment',
  otherNames: Array.from({length: 98}, (_, index) => `experiment-${index + 2}`),
};

/**
 * Runs the failover; every event goes into the timeline. Resolves when the lab is gone.
 *
 * @throws VipError if it could not be made or completed, as its last event says, too
 */
export async function runFailover(given: FailoverOptions, timeline: Timeline): Promise<void> {
  const plan = planFailover(given);
  const {parent, settings, signal, hold} = plan;
  signal.throwIfAborted();
  const removed = parent === undefined ? [] : await removeOrphans();
  if (parent !== undefined) await checkParent(parent.iface, settings.client.iface);
  const lab = {sharedNetwork: parent !== undefined, ...(hold === undefined ? {} : HELD)};
  const record = failoverRecord(plan);
  await runSession(
    {timeline, record, lab, signal},
    {
      measured: session => new Failover(plan, session).run(removed),
      judged() {
        const report = reportFailover(timeline, record);
        refuseDisturbed(timeline, report.held, isRefuted(report));
      },
      ...(hold === undefined
        ? {}
        : {unmeasured: session => session.hold(FAILOVER_STEP.hold, () => hold(session.lab))}),
    },
  );
}

class Failover {
  readonly #topology: LabTopology;

  constructor(
    readonly plan: FailoverPlan,
    readonly session: Session,
  ) {
    this.#topology = topologyFor(plan, session.lab.id);
  }

  /** @param removed interfaces left behind by a run that was killed */
  async run(removed: readonly string[]): Promise<void> {
    const {announce, delayMs} = this.plan;
    for (const iface of removed) {
      const text = `Removed ${iface}, left behind by a run that was killed`;
      this.session.write({node: 'lab', kind: 'told', text});
    }
    await this.#build();
    await this.#startProbing();
    await this.#untilServed(STEADY_TIMEOUT_MS, 'the VIP did not answer before the failover');
    await this.#observe('before');

    await this.#predict('The VIP moves to a node with another MAC. What will the pings of each observer do?');
    await this.#countDown(FAILOVER_STEP.linkDown);
    await this.#failOver();
    await this.#observe('gap');

    await this.#predict(
      announce === undefined
        ? 'The new MAC is not announced. After how long do the pings get through, and why?'
        : 'The new node announces its MAC. Which caches change, and how many more pings are lost?',
    );
    if (announce === undefined) {
      await this.session.during(FAILOVER_STEP.wait, () =>
        this.#untilServed(DEFAULTS.timeoutMs, 'the observers did not find out by themselves'),
      );
    } else {
      await this.#countDown(FAILOVER_STEP.announce);
      await this.#announce(announce);
    }
    await this.#observe('after');
    await this.session.pause(settleMs(delayMs));
  }

  async #build(): Promise<void> {
    const {lab, agents} = this.session;
    const {stations, stages} = this.#topology;
    await lab.addNodes(this.#topology);
    agents.start(stations.map(({node}) => node));
    for (const stage of stages) await this.session.during(stage.name, () => lab.build(stage));
    await agents.watch(stations);
  }

  async #startProbing(): Promise<void> {
    const {settings, probeIntervalMs} = this.plan;
    const target = settings.vip.address;
    const {observers, reader} = this.#topology;
    await this.session.startProbing(observers, probeIntervalMs);
    const {node, boundTo: iface} = reader;
    const reading = {stream: STREAM.read, target, intervalMs: PING_INTERVAL_MS, iface};
    await this.session.agents.in(node).call('probe', reading);
  }

  async #predict(question: string): Promise<void> {
    const {predict} = this.plan;
    if (predict === undefined) return;
    this.session.write({node: 'lab', kind: 'asked', question});
    await predict(question);
  }

  async #countDown(to: string): Promise<void> {
    let remainingMs = this.plan.delayMs;
    do {
      this.session.write({node: 'lab', kind: 'countdown', to, seconds: remainingMs / 1000});
      const stepMs = remainingMs % 1000 || Math.min(1000, remainingMs);
      await this.session.pause(stepMs);
      remainingMs -= stepMs;
    } while (remainingMs > 0);
  }

  async #failOver(): Promise<void> {
    const {lab} = this.session;
    const {active, passive, vip} = this.plan.settings;
    const goDown = () => lab.batch(active.node, [['link', 'set', active.iface, 'down']]);
    await this.session.during(FAILOVER_STEP.linkDown, goDown, active.node);
    const move = async () => {
      await lab.batch(active.node, [releaseAddress(active.iface, vip)]);
      await lab.batch(passive.node, [giveAddress('add', passive.iface, vip, {detects: false})]);
    };
    await this.session.during(FAILOVER_STEP.move, move, passive.node);
  }

  async #announce(announce: NonNullable<FailoverOptions['announce']>): Promise<void> {
    const {vip, passive} = this.plan.settings;
    const {node, iface, mac} = passive;
    const agent = this.session.agents.in(node);
    const send = () => agent.call('announce', {iface, ip: vip.address, mac, ...announce});
    await this.session.during(FAILOVER_STEP.announce, send, node);
  }

  async #untilServed(timeoutMs: number, complaint: string): Promise<void> {
    if (await this.session.untilServed(this.#topology.observers, timeoutMs)) return;
    throw new VipError('NOT_POSSIBLE', `experiment: ${complaint} within ${timeoutMs / 1000} s`);
  }

  async #observe(phase: Phase): Promise<void> {
    const {settings, probeIntervalMs} = this.plan;
    const {observers} = this.#topology;
    await observePhase(this.session, {phase, observers, settings, probeIntervalMs});
  }
}

/** How long pings continue after the recovery: three of them by default, a moment with `--delay 0s`. */
function settleMs(delayMs: number): number {
  return Math.min(3000, delayMs * 0.3);
}

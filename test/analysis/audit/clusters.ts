/** Clusters of three to five nodes: the predictions match a simulation of their timers and advertisements. */

import {audit, type Prediction, readConfig, textSource} from '@vip/analysis/internal/audit';
import test, {type ExecutionContext} from 'ava';
import {type SimulatedNode, VrrpSimulation} from '../../helpers/audit/vrrp-simulation.js';
import {type Random, seeded} from '../../helpers/random.js';
import {rounds} from '../../helpers/torture.js';

interface RandomNode extends SimulatedNode {
  /** The weight of its check; 0 means FAULT. */
  readonly weight: number;
}

function randomCluster(random: Random): RandomNode[] {
  const count = 3 + random.below(3);
  const intervalMs = 1000 * (1 + random.below(3));
  const nopreempt = random.pick([true, false, false]);
  const areEqual = random.oneIn(3);
  let priority = 200 + random.below(50);
  return Array.from({length: count}, (_, index) => {
    if (index > 0 && !(areEqual && random.oneIn(2))) priority -= 1 + random.below(40);
    const weight = random.pick([0, -1, -20, -60, -150]);
    return {name: `lb${index + 1}`, priority, intervalMs, nopreempt, weight};
  });
}

function audited(nodes: readonly RandomNode[]) {
  return audit(
    nodes.map(({name, priority, intervalMs, nopreempt, weight}) => {
      const text = `vrrp_script chk {
  script /bin/true
  weight ${weight}
}
vrrp_instance V {
  interface eth0
  virtual_router_id 7
  priority ${priority}
  advert_int ${intervalMs / 1000}
  ${nopreempt ? 'nopreempt' : ''}
  virtual_ipaddress {
    10.0.0.9/24
  }
  track_script {
    chk
  }
}
`;
      return {name, config: readConfig(`${name}.conf`, textSource(`${name}.conf`, text))};
    }),
  );
}

const LONG_MS = 60_000;

/** Any of several nodes with one priority may be predicted; everything else is exact to the millisecond, apart from delays on the wire. */
class Comparison {
  constructor(
    readonly t: ExecutionContext,
    readonly nodes: readonly RandomNode[],
    readonly predictions: readonly Prediction[],
    readonly about: string,
  ) {}

  of(event: Prediction['event'], on?: readonly string[]): Prediction | undefined {
    return this.predictions.find(
      each => each.event === event && (on === undefined || String(each.on) === String(on)),
    );
  }

  owner(predicted: Prediction | undefined, owner: string | undefined, standing = this.#priorityOf): void {
    const told = `${this.about}\n${predicted?.text}\nsimulated: ${owner}`;
    this.t.not(predicted, undefined, told);
    const [one, other] = [predicted?.owner, owner].map(name =>
      name === undefined ? undefined : standing(name),
    );
    this.t.is(one, other, told);
  }

  time(predicted: Prediction | undefined, ms: number | undefined): void {
    const {least, most} = predicted?.after ?? {least: 0, most: 0};
    const isWithin = ms !== undefined && ms > least - 1 && ms < most + 1;
    this.t.true(isWithin, `${this.about}\n${predicted?.text}\n${least} to ${most}, simulated: ${ms}`);
  }

  readonly #priorityOf = (name: string): number | undefined =>
    this.nodes.find(node => node.name === name)?.priority;
}

function simulated(nodes: readonly RandomNode[]): {
  simulation: VrrpSimulation;
  owner: string;
  tookMs: number;
} {
  const simulation = new VrrpSimulation(nodes);
  const tookMs = simulation.untilOtherThan(undefined, LONG_MS) ?? Number.NaN;
  simulation.run(LONG_MS);
  return {simulation, owner: simulation.owner ?? '', tookMs};
}

test('predictions match the simulation for start, crash, stop, and return', t => {
  for (let seed = 0; seed < rounds(100, 2000); seed++) {
    const nodes = randomCluster(seeded(seed));
    const {predictions} = audited(nodes);
    const compare = new Comparison(t, nodes, predictions, `seed ${seed}\n${JSON.stringify(nodes)}`);
    const began = simulated(nodes);
    compare.owner(compare.of('start'), began.owner);
    compare.time(compare.of('start'), began.tookMs);
    // The prediction picks one of several equal nodes, and the simulation follows it, so that both lose the same node.
    if (compare.of('start')?.owner !== began.owner) continue;
    const {simulation, owner} = began;
    const last = simulation.crash(owner);
    const next = simulation.untilOtherThan(owner, LONG_MS);
    simulation.run(LONG_MS);
    compare.owner(compare.of('crash'), simulation.owner);
    compare.time(compare.of('crash'), next === undefined ? undefined : next - last);
    simulation.start(owner);
    const started = simulation.now;
    const back = compare.of('return');
    const returned = back?.moves === true ? simulation.untilMaster(owner, LONG_MS) : undefined;
    simulation.run(LONG_MS);
    compare.owner(back, simulation.owner);
    if (back?.moves === true) compare.time(back, returned === undefined ? undefined : returned - started);
    const again = simulated(nodes);
    const stoppedAt = again.simulation.now;
    again.simulation.resign(again.owner, 'gone');
    const resigned = again.simulation.untilOtherThan(again.owner, LONG_MS);
    compare.time(compare.of('stop'), resigned === undefined ? undefined : resigned - stoppedAt);
  }
});

test('predictions match the simulation for a check that fails on each node, and on all', t => {
  for (let seed = 0; seed < rounds(100, 2000); seed++) {
    const nodes = randomCluster(seeded(seed));
    const {predictions} = audited(nodes);
    const compare = new Comparison(t, nodes, predictions, `seed ${seed}\n${JSON.stringify(nodes)}`);
    const names = nodes.map(({name}) => name);
    for (const on of [...names.map(name => [name]), names]) {
      const {simulation, owner} = simulated(nodes);
      if (compare.of('start')?.owner !== owner) continue;
      const now = (name: string) => {
        const node = nodes.find(each => each.name === name) as RandomNode;
        if (!on.includes(name)) return node.priority;
        return node.weight === 0 ? undefined : Math.max(1, node.priority + node.weight);
      };
      for (const name of on) {
        const priority = now(name);
        if (priority === undefined) simulation.resign(name, 'fault');
        else simulation.setPriority(name, priority);
      }
      simulation.run(LONG_MS);
      compare.owner(compare.of('check-fails', on), simulation.owner, now);
    }
  }
});

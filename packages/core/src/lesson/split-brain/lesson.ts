/**
 * What if both nodes hold the VIP?
 *
 * Which of two answers comes first is an accident of delivery: it is counted here and never expected.
 *
 * @module
 */

import {PATIENT_REACHABLE_MS} from '../../lab/lab-topology.js';
import {macvlanTopology} from '../../lab/macvlan-topology.js';
import {dropAddress, takeAddress} from '../addresses.js';
import {allAnswered, nodeAt, noneAnswered} from '../evidence.js';
import type {Lesson, LessonSettings} from '../lesson.js';
import type {Workshop} from '../workshop.js';
import {allBelieve, formatAnswered, formatBeliefs, formatServed, isServedOnlyBy} from './beliefs.js';
import {expectNoOtherClaim} from './captured.js';
import {Clients} from './clients.js';
import {duel, IGNORED_WHEN_YOUNG, PAST_LOCKTIME_MS} from './duel.js';
import {askAnew} from './questions.js';

export const splitBrainLesson: Lesson = {
  name: 'split-brain',
  question: 'What if both nodes hold the VIP?',
  takes: 'ten seconds',
  questions: [
    {name: 'noticed', answer: 'words'},
    {name: 'asked-anew', answer: 'some-of', of: ['ns0', 'ns1']},
    {name: 'announced-in-turn', answer: 'some-of', of: ['ns0', 'ns1']},
    {name: 'released', answer: 'yes-no'},
  ],
  moral: [
    'Nothing breaks at once: each client sticks to the node it knows, every ping is',
    'answered, and no monitor turns red. A client that resolves the VIP anew gets',
    'two answers and believes the first. A GARP from either node moves the clients:',
    'all of them or, in a form that young entries ignore, some. Two MACs answering',
    'one request are a conflict; no failover looks like that. Recovery takes two',
    'steps: one node releases the address, and the other announces it. Without the',
    'second step, clients that believed the first node are black-holed.',
    'Where it bites: a healed split announces nothing; a node returns with the VIP:',
    'https://github.com/acassen/keepalived/issues/166',
    'https://github.com/kube-vip/kube-vip/issues/1385',
  ],
  async run(workshop, {settings}) {
    const clients = new Clients(workshop, settings);
    await build(workshop, settings, clients);
    await takeTwice(workshop, settings, clients);
    await askAnew(workshop, settings, clients);
    await disagree(workshop, settings, clients);
    await duel(workshop, settings, clients);
    await heal(workshop, settings, clients);
  },
};

/** How long to wait for answers that are not expected. Milliseconds. */
const LOST_WAIT_MS = 100;

async function build(workshop: Workshop, settings: LessonSettings, clients: Clients): Promise<void> {
  const {active} = settings;
  await workshop.build(macvlanTopology({settings, baseReachableMs: PATIENT_REACHABLE_MS}));
  await workshop.watch([...clients.holders, ...clients.stations]);
  workshop.tell(`Three clients, and the VIP ${clients.vip} on ${active.node}. Each client pings it:`);
  const served = await clients.pingAll();
  const beliefs = await clients.beliefs();
  workshop.expect(
    `all resolve it to ${active.node}, which answers`,
    allBelieve(beliefs, active) && served.every(({result}) => allAnswered(result)),
    formatBeliefs(settings, beliefs),
  );
}

/** The second node takes the address, as it would after hearing no more from the first. */
async function takeTwice(workshop: Workshop, settings: LessonSettings, clients: Clients): Promise<void> {
  const {active, passive, vip} = settings;
  workshop.tell(`Now ${passive.node} takes the VIP too, and ${active.node} keeps it. Nobody announces.`);
  await workshop.predict('noticed', 'What do the clients notice?');
  await takeAddress(workshop, passive, vip);
  for (const {node, iface} of clients.holders) {
    await workshop.command(node, ['ip', '-4', '-brief', 'addr', 'show', 'dev', iface]);
  }
  const served = await clients.pingAll();
  workshop.expect(
    'nothing: every ping is answered by the node they knew',
    allBelieve(await clients.beliefs(), active) && served.every(each => isServedOnlyBy(active.mac, each)),
    formatServed(settings, served),
  );
}

/** A form that young entries ignore, while one client's entry is young and those of the others are not. */
async function disagree(workshop: Workshop, settings: LessonSettings, clients: Clients): Promise<void> {
  const {active, passive, ext} = settings;
  await workshop.pause(PAST_LOCKTIME_MS);
  const {believed} = await clients.ask(ext);
  const other = believed === active.mac ? passive : active;
  workshop.tell(
    `${ext.node} asks once more and believes ${nodeAt(settings, believed)}. At once, ${other.node} announces, with a reply whose target is ff, which Linux ignores while an entry is younger than a second:`,
  );
  await clients.hear(other, IGNORED_WHEN_YOUNG);
  const beliefs = await clients.beliefs();
  const served = await clients.pingAll();
  workshop.expect(
    'the clients disagree',
    beliefs.every(({client, mac}) => mac === (client === ext ? believed : other.mac)),
    formatBeliefs(settings, beliefs),
  );
  const beliefOf = new Map(beliefs.map(({client, mac}) => [client, mac]));
  workshop.expect(
    'and both nodes serve the VIP at the same time',
    served.every(each => isServedOnlyBy(beliefOf.get(each.client), each)),
    formatServed(settings, served),
  );
}

/** One node releases the address; only then does the other announce it. */
async function heal(workshop: Workshop, settings: LessonSettings, clients: Clients): Promise<void> {
  const {active, passive, vip} = settings;
  await workshop.predict('released', `Now ${active.node} releases the VIP. Is everything fine?`);
  await dropAddress(workshop, active, vip);
  const dark = await clients.pingAll(LOST_WAIT_MS);
  workshop.expect(
    `no: the clients still send to ${active.node}, which no longer answers`,
    allBelieve(await clients.beliefs(), active) && dark.every(({result}) => noneAnswered(result)),
    formatAnswered(dark),
  );
  workshop.turnedOut(
    'released',
    dark.every(({result}) => allAnswered(result)),
  );
  workshop.tell(`${passive.node} announces:`);
  const announcedAt = await clients.hear(passive, {form: 'both'});
  const healed = await clients.pingAll();
  workshop.expect(
    `all resolve it to ${passive.node}, which answers`,
    allBelieve(await clients.beliefs(), passive) && healed.every(({result}) => allAnswered(result)),
    formatAnswered(healed),
  );
  const asked = await clients.askAll(1);
  workshop.expect(
    'a client that asks again gets one answer',
    asked.every(({answers}) => answers.length === 1 && answers[0] === passive.mac),
    `${asked.map(({answers}) => answers.length).join(', ')} answers`,
  );
  expectNoOtherClaim(workshop, settings, passive, announcedAt);
}

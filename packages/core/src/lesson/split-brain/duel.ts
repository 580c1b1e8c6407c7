/**
 * Both nodes announce in turn, in forms that every cache believes and in one that recent entries ignore.
 *
 * @module
 */

import type {Announcing} from '@vip/analysis';
import {nodeAt} from '../evidence.js';
import type {LessonSettings, LessonStation} from '../lesson.js';
import type {Workshop} from '../workshop.js';
import {allBelieve, type ClientBelief, formatBeliefs} from './beliefs.js';
import type {Clients} from './clients.js';

/** Longer than Linux's own `locktime`, which the lab has. Milliseconds. */
export const PAST_LOCKTIME_MS = 1300;

/** A reply whose target is ff: Linux ignores it while the entry is younger than `locktime`. */
export const IGNORED_WHEN_YOUNG: Announcing = {form: 'reply', targetMac: 'broadcast'};

const BELIEVED_FORMS = [
  {title: 'request', form: 'request'},
  {title: 'reply, target self', form: 'reply'},
] as const;

export async function duel(workshop: Workshop, settings: LessonSettings, clients: Clients): Promise<void> {
  const {active, passive} = settings;
  await workshop.predict(
    'announced-in-turn',
    `${active.node} announces, then ${passive.node}, then ${active.node} again. Which node do the clients believe?`,
  );
  const words = (beliefs: readonly ClientBelief[]) => formatBeliefs(settings, beliefs);
  const rows: string[][] = [];
  let last: readonly ClientBelief[] = [];
  for (const {title, form} of BELIEVED_FORMS) {
    const beliefs: ClientBelief[][] = [];
    for (const holder of [active, passive, active]) {
      beliefs.push(await announceAndLook(clients, holder, {form}));
    }
    rows.push([title, ...beliefs.map(words)]);
    const [one = [], two = [], three = []] = beliefs;
    last = [...last, ...three];
    workshop.expect(
      `${title}: the last one wins, at every client, every time`,
      allBelieve(one, active) && allBelieve(two, passive) && allBelieve(three, active),
      beliefs.map(words).join(', then '),
    );
  }
  workshop.turnedOut(
    'announced-in-turn',
    last.map(({mac}) => nodeAt(settings, mac)),
  );
  rows.push(await duelWithinLocktime(workshop, settings, clients));
  workshop.table(
    'Which node the clients believe after each announcement:',
    ['form', `${active.node} announces`, `then ${passive.node}`, `then ${active.node}`],
    rows,
  );
}

async function duelWithinLocktime(
  workshop: Workshop,
  settings: LessonSettings,
  clients: Clients,
): Promise<string[]> {
  const {active, passive} = settings;
  const title = 'reply, target ff';
  const words = (beliefs: readonly ClientBelief[]) => formatBeliefs(settings, beliefs);
  const replied = (holder: LessonStation) => announceAndLook(clients, holder, IGNORED_WHEN_YOUNG);
  // Starts from a known state, then waits long enough for the first reply to count.
  await clients.hear(passive, {form: 'request'});
  await workshop.pause(PAST_LOCKTIME_MS);
  const first = await replied(active);
  const second = await replied(passive);
  await workshop.pause(PAST_LOCKTIME_MS);
  const third = await replied(passive);
  await workshop.pause(PAST_LOCKTIME_MS);
  const last = await replied(active);
  workshop.expect(
    `${title}: the first one wins, for a second`,
    allBelieve(first, active) && allBelieve(second, active),
    `${words(first)}, then ${words(second)}`,
  );
  workshop.expect(
    `${title}: later than that, the last one wins`,
    allBelieve(third, passive) && allBelieve(last, active),
    `${words(third)}, then ${words(last)}`,
  );
  return [title, words(first), words(second), words(last)];
}

async function announceAndLook(
  clients: Clients,
  holder: LessonStation,
  kind: Announcing,
): Promise<ClientBelief[]> {
  await clients.hear(holder, kind);
  return clients.beliefs();
}

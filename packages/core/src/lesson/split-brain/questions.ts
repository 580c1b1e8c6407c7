/**
 * Each client forgets the VIP and asks again, several times: which nodes answer, and which one is believed and serves the client.
 *
 * @module
 */

import {observerName} from '@vip/analysis/internal';
import type {MacAddress} from '@vip/arp';
import {nodeAt} from '../evidence.js';
import type {LessonSettings} from '../lesson.js';
import type {Workshop} from '../workshop.js';
import {isServedOnlyBy} from './beliefs.js';
import {expectConflicts, showLastQuestion} from './captured.js';
import type {ClientQuestion, Clients} from './clients.js';

/** How often each client forgets the address and asks. */
const QUESTIONS = 5;

export async function askAnew(workshop: Workshop, settings: LessonSettings, clients: Clients): Promise<void> {
  await workshop.predict(
    'asked-anew',
    'Each client forgets the VIP and asks again. Which node will it believe?',
  );
  const all: ClientQuestion[] = [];
  for (let round = 0; round < QUESTIONS; round++) {
    for (const question of await clients.askAll()) all.push(question);
  }
  showQuestions(workshop, settings, clients, all);
  expectQuestions(workshop, clients, all);
  workshop.turnedOut(
    'asked-anew',
    all.map(({believed}) => nodeAt(settings, believed)),
  );
  const shown = all.filter(({client}) => client === settings.ext);
  showLastQuestion(workshop, settings, shown);
  expectConflicts(workshop, settings, shown);
}

function showQuestions(
  workshop: Workshop,
  settings: LessonSettings,
  {vip, stations, holders}: Clients,
  all: readonly ClientQuestion[],
): void {
  workshop.table(
    `Each client asked ${QUESTIONS} times who has ${vip}:`,
    ['client', 'answers', ...holders.map(({node}) => `${node} first`), 'believed', 'served by'],
    stations.map(station => {
      const asked = all.filter(({client}) => client === station);
      return [
        observerName(station),
        String(asked.reduce((sum, {answers}) => sum + answers.length, 0)),
        ...holders.map(({mac}) => String(asked.filter(({answers}) => answers[0] === mac).length)),
        sequence(
          settings,
          asked.map(({believed}) => believed),
        ),
        sequence(
          settings,
          asked.map(({by}) => (by.length === 1 ? by[0] : undefined)),
        ),
      ];
    }),
  );
}

function expectQuestions(workshop: Workshop, {holders}: Clients, all: readonly ClientQuestion[]): void {
  const expectOfAll = (expected: string, unit: string, held: (question: ClientQuestion) => boolean) => {
    const count = all.filter(held).length;
    workshop.expect(expected, count === all.length, `${count} of ${all.length} ${unit}`);
  };
  expectOfAll(
    'every request gets two answers, one from each node',
    'requests',
    ({answers}) => answers.length === 2 && holders.every(({mac}) => answers.includes(mac)),
  );
  expectOfAll(
    'the first answer is believed, the second comes too soon to count',
    'times',
    ({answers, believed}) => believed !== undefined && believed === answers[0],
  );
  expectOfAll('the node it believes serves it, and the other one sees none of it', 'times', question =>
    isServedOnlyBy(question.believed, question),
  );
}

/** `ns0 ns1 ns1`; a run of the same as `5 x ns1`. */
function sequence(settings: LessonSettings, macs: readonly (MacAddress | undefined)[]): string {
  const [first] = macs;
  if (new Set(macs).size === 1) return `${macs.length} x ${nodeAt(settings, first)}`;
  return macs.map(mac => nodeAt(settings, mac)).join(' ');
}

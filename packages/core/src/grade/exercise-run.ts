/**
 * One exercise of one student: a lab, the student's script in it, and what the checks say about the result.
 *
 * ```
 * lab, confined -> prepare -> observe -> script -> then -> observe on -> checks in their order -> marks
 * ```
 *
 * @module
 */

import {type LabSettings, Timeline} from '@vip/analysis';
import {observersOf} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import type {Confinement} from '../lab/confinement.js';
import {wiredTopology} from '../lab/wired-plan.js';
import {Workshop} from '../lesson/workshop.js';
import {CAPTURE_FILTER} from '../session/agents.js';
import {runSession} from '../session/run-session.js';
import type {Session} from '../session/session.js';
import type {CheckKind, Seen, Told} from './checks/check.js';
import {checkNamed} from './checks/registry.js';
import type {CourseCheck, Exercise, NodeCommand} from './course.js';
import {type CheckMark, type ExerciseMarks, marksOf} from './marks.js';
import {nodeNamed, variablesOf} from './parameters.js';
import {runScript} from './student-script.js';

export interface ExerciseRun {
  readonly exercise: Exercise;
  readonly settings: LabSettings;
  readonly confinement: Confinement;
  readonly signal: AbortSignal;
}

/** Between two measuring pings. Milliseconds. */
const PING_INTERVAL_MS = 10;

/** How long to wait for an observer to be served before the script is started. Milliseconds. */
const SERVED_MS = 5000;

/** How long a lecturer's command may take. Milliseconds. */
const COMMAND_MS = 20_000;

/** @throws VipError when it could not be graded: the machine's fault or the course's, not the student's */
export async function runExercise(run: ExerciseRun): Promise<ExerciseMarks> {
  const {confinement, signal} = run;
  let marks: ExerciseMarks | undefined;
  const measured = async (session: Session) => {
    marks = await new Bench(run, session).grade();
  };
  await runSession({timeline: new Timeline(), lab: {confinement}, signal}, {measured});
  if (marks === undefined) throw new VipError('NOT_POSSIBLE', 'grade: expected marks, got none');
  return marks;
}

class Bench {
  readonly #asked: readonly Asked[];

  constructor(
    readonly run: ExerciseRun,
    readonly session: Session,
  ) {
    this.#asked = run.exercise.checks.map(askedBy);
  }

  async grade(): Promise<ExerciseMarks> {
    const {session} = this;
    const {exercise, settings} = this.run;
    await this.#build();
    const startedAt = kernelTime();
    const end = new AbortController();
    const running = runScript(session.lab, {
      node: nodeNamed(settings, exercise.node),
      file: exercise.script,
      variables: variablesOf(settings),
      limitMs: exercise.limitMs,
      signal: end.signal,
    });
    running.catch(session.fail);
    await (exercise.readyMs === undefined ? running : session.pause(exercise.readyMs));
    const thenAt = kernelTime();
    await this.#command(exercise.then);
    await session.pause(exercise.observeMs);
    // Once this resolves, everything seen until now has arrived.
    await session.agents.events.ofAll(agent => agent.call('mark', null));
    if (exercise.readyMs !== undefined) end.abort();
    const script = await running;
    const seen = {
      settings,
      timeline: session.timeline,
      workshop: new Workshop(session),
      script,
      startedAt,
      thenAt,
    };
    const said = script.said === '' ? {} : {said: script.said};
    return marksOf(exercise, await this.#judge(seen), {script: script.how, ...said});
  }

  /** Nodes are watched from their first address on, for checks made later. */
  async #build(): Promise<void> {
    const {session} = this;
    const {lab, agents} = session;
    const {exercise, settings} = this.run;
    const plan = wiredTopology({settings, topology: exercise.topology}, {isHeld: true});
    await lab.addNodes(plan);
    const nodes = new Set(
      this.#asked.flatMap(({kind, told}) => kind.nodes(told).map(node => nodeNamed(settings, node))),
    );
    agents.start(nodes);
    await Promise.all([...nodes].map(node => agents.in(node).call('watch', null)));
    for (const stage of plan.stages) await lab.build(stage);
    await this.#command(exercise.prepare);
    await Promise.all(
      this.#captures().map(({node, iface}) =>
        agents.in(node).call('capture', {iface, filter: CAPTURE_FILTER, bySide: true}),
      ),
    );
    const pingers = new Set(this.#asked.flatMap(({kind, told}) => kind.pinger?.(told) ?? []));
    const observers = observersOf(plan, settings).filter(({node}) =>
      [...pingers].some(word => nodeNamed(settings, word) === node),
    );
    if (observers.length === 0) return;
    await session.startProbing(observers, PING_INTERVAL_MS);
    if (await session.untilServed(observers, SERVED_MS)) return;
    throw new VipError(
      'NOT_POSSIBLE',
      `grade: ${exercise.name}: expected answers from the VIP before the script, got none`,
    );
  }

  #captures(): {node: string; iface: string}[] {
    const places = this.#asked.flatMap(({kind, told}) => kind.captures?.(told, this.run.settings) ?? []);
    return [...new Map(places.map(place => [`${place.node} ${place.iface}`, place])).values()];
  }

  async #command(commands: readonly NodeCommand[]): Promise<void> {
    const {settings} = this.run;
    const env = Object.entries(variablesOf(settings)).map(([name, value]) => `${name}=${value}`);
    for (const {node, command} of commands) {
      const words = ['env', ...env, 'sh', '-ec', command];
      await this.session.lab.run(nodeNamed(settings, node), words, {timeoutMs: COMMAND_MS});
    }
  }

  async #judge(seen: Seen): Promise<CheckMark[]> {
    const marks: CheckMark[] = [];
    for (const {check, kind, told} of this.#asked) {
      const {held, found} = await kind.judge(told, seen);
      marks.push({
        check: check.kind,
        expected: kind.expects(told),
        held,
        found,
        ...(held || check.hint === undefined ? {} : {hint: check.hint}),
        points: held ? check.points : 0,
        of: check.points,
      });
    }
    return marks;
  }
}

/** A check of an exercise with its arguments, including the values of absent keys. */
interface Asked {
  readonly check: CourseCheck;
  readonly kind: CheckKind;
  readonly told: Told;
}

function askedBy(check: CourseCheck): Asked {
  const kind = checkNamed(check.kind);
  if (kind === undefined) throw new RangeError(`check: expected a known kind, got ${check.kind}`);
  const told = Object.entries(kind.keys).map(([key, {standard = ''}]) => [key, check.told[key] ?? standard]);
  return {check, kind, told: Object.fromEntries(told)};
}

/** The marks of an exercise for which there is no file. */
export function withoutScript(exercise: Exercise, why: string): ExerciseMarks {
  const marks = exercise.checks.map(askedBy).map(
    ({check, kind, told}): CheckMark => ({
      check: check.kind,
      expected: kind.expects(told),
      held: false,
      found: why,
      points: 0,
      of: check.points,
    }),
  );
  return marksOf(exercise, marks, {script: why});
}

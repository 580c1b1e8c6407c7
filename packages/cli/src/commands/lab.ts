/**
 * `vip lab`: the topology, to explore by hand.
 *
 * @module
 */

import {Timeline} from '@vip/analysis';
import {USUAL_TOPOLOGY} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import {
  arrangedFor,
  containerlabTopology,
  DEFAULTS,
  formatLabState,
  LabStateTracker,
  liveLab,
  namedTopology,
  planScript,
  runLiveLab,
} from '@vip/core/internal';
import {gainNoRights} from '@vip/core/internal/privileges';
import {EXIT, endedBy, Interrupted, interruptible} from '../exit.js';
import type {LabCommandOptions} from '../grammar/lab.js';
import type {LowerPicture} from '../lower-picture.js';
import {print, printJson} from '../output.js';
import {pictureOf} from '../picture.js';
import {canDraw} from '../terminal.js';
import {type RunPlace, readPlace} from './settings.js';

/** Interval between two checks for changes. Milliseconds. */
const LOOK_INTERVAL_MS = 250;

export async function lab(options: LabCommandOptions): Promise<number> {
  const {settings: given, topology} = readPlace(options, USUAL_TOPOLOGY.run);
  const place = {settings: arrangedFor(topology, given), topology};
  if (options.print === true) print(planScript(namedTopology(place.settings, topology)).trimEnd());
  else if (options.export !== undefined) print(exported(options).trimEnd());
  else await explore(options, place);
  return EXIT.done;
}

/** The same lab for containerlab. @throws VipError `BAD_ARGUMENT` for a topology that is impossible there */
function exported(options: LabCommandOptions): string {
  const {settings, topology} = readPlace(options, USUAL_TOPOLOGY.trial);
  if (topology !== USUAL_TOPOLOGY.trial)
    throw new VipError(
      'BAD_ARGUMENT',
      `--topology: expected ${USUAL_TOPOLOGY.trial} with --export, got ${topology}`,
    );
  return containerlabTopology(settings, new Map(options.image));
}

/** Keeps the lab until ^C. */
async function explore(options: LabCommandOptions, place: RunPlace): Promise<void> {
  gainNoRights();
  const signal = interruptible();
  const timeline = new Timeline();
  const json = options.json === true;
  const view = !json && canDraw() ? drawLab(place, timeline) : tellLab(place, json, timeline);
  const onReady = () => {
    tellReady(options, place);
    view.begin();
  };
  try {
    await runLiveLab({name: options.name, ...place, signal, onReady}, timeline);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    endedBy(error.signal);
  } finally {
    view.end();
  }
}

function tellReady({name, json}: LabCommandOptions, {settings: {passive}, topology}: RunPlace): void {
  const which = name === 'lab' ? '' : `--lab ${name} `;
  if (json === true) printJson({kind: 'ready', name, topology});
  else print(`The lab "${name}" is up until ^C. From another terminal: vip exec ${which}${passive.node}`);
}

/** How a lab is shown, from when it is ready until it ends. */
interface LabView {
  begin(): void;
  end(): void;
}

/** On a terminal: drawn continually. */
function drawLab({settings, topology}: RunPlace, timeline: Timeline): LabView {
  const run = liveLab(settings, DEFAULTS.pingIntervalMs, kernelTime(), topology);
  timeline.listen(event => run.take(event));
  let picture: LowerPicture | undefined;
  return {
    begin() {
      picture = pictureOf(() => run);
    },
    end: () => picture?.close(),
  };
}

/** Otherwise a table, or an object, whenever something has changed. */
function tellLab({settings, topology}: RunPlace, json: boolean, timeline: Timeline): LabView {
  const tracker = new LabStateTracker(settings, topology);
  timeline.listen(event => tracker.take(event));
  let last = '';
  let timer: NodeJS.Timeout | undefined;
  const tell = () => {
    const state = tracker.state(kernelTime());
    const text = json
      ? JSON.stringify({kind: 'state', ...state})
      : formatLabState(settings, state).join('\n');
    // The number of pings in the last second says nothing by itself.
    const essence = text.replaceAll(/"(?:sent|answered)":\d+/g, '');
    if (essence === last) return;
    last = essence;
    if (json) printJson({kind: 'state', ...state});
    else print(text);
  };
  return {
    begin() {
      timer = setInterval(tell, LOOK_INTERVAL_MS);
    },
    end: () => clearInterval(timer),
  };
}

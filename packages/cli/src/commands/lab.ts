/**
 * `vip lab`: the topology, to explore by hand.
 *
 * @module
 */

import {type LabSettings, Timeline} from '@vip/analysis';
import {kernelTime} from '@vip/arp/link';
import {
  DEFAULTS,
  formatLabState,
  hermeticTopology,
  LabStateTracker,
  liveLab,
  planScript,
  runLiveLab,
} from '@vip/core';
import {gainNoRights} from '@vip/core/privileges';
import {EXIT, endedBy, Interrupted, interruptible} from '../exit.js';
import type {LabOptions} from '../grammar/lab.js';
import type {Picture} from '../lower-picture.js';
import {print, printJson} from '../output.js';
import {pictureOf} from '../picture.js';
import {canDraw} from '../terminal.js';
import {readSettings} from './settings.js';

/** Milliseconds between two looks at whether something has changed. */
const LOOK_INTERVAL_MS = 250;

export async function lab(options: LabOptions): Promise<number> {
  const settings = readSettings(options);
  if (options.print === true) {
    print(planScript(hermeticTopology({settings})).trimEnd());
    return EXIT.done;
  }
  gainNoRights();
  const signal = interruptible();
  const timeline = new Timeline();
  const live = options.json !== true && canDraw();
  const view = live ? drawLab(settings, timeline) : tellLab(settings, options.json === true, timeline);
  const onReady = () => {
    if (options.json === true) printJson({kind: 'ready', name: options.name});
    else
      print(
        `The lab "${options.name}" is up until ^C. From another terminal: vip exec ${settings.passive.node}`,
      );
    view.begin();
  };
  const stand = {name: options.name, settings, signal, onReady};
  try {
    await runLiveLab(stand, timeline);
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    endedBy(error.signal);
    return EXIT.done;
  } finally {
    view.end();
  }
}

/** How a lab is shown, from when it stands until it is left. */
interface LabView {
  begin(): void;
  end(): void;
}

/** On a terminal: drawn all the time. */
function drawLab(settings: LabSettings, timeline: Timeline): LabView {
  const run = liveLab(settings, DEFAULTS.pingIntervalMs, kernelTime());
  timeline.listen(event => run.take(event));
  let picture: Picture | undefined;
  return {
    begin() {
      picture = pictureOf(() => run);
    },
    end: () => picture?.close(),
  };
}

/** Otherwise a table, or an object, whenever something has changed. */
function tellLab(settings: LabSettings, json: boolean, timeline: Timeline): LabView {
  const tracker = new LabStateTracker(settings);
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

/**
 * `vip lab`: the topology to explore by hand.
 *
 * @module
 */

import {setInterval as ticks} from 'node:timers/promises';
import {VipError} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import {
  formatLabState,
  hermeticTopology,
  type LabSettings,
  LabStateTracker,
  planScript,
  runLiveLab,
  standingLabs,
  Timeline,
} from '@vip/core';
import {createLogUpdate} from 'log-update';
import {EXIT, Interrupted, interruptible} from '../exit.js';
import {print, printJson} from '../output.js';
import {readSettings, type SettingsOptions} from './experiment.js';

export interface LabCommandOptions extends SettingsOptions {
  readonly name: string;
  readonly print?: boolean;
  readonly json?: boolean;
}

/** Milliseconds between two pings, and between two looks at whether something has changed. */
const PING_INTERVAL_MS = 100;
const REDRAW_INTERVAL_MS = 250;

export async function lab(options: LabCommandOptions): Promise<number> {
  const settings = readSettings(options);
  if (options.print === true) {
    print(planScript(hermeticTopology({settings})).trimEnd());
    return EXIT.done;
  }
  checkName(options.name);
  const signal = interruptible();
  const timeline = new Timeline();
  const tracker = new LabStateTracker(settings);
  timeline.listen(event => tracker.take(event));
  const show = presenter(settings, options);
  const drawn = new AbortController();
  let drawing: Promise<void> | undefined;
  try {
    await runLiveLab(
      {
        name: options.name,
        settings,
        probeIntervalMs: PING_INTERVAL_MS,
        signal,
        onReady: () => {
          show.ready();
          drawing = redraw(tracker, show.state, drawn.signal);
        },
      },
      timeline,
    );
    return EXIT.done;
  } catch (error) {
    // ^C is how one leaves a lab; any other end is one that was not asked for.
    if (error instanceof Interrupted && error.signal === 'SIGINT') return EXIT.done;
    throw error;
  } finally {
    drawn.abort();
    await drawing;
    show.end();
  }
}

async function redraw(
  tracker: LabStateTracker,
  show: (state: ReturnType<LabStateTracker['state']>) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const _ of ticks(REDRAW_INTERVAL_MS, undefined, {signal})) show(tracker.state(kernelTime()));
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

interface Presenter {
  ready(): void;
  state(state: ReturnType<LabStateTracker['state']>): void;
  end(): void;
}

/** In place on a terminal; otherwise only what has changed. */
function presenter(settings: LabSettings, {name, json}: LabCommandOptions): Presenter {
  const live =
    process.stdout.isTTY &&
    process.env.TERM !== 'dumb' &&
    process.env.CI === undefined &&
    process.env.NO_COLOR === undefined;
  const update = live && json !== true ? createLogUpdate(process.stdout) : undefined;
  let last = '';
  return {
    ready() {
      if (json === true) printJson({kind: 'ready', name});
      else print(`The lab "${name}" stands until ^C. From another terminal: vip exec ns1`);
    },
    state(state) {
      const lines = formatLabState(settings, state);
      const text = json === true ? JSON.stringify({kind: 'state', ...state}) : lines.join('\n');
      // The number of pings in the last second says nothing by itself.
      const essence = text.replaceAll(/"(?:sent|answered)":\d+/g, '');
      if (essence === last) return;
      last = essence;
      if (update === undefined) print(text);
      else update(`${lines.join('\n')}\n`);
    },
    end: () => update?.done(),
  };
}

function checkName(name: string): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,30}$/.test(name)) {
    throw new VipError(
      'BAD_ARGUMENT',
      `--name: expected letters, digits, dots and dashes, got ${JSON.stringify(name)}`,
    );
  }
  if (standingLabs().some(other => other.name === name)) {
    throw new VipError(
      'NOT_POSSIBLE',
      `lab: there is one called ${JSON.stringify(name)} already; choose another --name`,
    );
  }
}

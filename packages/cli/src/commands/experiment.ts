/**
 * `vip experiment`: the failover of the lab.
 *
 * @module
 */

import {type LabSettings, type Station, Timeline} from '@vip/analysis';
import {VipError} from '@vip/arp';
import {
  type FailoverReport,
  formatSummary,
  HOST,
  type Lab,
  reportData,
  reportFailover,
  reportPart,
  runFailover,
  runOf,
} from '@vip/core';
import {createNarrator, formatBriefSummary} from '@vip/core/internal';
import {gainNoRights} from '@vip/core/internal/privileges';
import {typedWords} from '../command-words.js';
import {EXIT, endedBy, Interrupted, interruptible} from '../exit.js';
import {chosenFamilies} from '../families.js';
import type {ExperimentCommandOptions} from '../grammar/experiment.js';
import type {LowerPicture} from '../lower-picture.js';
import {print, printJson} from '../output.js';
import {prepareRunOutputs, type RunOutputs} from '../outputs/prepare-run.js';
import {failoverFiles} from '../outputs/run-files.js';
import {measured} from '../outputs/unmeasured.js';
import {pictureFailover} from '../picture.js';
import {saveReport} from '../report-file.js';
import {predictor} from '../teacher.js';
import {nextTurn} from '../turn.js';
import {announcingFrom} from './announcing.js';
import {readSettings, topologyFile} from './settings.js';

export async function experiment(options: ExperimentCommandOptions): Promise<number> {
  const settings = readSettings(options);
  return runAndReport(options, settings, prepareRunOutputs(options, [topologyFile(options.topology)]));
}

async function runAndReport(
  options: ExperimentCommandOptions,
  settings: LabSettings,
  outputs: RunOutputs,
): Promise<number> {
  gainNoRights();
  const signal = interruptible();
  const timeline = new Timeline();
  const json = options.json === true;
  tellWhileItHappens(timeline, json);
  using picture = json ? undefined : pictureFailover(timeline);
  // A reader who makes predictions takes time.
  using turn = options.teach === true ? undefined : await nextTurn(signal);
  const run = runFailover(
    {
      settings,
      delayMs: options.delay,
      probeIntervalMs: options.probeInterval,
      announce: options.garp ? announcingFrom(options, chosenFamilies(options)) : undefined,
      parent: options.parent === undefined ? undefined : {iface: options.parent, gateway: options.gateway},
      command: typedWords(),
      predict: options.teach === true && !json ? predictor(signal) : undefined,
      hold: holdFor(options, settings, signal, () => turn?.end()),
      signal,
    },
    timeline,
  );
  await measured(run, outputs);
  picture?.close();
  const report = await tellResult(timeline, json, picture, outputs);
  if (signal.reason instanceof Interrupted) endedBy(signal.reason.signal); // a hold
  return report.held ? EXIT.done : EXIT.no;
}

async function tellResult(
  timeline: Timeline,
  json: boolean,
  picture: LowerPicture | undefined,
  outputs: RunOutputs,
): Promise<FailoverReport> {
  const run = runOf(timeline);
  if (run === undefined) throw new VipError('NOT_POSSIBLE', 'experiment: nothing was recorded');
  const report = reportFailover(timeline, run);
  if (json) printJson({kind: 'summary', ...report});
  else print('', summaryFor(picture, report));
  outputs.out?.save(failoverFiles(timeline, report));
  if (outputs.report !== undefined) await saveReport(outputs.report, reportData([reportPart(timeline)]));
  return report;
}

/** Closes the picture and leaves it on the screen. */
function summaryFor(picture: LowerPicture | undefined, report: FailoverReport): string[] {
  const whole = formatSummary(report);
  return picture?.hasRoomFor(1 + whole.length) === false ? formatBriefSummary(report) : whole;
}

function tellWhileItHappens(timeline: Timeline, json: boolean): void {
  let narrate: ReturnType<typeof createNarrator> | undefined;
  timeline.listen(event => {
    if (json) {
      printJson(event);
      return;
    }
    if (event.kind === 'run') narrate = createNarrator(event);
    for (const line of narrate?.(event) ?? []) print(line);
  });
}

/** @param measured called when the measurement is over */
function holdFor(
  options: ExperimentCommandOptions,
  {passive, ext, client}: LabSettings,
  signal: AbortSignal,
  measured: () => void,
): ((lab: Lab) => Promise<void>) | undefined {
  if (options.hold !== true && options.parent === undefined) return undefined;
  // On a parent interface, the external node is not ours.
  const nodes = [passive, ...(options.parent === undefined ? [ext] : []), client];
  return async lab => {
    measured();
    await holdUntil(signal, lab, nodes, options.json === true);
  };
}

/** Keeps the lab until ^C, and prints how to enter it. */
async function holdUntil(
  signal: AbortSignal,
  lab: Lab,
  nodes: readonly Pick<Station, 'node'>[],
  json: boolean,
): Promise<void> {
  const which = lab.name === 'experiment' ? '' : `--lab ${lab.name} `;
  const enter = (node: string) => lab.commandByHand(node, ['bash']).join(' ');
  if (json)
    printJson({
      kind: 'hold',
      enter: Object.fromEntries(nodes.map(({node}) => [node, enter(node)])),
    });
  else
    print(
      '',
      'The lab stays until ^C. From another terminal:',
      nodes.map(({node}) => `  vip exec ${which}${node}`),
      `or without vip: ${enter(nodes[0]?.node ?? HOST)}`,
    );
  await new Promise(resolve => signal.addEventListener('abort', resolve, {once: true}));
}

/**
 * `vip explain --from`: several places captured live until it is ended, and then explained like files.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import {listed} from '@vip/analysis/internal';
import {explainFilter} from '@vip/core/internal/capture';
import {type Vantage, Vantages} from '@vip/core/internal/cluster';
import {giveUpRoot} from '@vip/core/internal/privileges';
import {EXIT, Interrupted} from '../exit.js';
import {collectGarbageSoon} from '../garbage.js';
import type {ExplainCommandOptions} from '../grammar/explain.js';
import {printNote} from '../note.js';
import {refuseTwice} from '../options/cluster.js';
import {KeptCaptures} from '../outputs/kept-captures.js';
import type {OutputFile} from '../outputs/output-file.js';
import {type Files, prepareOutputs} from '../outputs/prepare.js';
import {PlaceRecording} from '../place-recording.js';
import {onFirstSignal} from '../signals.js';
import {explainInto} from './explain-together.js';

export async function explainFrom(
  vantages: readonly Vantage[],
  options: ExplainCommandOptions,
): Promise<number> {
  refuseTwice(vantages);
  collectGarbageSoon();
  const {report, out, sshConfig} = options;
  const names = vantages.map(({name}) => name);
  const kept = out === undefined ? undefined : new KeptCaptures(out, names);
  try {
    const wanted = {...(report !== undefined && {report}), ...(kept && {captures: kept.paths})};
    const files = prepareOutputs(wanted, [sshConfig]);
    const exit = await explainVantages(vantages, options, files, kept && files.captures);
    if (out !== undefined)
      printNote(`the captures are kept; to explain them again: vip explain ${out}/*.pcapng`);
    return exit;
  } finally {
    kept?.removeEmpty();
  }
}

async function explainVantages(
  vantages: readonly Vantage[],
  options: ExplainCommandOptions,
  {report: output}: Files,
  kept: readonly OutputFile[] | undefined,
): Promise<number> {
  const {recording, lost} = await record(vantages, options, kept);
  try {
    const page = output && (await (await import('../places-page.js')).placesPage(output));
    // From here on, untrusted input is read.
    giveUpRoot();
    // What can be wrong with our own recording is that it has no frames, as the story says.
    const exit = await explainInto(page, recording.captures, options, () => {});
    return exit === EXIT.done && lost.length > 0 ? EXIT.impossible : exit;
  } finally {
    recording.close();
  }
}

interface Recorded {
  readonly recording: PlaceRecording;
  /** The names of places that were lost. */
  readonly lost: readonly string[];
}

/** @throws Interrupted if a signal arrives before all of them are captured */
async function record(
  vantages: readonly Vantage[],
  {ip, filter = explainFilter(ip ?? []), sshConfig, duration}: ExplainCommandOptions,
  kept: readonly OutputFile[] | undefined,
): Promise<Recorded> {
  const opening = new AbortController();
  let end = (signal: NodeJS.Signals) => opening.abort(new Interrupted(signal));
  onFirstSignal(signal => end(signal));
  await using open = await Vantages.open({vantages, filter, sshConfig}, opening.signal);
  const over = new AbortController();
  const close = () => {
    over.abort();
    open.close().catch(() => {}); // reported to the reader
  };
  end = close;
  const names = vantages.map(({name}) => name);
  // Only now, so that no empty files are left if a machine cannot be reached.
  const recording = await PlaceRecording.begin(names, kept);
  printNote(`listening at ${listed(names)}; ^C ends it and explains`);
  if (duration !== undefined) sleep(duration, undefined, {signal: over.signal}).then(close, () => {});
  try {
    return {recording, lost: await recording.take(open.places)};
  } catch (error) {
    recording.close();
    throw error;
  } finally {
    over.abort();
  }
}

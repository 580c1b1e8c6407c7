/**
 * `vip explain`: what happened to a virtual IP, from a capture file or live, and what was wrong with it.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import {
  createCollector,
  describeCapture,
  describeExplanation,
  exitCodeOf,
  formatBrief,
  formatExplanation,
  judge,
} from '@vip/analysis';
import {type IpAddress, VipError} from '@vip/arp';
import {type CaptureSource, explainFilter, openFileCapture, openLiveCapture} from '@vip/core/capture';
import {interruptible} from '../exit.js';
import {note, print, printJson} from '../output.js';
import {giveUpRoot} from '../privileges.js';

export interface ExplainOptions {
  readonly ip?: readonly IpAddress[];
  readonly iface?: readonly string[];
  readonly netns?: string;
  readonly node?: string;
  readonly lab?: string;
  readonly filter?: string;
  /** Milliseconds. */
  readonly duration?: number;
  readonly brief?: boolean;
  readonly json?: boolean;
  /** An HTML file. */
  readonly report?: string;
}

export async function explain(file: string | undefined, options: ExplainOptions): Promise<number> {
  checkOptions(file, options);
  if (options.netns !== undefined) return (await import('../reexec.js')).runInNamespace(options.netns);
  if (options.node !== undefined) return (await import('../reexec.js')).runInNode(options.node, options.lab);
  const page = options.report === undefined ? undefined : await openPage(options.report);
  try {
    return await explainInto(page, file, options);
  } catch (error) {
    page?.abandon();
    throw error;
  }
}

async function explainInto(
  page: Awaited<ReturnType<typeof openPage>> | undefined,
  file: string | undefined,
  options: ExplainOptions,
): Promise<number> {
  const collector = createCollector({ips: options.ip});
  const source = openSource(file, options);
  if (file === undefined) giveUpRoot();
  const ending = endsWhen(file, options, source);
  try {
    await source.read(frames => {
      collector.take(frames);
      page?.recorder.take(frames);
    });
  } finally {
    ending.abort();
    await source.close();
  }
  const {dropped} = source.counts();
  if (dropped > 0) note(`warning: the kernel dropped ${dropped} frames; what was in them is not known here`);
  const capture = collector.facts();
  const explanations = judge(capture);
  const name = file ?? options.iface?.join(', ') ?? 'all interfaces';
  report(name, options, capture, explanations);
  page?.write(name, capture, explanations);
  if (explanations.length === 0)
    note('explain: no virtual IP found: nothing was announced, moved or advertised');
  return exitCodeOf(explanations.map(({finding}) => finding));
}

/** Before rights are given up: the file is opened, and all that is needed to fill it is there. */
async function openPage(path: string) {
  const [{explanationPage}, {FrameRecorder}] = await Promise.all([
    import('../explanation-page.js'),
    import('@vip/core'),
  ]);
  const recorder = new FrameRecorder();
  return {recorder, ...explanationPage(path, recorder)};
}

function report(
  name: string,
  {brief, json}: ExplainOptions,
  capture: ReturnType<ReturnType<typeof createCollector>['facts']>,
  explanations: ReturnType<typeof judge>,
): void {
  if (json === true) {
    for (const explanation of explanations) printJson(describeExplanation(capture, explanation));
    printJson(describeCapture(capture, explanations));
  } else if (brief === true) print(...explanations.map(formatBrief));
  else print(...formatExplanation(name, capture, explanations));
}

function checkOptions(
  file: string | undefined,
  {iface, netns, node, filter, duration}: ExplainOptions,
): void {
  if (file === undefined) {
    if (iface !== undefined) return;
    throw new VipError('BAD_ARGUMENT', 'explain: expected a file or --iface, got neither');
  }
  const contradictions = {
    ...{'--iface': iface, '--netns': netns, '--node': node, '--filter': filter, '--duration': duration},
  };
  for (const [name, value] of Object.entries(contradictions)) {
    if (value === undefined) continue;
    throw new VipError(
      'BAD_ARGUMENT',
      `explain ${file} and ${name}: a file is read as it is; leave one of them out`,
    );
  }
}

function openSource(file: string | undefined, {iface, ip = [], filter}: ExplainOptions): CaptureSource {
  const warn = (message: string) => note(`warning: ${message}`);
  if (file !== undefined) return openFileCapture(file, {warn, opened: () => giveUpRoot()});
  const opened = (name: string) => note(`listening on ${name}; ^C ends it and explains`);
  return openLiveCapture({ifaces: iface, filter: filter ?? explainFilter(ip), warn, opened});
}

/** ^C ends a live capture, and what was captured is explained; a second one, or one while a file is read, ends it all. */
function endsWhen(
  file: string | undefined,
  {duration}: ExplainOptions,
  source: CaptureSource,
): AbortController {
  const ended = new AbortController();
  if (file !== undefined) return ended;
  const close = () => void source.close();
  interruptible().addEventListener('abort', close, {once: true});
  if (duration !== undefined) sleep(duration, undefined, {signal: ended.signal}).then(close, () => {});
  return ended;
}

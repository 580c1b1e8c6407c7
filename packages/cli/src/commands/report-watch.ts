/**
 * `vip report --watch`: a week of events of `vip watch --json`, as lines and as one HTML file.
 *
 * @module
 */

import {counted} from '@vip/analysis/internal';
import {HistoryFold, readWatchEvent, type WatchHistory} from '@vip/analysis/internal/watch';
import {VipError} from '@vip/arp';
import {commandText, formatHistory, historyReport} from '@vip/core/internal';
import {giveUpRoot} from '@vip/core/internal/privileges';
import {readingFrom} from '@vip/core/internal/unreadable';
import {vipVersion} from '@vip/core/internal/version';
import {typedWords} from '../command-words.js';
import {EXIT} from '../exit.js';
import type {ReportCommandOptions} from '../grammar/report.js';
import {historyObject} from '../json/watch-report.js';
import {type NumberedLine, openLines, readLines} from '../lines.js';
import {printNote} from '../note.js';
import {print, printJson} from '../output.js';
import {prepareOutput} from '../outputs/prepare.js';
import {openReport, reportBeside, saveInto} from '../report-file.js';

/** The output of SIGUSR2 among the events. */
const NO_EVENT = /^\{"kind":"watch-state"/;

/** The beginning of an event whose end was not written, as when a disk is full or a machine loses power. */
const CUT = /^\{"kind":"/;

export async function reportWatch(path: string, options: ReportCommandOptions): Promise<number> {
  const file = options.report ?? reportBeside(path);
  const descriptor = readingFrom(path, () => openLines(path, true));
  const output = prepareOutput('report', file, [path]);
  const page = await openReport(output);
  // From here on, untrusted data is read.
  giveUpRoot();
  let history: WatchHistory | undefined;
  const data = await saveInto(page, () => {
    history = historyIn(path, descriptor);
    return historyReport({history, name: path, command: commandText(typedWords()), version: vipVersion()});
  });
  if (history === undefined) throw new Error('the report has no history');
  if (options.json === true) printJson(historyObject(history, file));
  else {
    for (const line of formatHistory(history)) print(line);
    print('');
    print(`${file}: ${data.title}`);
  }
  return EXIT.done;
}

/** @throws VipError `MALFORMED` in one line, with the number of the line that is not an event */
function historyIn(path: string, descriptor: number): WatchHistory {
  const fold = new HistoryFold();
  const lines = readLines(descriptor);
  const next = () => readingFrom(path, () => lines.next());
  let cut = 0;
  for (let line = next(); line.done !== true; line = next()) if (!takeLine(fold, line.value, path)) cut++;
  if (cut > 0)
    printNote(
      `warning: ${path}: ${counted(cut, 'line')} cut short; what ${cut === 1 ? 'it' : 'they'} said is not known`,
    );
  const history = fold.end();
  if (history === undefined)
    throw new VipError('MALFORMED', `${path}: expected events printed by vip watch --json, got none`);
  return history;
}

/** @returns whether the line was complete */
function takeLine(fold: HistoryFold, {text, number}: NumberedLine, path: string): boolean {
  if (NO_EVENT.test(text)) return true;
  try {
    fold.take(readWatchEvent(text));
    return true;
  } catch (cause) {
    if (CUT.test(text) && !isJson(text)) return false;
    if (!(cause instanceof VipError)) throw cause;
    throw new VipError(cause.code, `${path} line ${number}: ${cause.message}`, {cause});
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

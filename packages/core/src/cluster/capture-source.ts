/**
 * Frames of a remote interface, captured by tcpdump there.
 *
 * @module
 */

import {DecodeError, VipError} from '@vip/arp';
import {type CaptureRecord, readCaptureBatches} from '@vip/arp/capture-file';
import {kernelTime} from '@vip/arp/link';
import {Channel} from './channel.js';
import {isTold, type Source, type SourceOptions, untilBegun} from './source.js';

/** How many octets of a frame are kept: all that matters in a failover. */
const SNAP_LENGTH = 512;

/** Buffer for frames that are not yet read: half a second at 10,000 a second needs more than tcpdump's default of 2 MiB. KiB. */
const RING_KIB = 8192;

/** The header of a capture file. Octets. */
const HEADER_LENGTH = 24;

const SCRIPT = `
iface=$1 side=$2; shift 2
run tcpdump -i "$iface" -n -U --immediate-mode -B ${RING_KIB} -s ${SNAP_LENGTH} $side -w - "$@"
`;

/** Its counts for a running capture: `tcpdump: 7 packets captured, 9 packets received by filter, 2 packets dropped by kernel`. */
const COUNTS_SO_FAR = /^tcpdump: (\d{1,15}) packets? captured, .*?(\d{1,15}) packets? dropped by kernel/;

/** How often it is asked. Milliseconds. */
const ASKED_AGAIN_MS = 5000;

/** The direction of captured frames: arriving, leaving, or both. */
export type Side = 'arriving' | 'leaving' | 'both';

const SIDE_WORDS: Readonly<Record<Side, string>> = {arriving: '-Qin', leaving: '-Qout', both: ''};

export interface CaptureSourceOptions extends SourceOptions {
  readonly iface: string;
  readonly side: Side;
  readonly filter: string;
  /** Called with frames as they come; no more are read until it resolves. */
  readonly take: (records: readonly CaptureRecord[]) => Promise<void> | void;
  /** Called with its counts every few seconds, if tcpdump reports them for a running capture. */
  readonly counted?: (counts: RemoteCaptureCounts) => void;
}

/** The counts of tcpdump. */
export interface RemoteCaptureCounts {
  readonly received: number;
  readonly dropped: number;
  /** Until when drops are counted, by our clock. Nanoseconds; undefined at the end of the capture. */
  readonly at?: bigint;
}

/** Resolves when it captures. @throws VipError with the machine's name and what tcpdump said */
export async function openCapture(
  options: CaptureSourceOptions,
): Promise<Source & {counts(): Promise<RemoteCaptureCounts>}> {
  const {node, reach, signal, iface, side, filter, counted} = options;
  const body = {script: SCRIPT, args: [iface, SIDE_WORDS[side], filter]};
  const asking = counted === undefined ? undefined : new Asking(counted);
  const channel = await Channel.open({node, reach, signal, what: 'tcpdump', body, answers: asking});
  const source = isTold(channel);
  let begun: () => void = () => {};
  const hasBegun = new Promise<void>(resolve => {
    begun = resolve;
  });
  const reading = readRecords(channel, options, begun);
  await untilBegun(channel, hasBegun, reading).catch((error: unknown) => {
    throw asProblem(node, error);
  });
  asking?.begin(channel);
  return {
    ended: Promise.race([
      source.ended,
      reading.then(
        () => source.ended,
        (error: unknown) => asProblem(node, error),
      ),
    ]),
    async stop() {
      await channel.end();
      await reading.catch(() => {});
    },
    async counts() {
      return countsOf(await channel.complaints);
    },
  };
}

async function readRecords(channel: Channel, {take}: CaptureSourceOptions, begun: () => void): Promise<void> {
  const batches = readCaptureBatches(tellingBegin(channel.output(), begun));
  let step = await batches.next();
  for (; !step.done; step = await batches.next()) await take(step.value);
  if (step.value.damage !== undefined && step.value.damage.code !== 'TRUNCATED') throw step.value.damage;
}

/** tcpdump writes the header of the file when it has begun to capture. */
async function* tellingBegin(
  chunks: AsyncIterable<Uint8Array>,
  begun: () => void,
): AsyncGenerator<Uint8Array> {
  let octets = 0;
  for await (const chunk of chunks) {
    octets += chunk.length;
    yield chunk;
    if (octets >= HEADER_LENGTH) begun();
  }
}

function countsOf(complaints: string): RemoteCaptureCounts {
  const count = (what: string) =>
    Number(new RegExp(`^(\\d{1,15}) packets? ${what}`, 'm').exec(complaints)?.[1] ?? 0);
  return {received: count('captured'), dropped: count('dropped by kernel')};
}

function asProblem(node: string, error: unknown): VipError {
  if (error instanceof DecodeError) return problem(node, `tcpdump: ${error.message}`);
  return error instanceof VipError ? error : problem(node, String(error));
}

function problem(node: string, what: string): VipError {
  return new VipError('NOT_POSSIBLE', `${node}: ${what}`);
}

/** Asks for the counts of a running capture. */
class Asking {
  readonly form = COUNTS_SO_FAR;
  /** When the first unanswered question was asked: several pending questions have one answer. */
  #askedAt: bigint | undefined;
  #at: bigint | undefined;

  constructor(readonly counted: (counts: RemoteCaptureCounts) => void) {}

  begin(channel: Channel): void {
    const timer = setInterval(() => {
      this.#askedAt ??= kernelTime();
      channel.write('!');
    }, ASKED_AGAIN_MS).unref();
    const end = () => clearInterval(timer);
    channel.ended.then(end, end);
  }

  readonly take = ([, received, dropped]: RegExpExecArray): void => {
    this.#at = this.#askedAt ?? this.#at;
    this.#askedAt = undefined;
    if (this.#at !== undefined)
      this.counted({received: Number(received), dropped: Number(dropped), at: this.#at});
  };
}

/** The totals for the captures of one machine: tcpdump counts as captured only the frames of the side that it was asked for. */
export function totalCounts(counts: readonly RemoteCaptureCounts[]): RemoteCaptureCounts {
  return {
    received: counts.reduce((sum, {received}) => sum + received, 0),
    dropped: counts.reduce((sum, {dropped}) => sum + dropped, 0),
  };
}

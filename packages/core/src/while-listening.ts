/**
 * Doing something on a link while all that comes is heard: asking, and counting the answers.
 *
 * @module
 */

import type {CapturedFrame} from '@vip/arp/link';

/** What is needed of a link; `FrameLink` has it. */
export interface ListeningLink {
  batches(): AsyncIterable<readonly CapturedFrame[]>;
  close(): Promise<void>;
}

/**
 * Does the work while `hear` is given what the link captures. Closes the link, and comes back when everything that was captured
 * until then has been heard.
 *
 * @param work its signal is aborted as soon as the answer to it does not matter any more
 * @throws what the work throws, the signal's reason, or what the listening ended with: then the work is over at once
 */
export async function whileListening(
  link: ListeningLink,
  hear: (frames: readonly CapturedFrame[]) => void,
  work: (signal: AbortSignal) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const over = new AbortController();
  const listening = listen(link, hear);
  // Rejects as soon as the listening does, and never resolves: an end without an error is that of closing.
  const endedEarly = new Promise<never>((_, reject) => {
    listening.catch(reject);
  });
  try {
    await Promise.race([
      work(signal === undefined ? over.signal : AbortSignal.any([signal, over.signal])),
      endedEarly,
    ]);
  } finally {
    over.abort();
    await link.close();
  }
  await listening;
}

async function listen(link: ListeningLink, hear: (frames: readonly CapturedFrame[]) => void): Promise<void> {
  for await (const batch of link.batches()) hear(batch);
}

/**
 * Doing work on a link while capturing everything: asking, and counting the answers.
 *
 * @module
 */

import type {CapturedFrame} from '@vip/arp/link';

/** The part of a link that is needed; a `FrameLink` is one. */
export interface ListeningLink {
  batches(): AsyncIterable<readonly CapturedFrame[]>;
  close(): Promise<void>;
}

/**
 * Does the work while `hear` receives what the link captures. Closes the link, and resolves when everything that was captured
 * until then has been passed to `hear`.
 *
 * @param work its signal is aborted as soon as its result no longer matters
 * @throws what the work throws, the signal's reason, or the error with which listening ended: then the work ends at once
 */
export async function whileListening(
  link: ListeningLink,
  hear: (frames: readonly CapturedFrame[]) => void,
  work: (signal: AbortSignal) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const over = new AbortController();
  const listening = listen(link, hear);
  // Rejects as soon as listening fails, and never resolves: without an error, it ended because the link was closed.
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

/**
 * An iteration that an AbortSignal ends, whether what is iterated knows of it or not.
 *
 * @module
 */

/** The source itself without a signal. @throws the signal's reason once it is aborted; the source is told to end, not waited for */
export function abortable<Item>(
  source: AsyncIterable<Item>,
  signal: AbortSignal | undefined,
): AsyncIterable<Item> {
  return signal === undefined ? source : until(source, signal);
}

async function* until<Item>(source: AsyncIterable<Item>, signal: AbortSignal): AsyncGenerator<Item, void> {
  const iterator = source[Symbol.asyncIterator]();
  let refuse = (_reason: unknown) => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    refuse = reject;
  });
  aborted.catch(() => {}); // where it is aborted while nobody waits, the next step tells
  const onAbort = () => refuse(signal.reason);
  signal.addEventListener('abort', onAbort, {once: true});
  try {
    for (;;) {
      signal.throwIfAborted();
      const step = await Promise.race([iterator.next(), aborted]);
      if (step.done === true) return;
      yield step.value;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    Promise.resolve(iterator.return?.()).catch(() => {}); // what its end has to say comes too late
  }
}

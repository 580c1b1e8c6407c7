/**
 * An iteration that an AbortSignal ends, whether or not its source supports aborting.
 *
 * @module
 */

/** Without a signal, the source itself. @throws the signal's reason once it is aborted; the source is told to end, but not awaited */
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
  aborted.catch(() => {}); // if it is aborted while nothing is pending, the next step throws
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
    Promise.resolve(iterator.return?.()).catch(() => {}); // an error of its end would come too late
  }
}

/**
 * Orphans: processes that outlive their parent and inherited its pipes. When we wait for them, and when we do not.
 *
 * @module
 */

import {Socket} from 'node:net';
import {Readable} from 'node:stream';

/** What must be known about a child process. */
interface Parent {
  /** Absent, whatever Node's types say, when it could not be started for want of file descriptors. */
  readonly stdio?: readonly unknown[];
  once(
    event: 'exit' | 'close',
    listener: (code: number | null, signal: NodeJS.Signals | null) => void,
  ): unknown;
}

/** How long the program behind a wrapper may take to end after a signal ended the wrapper. Milliseconds. */
const ORPHAN_MS = 3000;

/**
 * nsenter(1) waits for the program that it started in another process namespace. ^C kills it, and the program, which
 * removes what it began and puts the terminal in order, would be left behind: every process with our terminal holds the pipe
 * as well, and the child counts as ended (`close`) only when no process holds it. After a regular end, nothing is
 * waited for: what a shell left in the background keeps running.
 */
export function waitForOrphans(child: Parent): void {
  const pipe = child.stdio?.[3];
  if (!(pipe instanceof Readable)) return;
  pipe.resume();
  child.once('exit', (_code, signal) => {
    const letGo = () => {
      pipe.destroy();
    };
    if (signal === null) letGo();
    else setTimeout(letGo, ORPHAN_MS).unref();
  });
}

/** How often to look for more output of a process that has ended, in milliseconds, and after how many empty looks to give up. */
const LOOK_MS = 250;
const LOOKS_IN_VAIN = 4;

/**
 * An orphan keeps the pipes open, and we would wait for as long as it lives. The process's own output is in the pipes
 * when it ends; once that has been read, the pipes are silent.
 */
export function closeInheritedPipes(child: Parent): void {
  const pipes = (child.stdio ?? []).slice(1).filter(pipe => pipe instanceof Socket);
  child.once('exit', () => {
    let read = -1;
    let silent = 0;
    const looking = setInterval(() => {
      const now = pipes.reduce((sum, pipe) => sum + pipe.bytesRead, 0);
      // Output that waits for a slow reader is not silence.
      const isSilent = now === read && pipes.every(pipe => pipe.readableLength === 0);
      silent = isSilent ? silent + 1 : 0;
      read = now;
      if (silent >= LOOKS_IN_VAIN) for (const pipe of pipes) pipe.destroy();
    }, LOOK_MS);
    child.once('close', () => clearInterval(looking));
  });
}

/**
 * Node's debugger, kept shut. SIGUSR1 makes Node listen on 127.0.0.1:9229 and run whatever is sent there. A process that has
 * given up root to run as an ordinary user can be signalled by that user, who could then reach what is still open: a raw
 * socket, for instance.
 *
 * @module
 */

/** Since Node 22.14 and 23.7; older versions refuse to start with it. */
const OPTION = '--disable-sigusr1';

/**
 * From now on SIGUSR1 does nothing. To be called before anything else, because until then the debugger opens. A process that is
 * still root's at that point can be signalled only by root.
 */
export function keepDebuggerShut(): void {
  process.on('SIGUSR1', () => {});
}

/** Options for a Node process that we start, so that its debugger is shut from the beginning; none where Node has no such option. */
export function shutDebuggerOptions(): string[] {
  return process.allowedNodeEnvironmentFlags.has(OPTION) ? [OPTION] : [];
}

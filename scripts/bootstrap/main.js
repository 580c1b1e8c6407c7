// The steps of set-up, in order. Each finds out by itself whether there is anything to do.
import {mkdirSync} from 'node:fs';
import {build, isBuilt} from './build.js';
import {state} from './checkout.js';
import {killLeftovers, onSignal} from './children.js';
import {install, isInstalled} from './install.js';
import {acquireLock} from './lock.js';
import {ensureRuntimeTools} from './prerequisites.js';
import {cannotWrite, SetUpError} from './set-up-error.js';

/** Sets the checkout up, or leaves it alone; sets the exit code. */
export async function bootstrap() {
  try {
    await setUp();
  } catch (thrown) {
    const error = cannotWrite(thrown);
    if (!(error instanceof SetUpError)) throw error;
    process.stderr.write(`${error.log}setup: ${error.message}\n`);
    process.exitCode = 3;
  }
}

async function setUp() {
  if (isInstalled() && isBuilt()) return ensureRuntimeTools();
  mkdirSync(state, {recursive: true});
  const lock = await acquireLock(state, {
    onWait: pid => process.stderr.write(`setup: waiting for another set-up (process ${pid})\n`),
    onTakeOver: killLeftovers,
  });
  onSignal(() => lock.release());
  try {
    // Checked again, because the previous holder of the lock may have done the work meanwhile.
    if (isInstalled()) await ensureRuntimeTools();
    else await install();
    if (!isBuilt()) await build();
  } finally {
    lock.release();
  }
}

// The scripts run before anything is compiled, so they are plain JavaScript outside every project.
import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {ExecutionContext} from 'ava';

const scripts = new URL('../../../../scripts/', import.meta.url);

export function scriptPath(name: string): string {
  return fileURLToPath(new URL(name, scripts));
}

export async function importScript<T>(name: string): Promise<T> {
  return (await import(new URL(name, scripts).href)) as T;
}

export interface ScriptResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs Node with these arguments until it ends. */
export function runNode(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<ScriptResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      env: {...process.env, ...env},
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('error', reject);
    child.once('close', exitCode => resolve({exitCode, stdout, stderr}));
  });
}

/** A directory that is removed when the test is over. */
export function temporaryDirectory(t: ExecutionContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'vip-test-'));
  t.teardown(() => rmSync(directory, {recursive: true, force: true}));
  return directory;
}

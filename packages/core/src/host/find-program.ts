/**
 * Finding a program the way execvp(3) does.
 *
 * @module
 */

import {accessSync, constants, statSync} from 'node:fs';
import {delimiter, join} from 'node:path';

/** The directories that are searched for programs. */
export function pathDirectories(): string[] {
  return (process.env.PATH ?? '').split(delimiter);
}

/** Whether there is such a program: at its path if the name is one, otherwise in these directories. */
export function isProgram(name: string, directories: readonly string[] = pathDirectories()): boolean {
  if (name.includes('/')) return isExecutable(name);
  return directories.some(directory => isExecutable(join(directory, name)));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * Captures of one event and the place of each, as typed: `FILE`, `NAME=FILE`.
 *
 * @module
 */

import {basename} from 'node:path';
import {VipError} from '@vip/arp';
import {STANDARD_INPUT} from '@vip/core/internal/capture';
import type {PlaceFile} from '@vip/core/internal/together';

/** @throws VipError `BAD_ARGUMENT` for standard input, for two places with the same name, and for the same file twice */
export function placeFiles(args: readonly string[]): PlaceFile[] {
  const places = args.map(placeFile);
  if (places.some(({file}) => file === STANDARD_INPUT))
    throw new VipError(
      'BAD_ARGUMENT',
      'FILE: expected files, as several captures are read twice, got standard input',
    );
  refuseTwice(
    places,
    ({file}) => file,
    file => `FILE: expected different captures, got ${file} twice`,
  );
  refuseTwice(
    places,
    ({name}) => name,
    name => `FILE: expected a name for each place, got ${name} twice (NAME=FILE gives one)`,
  );
  return places;
}

function placeFile(arg: string): PlaceFile {
  const [, given, file = arg] = /^([\w.-]+)=(.+)$/s.exec(arg) ?? [];
  return {name: given ?? nameOf(file), file};
}

/** `lb1` for `captures/lb1.pcapng.gz`. */
function nameOf(file: string): string {
  const name = basename(file).replace(/(?:\.(?:pcapng|pcap|cap|gz))+$/i, '');
  return name === '' ? basename(file) : name;
}

function refuseTwice(
  places: readonly PlaceFile[],
  keyOf: (place: PlaceFile) => string,
  says: (key: string) => string,
): void {
  const keys = places.map(keyOf);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) throw new VipError('BAD_ARGUMENT', says(twice));
}

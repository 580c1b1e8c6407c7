import test from 'ava';
import {importScript} from './helpers/script.js';

interface PrerequisitesModule {
  commandForUser(
    manager: string,
    packages: readonly string[],
    found: {listsEmpty: boolean; sudo: boolean},
  ): string;
}

const {commandForUser} = await importScript<PrerequisitesModule>('bootstrap/prerequisites.js');

const rows = [
  ['apt', {listsEmpty: false, sudo: true}, 'sudo apt-get install -y a b'],
  ['apt', {listsEmpty: true, sudo: true}, 'sudo apt-get update && sudo apt-get install -y a b'],
  ['apt', {listsEmpty: true, sudo: false}, "su -c 'apt-get update && apt-get install -y a b'"],
  ['dnf', {listsEmpty: false, sudo: true}, 'sudo dnf install -y a b'],
  ['zypper', {listsEmpty: false, sudo: true}, 'sudo zypper --non-interactive install a b'],
  ['pacman', {listsEmpty: false, sudo: true}, 'sudo pacman -S --noconfirm --needed a b'],
  ['apk', {listsEmpty: false, sudo: false}, "su -c 'apk add a b'"],
] as const;

for (const [manager, found, command] of rows) {
  test(`an ordinary user is told to run: ${command}`, t => {
    t.is(commandForUser(manager, ['a', 'b'], found), command);
  });
}

/**
 * `ssh://[USER@]HOST[:PORT]`: the OpenSSH client with the user's configuration and agent. It asks nothing (BatchMode):
 * a password, or a host key that is not known, ends it. One connection for each machine: the first channel is the
 * master, the others share it, and it ends with the last of them.
 *
 * @module
 */

import {rmSync} from 'node:fs';
import {join} from 'node:path';
import {shellWord} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {leaveUserDirectory, openUserDirectory} from '../../host/user-directory.js';
import {type Reach, shellWords, type Transport} from './transport.js';

/** Keeps the connection from asking anything; `ServerAlive` ends it after 15 s without an answer. */
const OPTIONS = [
  'BatchMode=yes',
  'ConnectTimeout=10',
  'ServerAliveInterval=5',
  'ServerAliveCountMax=3',
  'ClearAllForwardings=yes',
  'ForwardAgent=no',
  'ForwardX11=no',
  'PermitLocalCommand=no',
  'ControlPersist=no',
  'LogLevel=ERROR',
];

/** No word begins with a dash, so that none is taken for an option (ssh_config(5), `ProxyCommand`). */
const PLACE =
  /^(?:([A-Za-z0-9_][\w.@+-]*)@)?(?:\[([0-9A-Fa-f:.%\w]+)\]|([A-Za-z0-9_][\w.-]*))(?::(\d{1,5}))?$/;

let sockets = 0;

export const SSH_TRANSPORT: Transport = {
  scheme: 'ssh',
  form: '[USER@]HOST[:PORT]',
  reach(rest, {sshConfig}): Reach {
    const [, user, ipv6, name, port] = PLACE.exec(rest) ?? [];
    const host = ipv6 ?? name;
    if (host === undefined || Number(port ?? 22) > 65_535 || Number(port ?? 22) === 0)
      throw new VipError('BAD_ARGUMENT', `ssh: expected [USER@]HOST[:PORT], got ${JSON.stringify(rest)}`);
    const number = sockets++;
    let directory: string | undefined;
    const socket = () => {
      directory ??= openUserDirectory();
      return join(directory, `ssh-${process.pid}-${number}`);
    };
    const options = [
      ...(sshConfig === undefined ? [] : ['-F', sshConfig]),
      ...OPTIONS.flatMap(option => ['-o', option]),
      ...(user === undefined ? [] : ['-l', user]),
      ...(port === undefined ? [] : ['-p', port]),
    ];
    return {
      text: `ssh://${rest}`,
      command(script, args, first) {
        // For the shell there, which takes the command as a line.
        const words = shellWords(script, args).map(shellWord).join(' ');
        const role = ['-o', `ControlMaster=${first ? 'yes' : 'no'}`, '-o', `ControlPath=${socket()}`];
        return ['ssh', '-T', '-x', ...options, ...role, '--', host, words];
      },
      close() {
        if (directory === undefined) return;
        rmSync(socket(), {force: true});
        leaveUserDirectory(directory);
      },
    };
  },
};

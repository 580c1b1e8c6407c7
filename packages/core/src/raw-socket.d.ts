/** The part that we use of npm `raw-socket` 1.8.1, which ships no types. */
declare module 'raw-socket' {
  interface Socket {
    on(event: 'message', listener: (buffer: Buffer, source: string) => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
    /** `before` runs immediately before the system call. */
    send(
      buffer: Buffer,
      offset: number,
      length: number,
      address: string,
      before: () => void,
      after: (error: Error | null, bytes: number) => void,
    ): this;
    /** The socket itself, without the queue that sends one message in each turn of the event loop. */
    readonly wrap: {
      /** @throws the system's refusal */
      send(
        buffer: Buffer,
        offset: number,
        length: number,
        address: string,
        after: (bytes: number) => void,
      ): void;
    };
    setOption(level: number, option: number, value: number): void;
    setOption(level: number, option: number, value: Buffer, length: number): void;
    close(): this;
  }
  export function createSocket(options: {
    protocol: number;
    addressFamily?: number;
    bufferSize?: number;
  }): Socket;
  export const AddressFamily: {readonly IPv4: number; readonly IPv6: number};
  export const Protocol: {readonly ICMP: number; readonly ICMPv6: number};
  export const SocketLevel: {readonly SOL_SOCKET: number};
  export const SocketOption: {readonly SO_BINDTODEVICE: number; readonly SO_RCVBUF: number};
}

/**
 * The one error family of this project.
 *
 * Messages follow one grammar, `<where>: expected <what>, got <what>`: lower case, no full stop, the
 * offending input quoted as JSON. Effects add the operation, the interface and a remedy.
 *
 * @module
 */

/** Every reason a function of these packages can give for failing. The list is closed. */
export type VipErrorCode =
  /** An address, prefix or MAC that is not in canonical text. */
  | 'BAD_ADDRESS'
  /** An argument outside its range, or two that contradict each other. */
  | 'BAD_ARGUMENT'
  /** A capture filter that libpcap cannot compile. */
  | 'BAD_FILTER'
  /** Fewer octets than the format needs. */
  | 'TRUNCATED'
  /** Well-formed, but a variant this codec does not represent. */
  | 'UNSUPPORTED'
  /** The octets violate the format (an impossible length, a wrong magic number). */
  | 'MALFORMED'
  /** The process lacks a privilege, CAP_NET_RAW for instance. */
  | 'NO_PERMISSION'
  /** No interface of that name. */
  | 'NO_INTERFACE'
  /** The interface is administratively down, or has no carrier. */
  | 'INTERFACE_DOWN'
  /** The interface does not carry Ethernet frames. */
  | 'NOT_ETHERNET'
  /** The kernel refused a frame. */
  | 'SEND_FAILED'
  /** The link, lab or socket was closed before the call. */
  | 'CLOSED'
  /** A required program is not installed. */
  | 'TOOL_MISSING'
  /** An external command failed. */
  | 'COMMAND_FAILED'
  /** Not possible on this machine: a kernel feature or a native library is missing. */
  | 'NOT_POSSIBLE'
  /** A file could not be read or written. */
  | 'FILE_FAILED';

/** An error with a code for programs and a message for people. */
export class VipError extends Error {
  constructor(
    readonly code: VipErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

// On the prototype, so that it is not an own property of every error (and not in its JSON). Outside the class, because a bundler renames a
// class that refers to itself, and Node prints that name.
VipError.prototype.name = 'VipError';

/** Octets that could not be decoded. Decoders throw nothing else. */
export class DecodeError extends VipError {
  /**
   * @param layer the format that was expected: `ethernet`, `arp`, `ipv4`, `icmp`, `pcap`, `pcapng`, `capture file`
   * @param offset where in the octets given to the decoder, counted from 0
   */
  constructor(
    code: 'TRUNCATED' | 'UNSUPPORTED' | 'MALFORMED',
    readonly layer: string,
    readonly offset: number,
    problem: string,
  ) {
    super(code, `${layer}: ${problem}`);
  }
}

DecodeError.prototype.name = 'DecodeError';

/** Throws the `TRUNCATED` error, with the wording that every codec uses. */
export function truncated(layer: string, expected: number, got: number): never {
  throw new DecodeError('TRUNCATED', layer, got, `expected at least ${expected} octets, got ${got}`);
}

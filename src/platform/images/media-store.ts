import type { Readable } from 'node:stream';

/** A file, or a part of one, on its way to a browser. */
export interface MediaFile {
  stream: Readable;
  /** Of what is sent, in bytes. */
  size: number;
}

/** Places of bytes, counted from 0; both belong to it. */
export interface MediaPart {
  start: number;
  end: number;
}

/**
 * Where pictures lie that the shop made, and videos. Names are paths without a slash at their beginning, such as `0a/1b2c-320.avif`; a part that
 * begins with a dot is for the shop alone and never sent. Nobody ever reads half a file: a write that fails or dies leaves none.
 */
export interface MediaStore {
  /** Errors: SettingsError when it cannot be used as it is set up. */
  open(): Promise<void>;
  /** Replaces what was there. */
  put(name: string, bytes: Buffer, type: string): Promise<void>;
  /** Null when there is no such file. */
  read(name: string): Promise<Buffer | null>;
  has(name: string): Promise<boolean>;
  /** In bytes; null when there is no such file. */
  size(name: string): Promise<number | null>;
  /**
   * For sending; null when there is no such file. Whoever asked reads the stream to its end or destroys it. `part`: no more than
   * that, which lies within the file.
   */
  send(name: string, part?: MediaPart): Promise<MediaFile | null>;
  close(): Promise<void>;
}

/** DI token of the MediaStore of this process. */
export const MEDIA_STORE = Symbol('MEDIA_STORE');

const NAME = /^(?:[\w.-]+\/)*[\w.-]+$/;

/** Errors: Error for a name that could lead elsewhere. */
export function assertName(name: string): void {
  if (!NAME.test(name) || name.split('/').includes('..')) throw new Error(`no name of a file: ${name}`);
}

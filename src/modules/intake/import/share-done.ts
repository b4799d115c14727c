/** What was read of a file, and what came of it so far, in bytes of UTF-8: a small file is read as a whole before its first record is done. */
export type ReadSoFar = {
  readonly size: number;
  readonly read: number;
  readonly done: number;
  /** Bytes of UTF-8 to one byte of the file. */
  readonly width: number;
};

export const shareDone = ({ size, read, done, width }: ReadSoFar): number =>
  size === 0 ? 1 : Math.min(read / size, done / (size * width));

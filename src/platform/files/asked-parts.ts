/**
 * How a process asks for parts of a content that is too long to be given whole: where a part begins (8 bytes) and how long it is
 * (4 bytes), answered by just so many bytes, fewer where the content ends. A part of no length says that the answer follows.
 */
export type PartOf = (offset: number, length: number) => Promise<Buffer>;

export const REQUEST_BYTES = 12;

/** The longest table that is read at once, and what is read along with it. */
export const MOST_PART_BYTES = 17 * 1024 * 1024;

export type PartAsked = { readonly offset: number; readonly length: number };

export const requestFor = ({ offset, length }: PartAsked): Buffer => {
  const request = Buffer.alloc(REQUEST_BYTES);
  request.writeBigUInt64BE(BigInt(offset));
  request.writeUInt32BE(length, 8);
  return request;
};

/** Takes what the process writes: its requests are answered, one after the other, and what comes behind them is given back. */
export const answeringParts = (
  part: PartOf,
  /** Done once the process has taken it. */
  answer: (bytes: Buffer) => Promise<void>,
  fail: (fault: unknown) => void,
): ((chunk: Buffer) => Buffer) => {
  let pending: Buffer = Buffer.alloc(0);
  let state: 'listening' | 'answering' | 'answered' | 'over' = 'listening';
  const end = (fault?: unknown): void => {
    state = 'over';
    fail(fault);
  };
  const give = async (offset: number, length: number): Promise<void> => {
    await answer(await part(offset, length));
    if (state === 'answering') state = 'listening';
  };
  const request = (chunk: Buffer): Buffer => {
    pending = Buffer.concat([pending, chunk]);
    if (pending.length < REQUEST_BYTES) return Buffer.alloc(0);
    const [offset, length] = [Number(pending.readBigUInt64BE()), pending.readUInt32BE(8)];
    const rest = pending.subarray(REQUEST_BYTES);
    pending = Buffer.alloc(0);
    state = length === 0 ? 'answered' : 'answering';
    if (length === 0) return rest;
    if (length > MOST_PART_BYTES || rest.length > 0) end();
    else give(offset, length).catch(end);
    return Buffer.alloc(0);
  };
  return (chunk) => {
    if (state === 'answered') return chunk;
    if (state === 'listening') return request(chunk);
    // One that asks for more than it can use, or goes on before it took its answer, is none of ours any more.
    if (state === 'answering') end();
    return Buffer.alloc(0);
  };
};

/** Several things as one: how many (4 bytes), the length of each (4 bytes), then each. */
export const framed = (parts: readonly Uint8Array[]): Buffer => Buffer.concat(inFrame(parts));

/** The same one behind the other, for what is too long to be copied. */
export const inFrame = <Part extends Uint8Array>(parts: readonly Part[]): (Part | Buffer)[] => {
  const head = Buffer.alloc(4 + parts.length * 4);
  head.writeUInt32BE(parts.length);
  for (const [index, part] of parts.entries()) head.writeUInt32BE(part.length, 4 + index * 4);
  return [head, ...parts];
};

/** Undefined of what is not framed so, to the byte. */
export const partsIn = (whole: Buffer): Buffer[] | undefined => {
  const count = whole.length < 4 ? 0 : whole.readUInt32BE(0);
  let at = 4 + count * 4;
  if (count === 0 || at > whole.length) return undefined;
  const parts = Array.from({ length: count }, (_, index) => {
    const from = at;
    at += whole.readUInt32BE(4 + index * 4);
    return whole.subarray(from, at);
  });
  return at === whole.length ? parts : undefined;
};

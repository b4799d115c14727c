/** Just enough of DER (X.690) to read a signature's envelope; certificates are read by `node:crypto`. */
export type DerNode = {
  readonly tag: number;
  /** Tag, length and content, as it was signed. */
  readonly whole: Buffer;
  readonly content: Buffer;
};

export class NotDer extends Error {
  override name = 'NotDer';
}

export const tags = { integer: 2, octets: 4, oid: 6, sequence: 0x30, set: 0x31, context0: 0xa0, keyId: 0x80 } as const;

/** The first node; what stands behind it is left alone, as signatures are padded with zeros. @throws NotDer */
export const firstNode = (bytes: Buffer): DerNode => {
  const [tag, short] = bytes;
  if (tag === undefined || short === undefined || (tag & 0x1f) === 0x1f) throw new NotDer();
  const more = short < 0x80 ? 0 : short & 0x7f;
  if (short === 0x80 || more > 4 || bytes.length < 2 + more) throw new NotDer();
  const length = more === 0 ? short : bytes.readUIntBE(2, more);
  const start = 2 + more;
  if (start + length > bytes.length) throw new NotDer();
  return { tag, whole: bytes.subarray(0, start + length), content: bytes.subarray(start, start + length) };
};

/** @throws NotDer */
export const nodesIn = ({ content }: DerNode): DerNode[] => {
  const nodes: DerNode[] = [];
  for (let at = 0; at < content.length; ) {
    const node = firstNode(content.subarray(at));
    nodes.push(node);
    at += node.whole.length;
  }
  return nodes;
};

/** `1.2.840.113549.1.7.2`. */
export const oidOf = ({ tag, content }: DerNode): string => {
  if (tag !== tags.oid) throw new NotDer();
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of content) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    if (arcs.length === 0) arcs.push(Math.min(Math.floor(arc / 40), 2), arc - 40 * Math.min(Math.floor(arc / 40), 2));
    else arcs.push(arc);
    arc = 0;
  }
  return arcs.join('.');
};

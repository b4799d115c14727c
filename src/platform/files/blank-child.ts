/**
 * The process a handed-in recording is gone through in (throw-away-process.ts). On standard input the length of what follows (4 bytes),
 * then type and length of the content as JSON; its parts are asked for (asked-parts.ts). The answer is what to overwrite, as JSON.
 */
import { readSync } from 'node:fs';
import { requestFor } from './asked-parts.ts';
import { blankPlan } from './blanking/blank-plan.ts';
import type { Content } from './blanking/patches.ts';
import { NOT_READABLE, writeOut } from './throw-away-child.ts';

const LEAST_PART_BYTES = 64 * 1024;

const readExactly = (bytes: number): Buffer => {
  const whole = Buffer.alloc(bytes);
  for (let at = 0; at < bytes; ) {
    const more = readSync(0, whole, at, bytes - at, null);
    if (more === 0) throw new Error('the content is no longer given');
    at += more;
  }
  return whole;
};

/** Formats are read in small steps: what lies close together is asked for once. */
const askedContent = (bytes: number): Content => {
  let known: { from: number; read: Buffer } = { from: 0, read: Buffer.alloc(0) };
  return {
    bytes,
    part: async (offset, length) => {
      const wanted = Math.min(length, bytes - offset);
      if (!(wanted > 0)) return Buffer.alloc(0);
      if (offset < known.from || offset + wanted > known.from + known.read.length) {
        const asked = Math.min(Math.max(wanted, LEAST_PART_BYTES), bytes - offset);
        writeOut(requestFor({ offset, length: asked }));
        known = { from: offset, read: readExactly(asked) };
      }
      return known.read.subarray(offset - known.from, offset - known.from + wanted);
    },
  };
};

const answer = async (): Promise<void> => {
  const head = readExactly(readExactly(4).readUInt32BE());
  const { mediaType, bytes } = JSON.parse(head.toString('utf8')) as { mediaType: string; bytes: number };
  const plan = await blankPlan(mediaType, askedContent(bytes));
  if (plan === undefined) process.exit(NOT_READABLE);
  const patches = plan.map((patch) => ({ ...patch, bytes: patch.bytes?.toString('base64') }));
  writeOut(Buffer.concat([requestFor({ offset: 0, length: 0 }), Buffer.from(JSON.stringify(patches))]));
  process.exit(0);
};

void answer();

/** Which characters a TrueType font can show, read from its `cmap` table (OpenType 1.9, formats 4 and 12). */
import { readFileSync } from 'node:fs';

export type Coverage = ReadonlySet<number>;

const tableOffset = (font: DataView, tag: string): number => {
  const tables = font.getUint16(4);
  for (let index = 0; index < tables; index++) {
    const record = 12 + index * 16;
    const name = String.fromCharCode(...[0, 1, 2, 3].map((byte) => font.getUint8(record + byte)));
    if (name === tag) return font.getUint32(record + 8);
  }
  throw new Error(`the font has no ${tag} table`);
};

const addSegments = (font: DataView, start: number, found: Set<number>): void => {
  const doubled = font.getUint16(start + 6);
  for (let at = 0; at < doubled; at += 2) {
    const last = font.getUint16(start + 14 + at);
    const first = font.getUint16(start + 16 + doubled + at);
    const delta = font.getUint16(start + 16 + doubled * 2 + at);
    const rangeAt = start + 16 + doubled * 3 + at;
    const range = font.getUint16(rangeAt);
    for (let code = first; code <= last && code !== 0xffff; code++) {
      const glyph = range === 0 ? (code + delta) & 0xffff : font.getUint16(rangeAt + range + (code - first) * 2);
      if (glyph !== 0) found.add(code);
    }
  }
};

const addGroups = (font: DataView, start: number, found: Set<number>): void => {
  const groups = font.getUint32(start + 12);
  for (let index = 0; index < groups; index++) {
    const group = start + 16 + index * 12;
    const last = font.getUint32(group + 4);
    for (let code = font.getUint32(group); code <= last; code++) found.add(code);
  }
};

const addFont = (bytes: Buffer, found: Set<number>): void => {
  const font = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cmap = tableOffset(font, 'cmap');
  const encodings = font.getUint16(cmap + 2);
  for (let index = 0; index < encodings; index++) {
    const start = cmap + font.getUint32(cmap + 4 + index * 8 + 4);
    const format = font.getUint16(start);
    if (format === 4) addSegments(font, start, found);
    if (format === 12) addGroups(font, start, found);
  }
};

export const coverageOf = (fontFiles: readonly string[]): Coverage => {
  const found = new Set<number>();
  for (const file of fontFiles) addFont(readFileSync(file), found);
  return found;
};

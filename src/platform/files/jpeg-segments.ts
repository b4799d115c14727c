/** Application segments that say how to show the image: JFIF and Adobe's colour transform. All others describe it. */
const shown = new Set([0xe0, 0xee]);
const COMMENT = 0xfe;
const START_OF_SCAN = 0xda;

/** A JPEG without Exif, XMP, IPTC and comments; undefined when it does not follow its format (ISO/IEC 10918-1, annex B). */
export const withoutSegments = (jpeg: Buffer): Buffer | undefined => {
  if (jpeg.length < 4 || jpeg.readUInt16BE(0) !== 0xffd8) return undefined;
  const kept: Buffer[] = [jpeg.subarray(0, 2)];
  for (let at = 2; at + 4 <= jpeg.length; ) {
    if (jpeg[at] !== 0xff) return undefined;
    const marker = jpeg[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === START_OF_SCAN) return Buffer.concat([...kept, jpeg.subarray(at)]);
    const end = at + 2 + jpeg.readUInt16BE(at + 2);
    if (end > jpeg.length) return undefined;
    const describes = (marker >= 0xe0 && marker <= 0xef && !shown.has(marker)) || marker === COMMENT;
    if (!describes) kept.push(jpeg.subarray(at, end));
    at = end;
  }
  return undefined;
};

import { encode } from 'uqr';

/** A QR code as the path of an SVG drawing: `size` modules a side, its quiet zone included. */
export type QrShape = { readonly size: number; readonly path: string };

export const qrShape = (text: string): QrShape => {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: dark.join('') };
};

import { renderSVG } from 'uqr';

/** A QR code as SVG, black on white, with the quiet zone a reader needs. */
export const qrDrawing = (url: string): string => renderSVG(url, { ecc: 'M', border: 2 });

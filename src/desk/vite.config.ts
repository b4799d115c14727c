import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The server puts the nonce of each answer in this word's place. */
const noncePlaceholder = 'DESK-NONCE';

/** Built by tools/build-desk.ts; needs nothing but the installed packages, never the network. */
export default defineConfig({
  root: here('.'),
  base: '/desk/',
  publicDir: false,
  cacheDir: here('../../var/desk-cache'),
  plugins: [react()],
  html: { cspNonce: noncePlaceholder },
  build: {
    outDir: here('../../dist/desk'),
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
    // The answer's security policy allows no data: scripts or fonts; small files stay files.
    assetsInlineLimit: 0,
  },
});

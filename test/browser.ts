import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';

/**
 * A Chromium for tests: the machine's own when it has one, else the one of the lock file. It brings its own Chinese font,
 * because Chromium without any font dies at start.
 */
const systemBrowsers = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

const workFolder = fileURLToPath(new URL('../var/browser/', import.meta.url));
const require = createRequire(import.meta.url);

const userId = process.getuid?.() ?? 0;

async function packagedBrowser(): Promise<string> {
  const entry = require.resolve('@sparticuz/chromium');
  const { version } = require(join(dirname(entry), '../package.json')) as { version: string };
  // The package unpacks to the temporary folder and reuses whatever lies there: a folder per version and user keeps it ours.
  const folder = join(workFolder, `chromium-${version}-${userId}`);
  mkdirSync(folder, { recursive: true });
  process.env.TMPDIR = folder;
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
}

/** The machine's fonts, and the Chinese one of the lock file beside them: many a machine has Latin letters only. */
function fontConfiguration(): string {
  const fonts = dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'));
  const file = join(workFolder, 'fonts.conf');
  mkdirSync(workFolder, { recursive: true });
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>${join(fonts, '400Regular')}</dir><dir>${join(fonts, '700Bold')}</dir><cachedir>${join(workFolder, 'fonts')}</cachedir></fontconfig>\n`,
  );
  return file;
}

export async function launchBrowser(): Promise<Browser> {
  const system = systemBrowsers.find((path) => path !== undefined && existsSync(path));
  const executablePath = system ?? (await packagedBrowser());
  return chromium.launch({
    executablePath,
    args: userId === 0 ? ['--no-sandbox'] : [],
    env: { ...process.env, FONTCONFIG_FILE: fontConfiguration() },
  });
}

/** The only fonts papers are set in: Song (Noto Serif SC) for the body, Hei (Noto Sans SC) for headings. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const WEIGHTS = ['400Regular', '700Bold'] as const;
const FAMILIES = [
  { folder: '@expo-google-fonts/noto-serif-sc', file: 'NotoSerifSC' },
  { folder: '@expo-google-fonts/noto-sans-sc', file: 'NotoSansSC' },
] as const;

const resolve = createRequire(import.meta.url).resolve;
const folderOf = (family: string): string => dirname(resolve(`${family}/package.json`));

/** One folder per weight: pointing at the package would load eighteen fonts, 200 MB. */
export const fontFolders = (): string[] =>
  FAMILIES.flatMap(({ folder }) => WEIGHTS.map((weight) => join(folderOf(folder), weight)));

/** The weights of a family cover the same characters, and templates name both families. */
export const coverageFontFiles = (): string[] =>
  FAMILIES.map(({ folder, file }) => join(folderOf(folder), '400Regular', `${file}_400Regular.ttf`));

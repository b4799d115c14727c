/** The look of both faces as data: the site's stylesheet and the desk's theme are generated from it. */
export const tokens = {
  colour: {
    ink: '#1b1f24',
    'soft-ink': '#57606a',
    paper: '#ffffff',
    mist: '#f6f7f9',
    line: '#d8dde3',
    accent: '#1557b0',
    'accent-deep': '#0f4289',
    'accent-mist': '#eaf1fb',
    red: '#b3261e',
    'red-deep': '#8f1e18',
    'red-mist': '#fcecea',
    amber: '#8a5a00',
    'amber-mist': '#fff4dc',
    green: '#1a6b3c',
    'green-mist': '#e7f4ec',
  },
  font: {
    sans: 'system-ui, "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif',
  },
  /** Pixels at a root size of 16. */
  text: { site: 18, desk: 14, scale: 1.2, lineChinese: 1.7, lineEnglish: 1.5 },
  /** Pixels; every distance is a multiple. */
  spaceStep: 4,
  radius: 4,
  /** Characters of Han text in a line at most. */
  measure: 38,
} as const;

/** Steps of the type scale in rem: `text-0` is body text of the site, one step up is × 1.2. */
const typeSteps = [-1, 0, 1, 2, 3, 4] as const;

const rem = (pixels: number): string => `${Math.round((pixels / 16) * 10000) / 10000}rem`;

/** The tokens as CSS custom properties on `:root`, in rem so that a person's own text size is obeyed. */
export function cssVariables(): string {
  const lines: string[] = [];
  for (const [name, value] of Object.entries(tokens.colour)) lines.push(`--${name}:${value}`);
  lines.push(`--sans:${tokens.font.sans}`);
  for (const step of typeSteps) lines.push(`--text${step}:${rem(tokens.text.site * tokens.text.scale ** step)}`);
  for (const steps of [1, 2, 3, 4, 6, 8, 10, 12, 16]) lines.push(`--s${steps}:${rem(tokens.spaceStep * steps)}`);
  lines.push(`--radius:${tokens.radius}px`, `--measure:${tokens.measure}em`);
  lines.push(`--line-zh:${tokens.text.lineChinese}`, `--line-en:${tokens.text.lineEnglish}`);
  return `:root{${lines.join(';')}}`;
}

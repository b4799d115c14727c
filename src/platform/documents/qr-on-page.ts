/**
 * Whether a known QR code stands on a scanned page, and which way up. It is not read but looked for: its modules are compared with
 * those it must have, which stands more dirt and skew than reading does.
 */
export type GreyPage = { readonly pixels: Uint8Array; readonly width: number; readonly height: number };

/** One square of dark and light modules for each of the masks it may have been printed with. */
export type KnownCode = readonly (readonly (readonly boolean[])[])[];

export type Spot = { readonly row: number; readonly column: number };

/** The code of one paper, and which of its squares say what. */
export type OwnCode = {
  readonly known: KnownCode;
  /** What all codes of this instance on papers have alike. */
  readonly host: readonly Spot[];
  readonly path: readonly Spot[];
  /** By letter of the name, by bit from the lowest. */
  readonly letters: readonly (readonly Spot[])[];
  readonly name: string;
};

export type CodeSeen =
  /** `quarterTurns`: clockwise, by which the page stands away from upright. */
  | { readonly found: 'this'; readonly quarterTurns: number }
  /** A code of ours that names another paper, read letter by letter. */
  | { readonly found: 'another' }
  | { readonly found: 'none' };

type Point = { readonly x: number; readonly y: number };
type Finder = Point & { readonly module: number; readonly seen: number };

/** From a page brought to black and white against what lies around each point, so that a shadow is no ink. */
const inkOf = ({ pixels, width, height }: GreyPage): Uint8Array => {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += pixels[y * width + x] ?? 0;
      sums[(y + 1) * (width + 1) + x + 1] = (sums[y * (width + 1) + x + 1] ?? 0) + row;
    }
  }
  const reach = Math.max(8, Math.round(Math.min(width, height) / 24));
  const ink = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - reach), Math.min(height, y + reach)];
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.max(0, x - reach), Math.min(width, x + reach)];
      const at = (cx: number, cy: number) => sums[cy * (width + 1) + cx] ?? 0;
      const mean =
        (at(right, bottom) - at(left, bottom) - at(right, top) + at(left, top)) / ((right - left) * (bottom - top));
      ink[y * width + x] = (pixels[y * width + x] ?? 255) < mean * 0.82 ? 1 : 0;
    }
  }
  return ink;
};

const isFinder = (runs: readonly number[]): boolean => {
  const total = runs.reduce((sum, run) => sum + run, 0);
  if (total < 10) return false;
  const module = total / 7;
  return [1, 1, 3, 1, 1].every(
    (modules, i) => Math.abs((runs[i] ?? 0) - modules * module) <= module * 0.55 * Math.min(modules, 2),
  );
};

class Sheet {
  readonly width: number;
  readonly height: number;
  readonly #ink: Uint8Array;

  constructor(page: GreyPage) {
    this.width = page.width;
    this.height = page.height;
    this.#ink = inkOf(page);
  }

  isInk(x: number, y: number): boolean {
    const [column, row] = [Math.round(x), Math.round(y)];
    return (
      column >= 0 && row >= 0 && column < this.width && row < this.height && this.#ink[row * this.width + column] === 1
    );
  }

  /** Five runs through a point along one axis, dark in the middle; undefined where they are none of a finder. */
  #across(x: number, y: number, dx: number, dy: number): { middle: number; module: number } | undefined {
    const runs = [0, 0, 0, 0, 0];
    const walk = (sign: number, order: readonly number[]) => {
      let step = sign > 0 ? 0 : 1;
      for (const run of order) {
        const wants = run % 2 === 0;
        for (;;) {
          const at = { x: x + sign * step * dx, y: y + sign * step * dy };
          const isOut = at.x < 0 || at.y < 0 || at.x >= this.width || at.y >= this.height;
          if (isOut || this.isInk(at.x, at.y) !== wants || step > 400) break;
          runs[run] = (runs[run] ?? 0) + 1;
          step += 1;
        }
      }
      return step;
    };
    const forward = walk(1, [2, 3, 4]);
    walk(-1, [2, 1, 0]);
    if (!isFinder(runs)) return undefined;
    const end = forward - (runs[4] ?? 0) - (runs[3] ?? 0);
    return {
      middle: (dx === 0 ? y : x) + end - (runs[2] ?? 0) / 2 - 0.5,
      module: runs.reduce((sum, run) => sum + run, 0) / 7,
    };
  }

  finders(): Finder[] {
    const found: { x: number; y: number; module: number; seen: number }[] = [];
    for (let y = 0; y < this.height; y += 2) {
      let runs = [0, 0, 0, 0, 0];
      let isDark = false;
      let length = 0;
      for (let x = 0; x <= this.width; x++) {
        const dark = x < this.width && this.isInk(x, y);
        if (dark === isDark) {
          length += 1;
          continue;
        }
        runs = [...runs.slice(1), length];
        if (isDark && isFinder(runs)) {
          const middle = x - (runs[4] ?? 0) - (runs[3] ?? 0) - (runs[2] ?? 0) / 2;
          this.#note(found, middle, y);
        }
        isDark = dark;
        length = 1;
      }
    }
    return found
      .filter(({ seen }) => seen > 1)
      .sort((a, b) => b.seen - a.seen)
      .slice(0, 14);
  }

  #note(found: { x: number; y: number; module: number; seen: number }[], x: number, y: number): void {
    const down = this.#across(Math.round(x), y, 0, 1);
    if (down === undefined) return;
    const over = this.#across(Math.round(x), Math.round(down.middle), 1, 0);
    if (over === undefined) return;
    const module = (down.module + over.module) / 2;
    const near = found.find((one) => Math.hypot(one.x - over.middle, one.y - down.middle) < module * 3);
    if (near === undefined) found.push({ x: over.middle, y: down.middle, module, seen: 1 });
    else {
      const share = 1 / (near.seen + 1);
      near.x += (over.middle - near.x) * share;
      near.y += (down.middle - near.y) * share;
      near.module += (module - near.module) * share;
      near.seen += 1;
    }
  }
}

type Corners = { readonly origin: Finder; readonly right: Finder; readonly below: Finder };

/** Three finders at a right angle, as far from each other as a code of that size has them. */
const cornersIn = (finders: readonly Finder[], size: number): Corners[] => {
  const corners: Corners[] = [];
  for (const origin of finders)
    for (const right of finders)
      for (const below of finders) {
        if (origin === right || origin === below || right === below) continue;
        const a = { x: right.x - origin.x, y: right.y - origin.y };
        const b = { x: below.x - origin.x, y: below.y - origin.y };
        const [long, short] = [Math.hypot(a.x, a.y), Math.hypot(b.x, b.y)];
        const isSquare = Math.abs(long - short) < 0.15 * long && Math.abs(a.x * b.x + a.y * b.y) < 0.15 * long * short;
        const module = (origin.module + right.module + below.module) / 3;
        const isSize = Math.abs(long / module / (size - 7) - 1) < 0.2;
        // Not mirrored: below lies clockwise of right.
        if (isSquare && isSize && a.x * b.y - a.y * b.x > 0) corners.push({ origin, right, below });
      }
  return corners;
};

const moduleAt = ({ origin, right, below }: Corners, size: number, column: number, row: number): Point => {
  const [u, v] = [(column - 3) / (size - 7), (row - 3) / (size - 7)];
  return {
    x: origin.x + u * (right.x - origin.x) + v * (below.x - origin.x),
    y: origin.y + u * (right.y - origin.y) + v * (below.y - origin.y),
  };
};

/** What every code of the size has alike tells nothing of which it is. */
const isAlike = (size: number, column: number, row: number): boolean =>
  (column < 9 && row < 9) ||
  (column > size - 9 && row < 9) ||
  (column < 9 && row > size - 9) ||
  column === 6 ||
  row === 6;

/**
 * Of scans down to 110 dots an inch, askew by eight degrees, this code agreed to 0.98 and more, one that differs by a single letter to
 * 0.91, those of other papers to 0.86 at most.
 */
const SAME = 0.94;

const agreementOf = (sheet: Sheet, corners: Corners, code: readonly (readonly boolean[])[]): number => {
  const size = code.length;
  let [agree, all] = [0, 0];
  for (const [row, modules] of code.entries())
    for (const [column, isDark] of modules.entries()) {
      if (isAlike(size, column, row)) continue;
      const { x, y } = moduleAt(corners, size, column, row);
      all += 1;
      if (sheet.isInk(x, y) === isDark) agree += 1;
    }
  return agree / all;
};

type Squares = KnownCode[number];

const shareAt = (sheet: Sheet, corners: Corners, squares: Squares, spots: readonly Spot[]): number => {
  const agree = spots.filter(({ row, column }) => {
    const { x, y } = moduleAt(corners, squares.length, column, row);
    return sheet.isInk(x, y) === squares[row]?.[column];
  });
  return agree.length / spots.length;
};

const nameLetters = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-'].map((letter) => letter.charCodeAt(0));

const bitsIn = (value: number): number => value.toString(2).replaceAll('0', '').length;

/** Names are of chance: two of them have hardly a letter in common, so that a spot on the own one makes no other of it. */
const OTHER_LETTERS = 3;
/** Of all bits of the name, so many may be dirt; squares nobody drew as a name misfit by far more. */
const MISFIT = 0.06;

/** Whether a name stands there that can be read, and is another. Of doubt somebody decides by eye. */
const namesAnother = (sheet: Sheet, corners: Corners, squares: Squares, { letters, name }: OwnCode): boolean => {
  let [misfit, all, others] = [0, 0, 0];
  for (const [at, spots] of letters.entries()) {
    let read = name.charCodeAt(at);
    for (const [bit, { row, column }] of spots.entries()) {
      const { x, y } = moduleAt(corners, squares.length, column, row);
      if (sheet.isInk(x, y) !== squares[row]?.[column]) read ^= 1 << bit;
    }
    const nearest = nameLetters.toSorted((one, other) => bitsIn(one ^ read) - bitsIn(other ^ read))[0] ?? read;
    misfit += bitsIn(nearest ^ read);
    all += spots.length;
    if (nearest !== name.charCodeAt(at)) others += 1;
  }
  return others >= OTHER_LETTERS && misfit <= all * MISFIT;
};

/** A receipt lying behind the paper and the label of a parcel bear codes too: those that are none of ours say nothing. */
export const seeCode = (page: GreyPage, own: OwnCode): CodeSeen => {
  const sheet = new Sheet(page);
  const size = own.known[0]?.length ?? 0;
  let isAnother = false;
  for (const corners of cornersIn(sheet.finders(), size)) {
    if (own.known.some((squares) => agreementOf(sheet, corners, squares) >= SAME)) {
      const { origin, right } = corners;
      const quarterTurns = Math.round(Math.atan2(right.y - origin.y, right.x - origin.x) / (Math.PI / 2));
      return { found: 'this', quarterTurns: (quarterTurns + 4) % 4 };
    }
    isAnother ||= own.known.some(
      (squares) =>
        [own.host, own.path].every((spots) => shareAt(sheet, corners, squares, spots) >= SAME) &&
        namesAnother(sheet, corners, squares, own),
    );
  }
  return { found: isAnother ? 'another' : 'none' };
};

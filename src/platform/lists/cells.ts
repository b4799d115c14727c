import type { CellObject } from 'write-excel-file/node';

export type Cell = CellObject | null;

/**
 * Typed as text and formatted as text: a cell that begins with = + - @ is shown as it stands, and stays text when somebody
 * edits it. Nothing is put in front, so what was written is what is read.
 */
export const text = (value: string | null | undefined): Cell =>
  value === null || value === undefined || value === '' ? null : { value, type: String, format: '@' };

export const day = (value: string | null): Cell =>
  value === null ? null : { value: new Date(`${value}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' };

export const yuan = (fen: number | null): Cell =>
  fen === null ? null : { value: fen / 100, type: Number, format: '#,##0.00' };

export const heading = (value: string): CellObject => ({ value, type: String, format: '@', fontWeight: 'bold' });

const shanghaiTime = (at: Date, length: number): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, length).replace('T', ' ');

export const shanghaiMinute = (at: Date): string => shanghaiTime(at, 16);
export const shanghaiTimeOfDay = (at: Date): string => shanghaiMinute(at).slice(-5);
export const shanghaiSecond = (at: Date): string => shanghaiTime(at, 19);
export const minute = (at: Date | string): Cell => text(shanghaiMinute(new Date(at)));

/** Invented data for every paper, as tests and specimen pages need it. */
import { internalSpecimens } from './papers/specimens/internal.ts';
import { localSpecimens } from './papers/specimens/local.ts';
import { officialSpecimens } from './papers/specimens/official.ts';
import type { PaperData } from './papers.ts';

export const specimens: PaperData = { ...officialSpecimens, ...localSpecimens, ...internalSpecimens };

export type ImageFacts = { readonly mediaType: string; readonly width: number; readonly height: number };

/** How the drawing process ends when the image is at fault; any other failure is the process's own. */
export const NOT_AN_IMAGE = 3;

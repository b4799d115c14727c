export type ImageFacts = { readonly mediaType: string; readonly width: number; readonly height: number };

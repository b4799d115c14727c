const kinds = ['image', 'audio', 'video'] as const;

/** What a file is to a person: a picture, a recording, a film, a PDF; else just a file. */
export const fileKindOf = (mediaType: string): (typeof kinds)[number] | 'pdf' | 'file' =>
  mediaType === 'application/pdf' ? 'pdf' : (kinds.find((kind) => mediaType.startsWith(`${kind}/`)) ?? 'file');

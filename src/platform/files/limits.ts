/** What people may hand in. Plain data, so that an instance may be given other figures. */
export type FileKind = 'image' | 'pdf' | 'audio' | 'video';

export type UploadLimits = {
  /** Largest content in bytes, by kind. */
  readonly bytes: Readonly<Record<FileKind, number>>;
  /** Of one draft, that is of one filing or one form. */
  readonly filesPerDraft: number;
  readonly bytesPerDraft: number;
  /** Of what an account has handed in for any form and not used yet; past it the oldest gives way. */
  readonly filesPerTray: number;
  readonly bytesPerTray: number;
  /** Of one day: drafts are free, the disk is not. */
  readonly bytesPerAddressAndDay: number;
  readonly bytesPerAccountAndDay: number;
  readonly bytesPerOfficialAndDay: number;
  /** Of a case bound into one file: what binds it can write so much and no more. */
  readonly bytesPerBundle: number;
  /** Space that must be left on the disk for the database and the papers of others. */
  readonly spareBytes: number;
};

export const megabyte = 1024 * 1024;

export const usualLimits: UploadLimits = {
  bytes: { image: 20 * megabyte, pdf: 20 * megabyte, audio: 50 * megabyte, video: 200 * megabyte },
  filesPerDraft: 30,
  bytesPerDraft: 600 * megabyte,
  // Several forms at once, and still less than a full disk of what nobody will use.
  filesPerTray: 200,
  bytesPerTray: 1200 * megabyte,
  // An address may be a village's: three full filings, or hundreds of the usual size.
  bytesPerAddressAndDay: 2048 * megabyte,
  bytesPerAccountAndDay: 1024 * megabyte,
  bytesPerOfficialAndDay: 20_480 * megabyte,
  // Cover, index and stamps come on top.
  bytesPerBundle: 960 * megabyte,
  spareBytes: 512 * megabyte,
};

/** The most a request may carry in one file: what a server sets as its own limit, one byte more than is accepted. */
export const largestUpload = (limits: UploadLimits): number => Math.max(...Object.values(limits.bytes)) + 1;

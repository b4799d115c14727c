import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as PdfLib from '@cantoo/pdf-lib';

/**
 * pdf-lib as the one file its package brings along for browsers. What it names as its entry is 350 files, and reading them
 * took a quarter of a second in every server, command and process that opens one handed-in PDF.
 */
const require = createRequire(import.meta.url);
const lib: typeof PdfLib = require(join(require.resolve('@cantoo/pdf-lib'), '../../dist/pdf-lib.js'));

export const { decodePDFRawStream, degrees, EncryptedPDFError, PageSizes, rgb } = lib;
export const { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName } = lib;
export const { PDFNull, PDFNumber, PDFRawStream, PDFRef, PDFString } = lib;

export type PDFDict = PdfLib.PDFDict;
export type PDFDocument = PdfLib.PDFDocument;
export type PDFEmbeddedPage = PdfLib.PDFEmbeddedPage;
export type PDFName = PdfLib.PDFName;
export type PDFObject = PdfLib.PDFObject;
export type PDFPage = PdfLib.PDFPage;
export type PDFRawStream = PdfLib.PDFRawStream;
export type PDFRef = PdfLib.PDFRef;

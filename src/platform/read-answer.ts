/** The other side said more than anything it could have to say. */
export class AnswerTooLong extends Error {
  constructor(most: number) {
    super(`the answer is longer than ${most} bytes`);
    this.name = 'AnswerTooLong';
  }
}

/** What the other side of a fetch says, read no further than `most` bytes: a body that never ends ends here. */
export const readAnswer = async (answer: Response, most: number): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > most) throw new AnswerTooLong(most);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

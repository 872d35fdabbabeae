/** The file cannot be read on from `line`: what stood before it has been imported and stays. */
export class FileProblem extends Error {
  constructor(
    readonly line: number,
    reason: string,
  ) {
    super(`line ${line}: ${reason}`);
  }
}

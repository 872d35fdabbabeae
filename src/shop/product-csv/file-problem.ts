/** The file cannot be read on from `line`: what stood before it has been imported and stays. */
export class FileProblem extends Error {
  constructor(
    readonly line: number,
    readonly reason: string,
    /** How the unreadable row starts, as far as that is known. */
    readonly rowStart = '',
  ) {
    super(`line ${line}: ${reason}`);
  }
}

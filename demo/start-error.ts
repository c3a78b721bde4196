/** Something the reader can mend: its message is all they see, with no stack. */
export class StartError extends Error {
  override readonly name = "StartError";
}

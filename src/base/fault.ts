// What only the operator can mend: a plain message and what to do about it. Printed without a stack.

/** A fault of the surroundings (full disk, taken port, foreign database), not of the program. */
export class OperatorFault extends Error {
  readonly remedy: string
  constructor(message: string, remedy: string) {
    super(message)
    this.name = 'OperatorFault'
    this.remedy = remedy
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** What the audit log keeps, apart from the object that keeps it: the console reads it too. */

/** One act of the owner; `subject` names a button, an operation or a setting, never a number. */
export interface AuditEntry {
  at: string;
  act: string;
  subject?: string;
}

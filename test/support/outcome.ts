/** How many tests did what they should. */
export interface Outcome {
  passed: number;
  failed: number;
}

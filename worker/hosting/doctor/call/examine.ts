/** What only a call and a button can tell, with the owner's consent: one of each, and both are gone afterwards. */
import { HostingError } from "../../hosting-error.ts";
import { plainly } from "../../owner-api.ts";
import { differs, type Finding } from "../finding.ts";
import { callFindings } from "./call-findings.ts";
import { examineThrowawayButton } from "./throwaway-button.ts";
import { type TestCallNeeds, watchTestCall } from "./watch.ts";

export async function examineByCall(needs: TestCallNeeds): Promise<Finding[]> {
  const [first] = needs.phones;
  const button = await examineThrowawayButton(needs.ask, first.replace(/^\+/, ""));
  try {
    return [...callFindings(await watchTestCall(needs)), ...button];
  } catch (error) {
    if (!(error instanceof HostingError)) throw error;
    return [differs("call-placed", plainly(error)), ...button];
  }
}

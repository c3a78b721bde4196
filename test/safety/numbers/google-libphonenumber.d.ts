/** The part of the other phone library that judges; it brings no types of its own. */
declare module "google-libphonenumber" {
  export interface PhoneNumber {
    getCountryCode(): number;
  }
  export class PhoneNumberUtil {
    static getInstance(): PhoneNumberUtil;
    parse(text: string, region?: string): PhoneNumber;
    isValidNumber(number: PhoneNumber): boolean;
    getNumberType(number: PhoneNumber): number;
  }
  const library: { PhoneNumberUtil: typeof PhoneNumberUtil };
  export default library;
}

/** Names of the Worker's settings, as the contract has them: what hosting writes, hands on and checks. */
export const secretNames = ["SIPNET_APIKEY", "SIPNET_LOGIN", "SIPNET_PASSWORD", "APP_SECRET", "OWNER_TOKEN"] as const;
export const varNames = ["PUBLIC_URL", "SIPNET_URL", "ALLOWED_ORIGINS", "COUNTRIES", "LIMITS"] as const;
/** Of one's own server only. */
const serverVarNames = ["TRUSTED_PROXY"] as const;

export const settingNames = [...secretNames, ...varNames, ...serverVarNames];
export type SettingName = (typeof settingNames)[number];
export type Settings = Partial<Record<SettingName, string>>;

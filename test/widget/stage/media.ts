/** Media features as a visitor may have set them. Only Chromium lets a driver set them. */
import { emulateMedia } from "@web/test-runner-commands";

export const drivesMedia = "chrome" in window;

/** WebKit's driver neither sizes the screen nor holds a key down while it presses another. */
export const drivesScreen = drivesMedia || navigator.userAgent.includes("Firefox");
export const holdsKeys = drivesScreen;

/** A theme: elsewhere the page itself chooses it, which canvas colours follow just the same. */
export async function chooseTheme(colorScheme: "light" | "dark"): Promise<void> {
  if (drivesMedia) return emulateMedia({ colorScheme });
  document.documentElement.style.colorScheme = colorScheme;
}

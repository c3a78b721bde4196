/** A soft ring while a phone rings, only after somebody asked for it: browsers and people want it so. */

/** @param {HTMLElement} button */
export function soundBy(button) {
  /** @type {AudioContext | undefined} */
  let context;
  let isRinging = false;
  const isOn = () => button.getAttribute("aria-pressed") === "true";
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(!isOn()));
    context ??= new AudioContext();
    void context.resume();
    if (isRinging) ring();
  });
  const ring = () => {
    if (!isOn() || !isRinging || !context) return;
    for (const [at, pitch] of [
      [0, 523],
      [0.18, 659],
      [0.36, 523],
      [0.54, 659],
    ])
      chime(context, at ?? 0, pitch ?? 523);
  };
  setInterval(ring, 2500);
  return {
    /** @param {boolean} now */
    set ringing(now) {
      const begins = now && !isRinging;
      isRinging = now;
      if (begins) ring();
    },
  };
}

/** @param {AudioContext} context @param {number} afterS @param {number} pitchHz */
function chime(context, afterS, pitchHz) {
  const at = context.currentTime + afterS;
  const tone = new OscillatorNode(context, { type: "sine", frequency: pitchHz });
  const volume = new GainNode(context, { gain: 0 });
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.08, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, at + 0.3);
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + 0.32);
}

import { useRef, useState } from "react";
import type { CallButton, CallStateEvent } from "sipnet-call-button";

export function Home() {
  const call = useRef<CallButton>(null);
  const [first, setFirst] = useState(true);
  const [shown, setShown] = useState(true);
  const [heard, setHeard] = useState<string[]>([]);
  const onState = (event: CallStateEvent) => setHeard((before) => [...before, event.state]);
  const phone = shown && (
    <p key="phone">
      <sipnet-call-button ref={call} id="call" button={import.meta.env.VITE_BUTTON} onsipnet-call-state={onState}>
        <a href="tel:+74951234567">+7 495 123-45-67</a>
      </sipnet-call-button>
    </p>
  );
  const hours = <p key="hours">Open round the clock</p>;
  return (
    <>
      <h1>Shop</h1>
      <button id="open" onClick={() => call.current?.show()}>
        Ask us
      </button>
      <button id="move" onClick={() => setFirst(!first)}>
        Move
      </button>
      <button id="toggle" onClick={() => setShown(!shown)}>
        {shown ? "Hide" : "Show"}
      </button>
      <sipnet-call-settings endpoint={import.meta.env.VITE_ENDPOINT} lang="en">
        {first ? [phone, hours] : [hours, phone]}
      </sipnet-call-settings>
      <output>{heard.join(" ")}</output>
    </>
  );
}

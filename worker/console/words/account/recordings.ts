/** Words about recordings and greetings. */
import { translated } from "../../words.ts";

export const words = translated({
  ru: {
    recordingOfTalks: "Запись разговоров",
    whatToRecord: "Что записывать",
    incomingCalls: "Входящие",
    outgoingCalls: "Исходящие",
    subAccountsToo: "И субаккаунты",
    mostRecordings: "Сколько записей",
    zeroMeansAll: "0: все",
    keptForDays: "Хранить, дней",
    save: "Сохранить",
    recordNothing: "Не записывать",
    saved: "Сохранено.",
    stopRecording: "Перестать записывать?",
    newTalksNotRecorded: "Новые разговоры записываться не будут.",
    stop: "Перестать",
    recordingIsOff: "Запись выключена.",
  },
  en: {
    recordingOfTalks: "Recording of talks",
    whatToRecord: "What to record",
    incomingCalls: "Incoming calls",
    outgoingCalls: "Outgoing calls",
    subAccountsToo: "Sub-accounts too",
    mostRecordings: "How many recordings",
    zeroMeansAll: "0: all of them",
    keptForDays: "Kept for days",
    save: "Save",
    recordNothing: "Record nothing",
    saved: "Saved.",
    stopRecording: "Stop recording?",
    newTalksNotRecorded: "New talks will not be recorded.",
    stop: "Stop",
    recordingIsOff: "Recording is off.",
  },
});

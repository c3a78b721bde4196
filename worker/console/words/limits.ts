/** Words around the limits. */
import { translated } from "../words.ts";

export const words = translated({
  ru: {
    emptyMeansInstallation:
      "Пустое поле значит: как задано при установке. Сделать строже можно смело, о более мягком предупредим.",
    yourTimeZone: "Ваш часовой пояс",
    visitorsAndNetworks: "Посетители и сети",
    save: "Сохранить",
    backToInstallation: "Вернуть как при установке",
    now: "сейчас",
    none: "нет",
    looserThanInstallation: (title: string) => `${title}. Мягче, чем при установке.`,
    moneyNeedsPrice: "Чтобы считать деньги, задайте цену минуты; пока держит только счёт звонков.",
  },
  en: {
    emptyMeansInstallation:
      "An empty field means: as set at installation. Tighten freely; you are warned of what is looser.",
    yourTimeZone: "Your time zone",
    visitorsAndNetworks: "Visitors and networks",
    save: "Save",
    backToInstallation: "Back to the installation’s own",
    now: "now",
    none: "none",
    looserThanInstallation: (title) => `${title}. Looser than this installation’s own.`,
    moneyNeedsPrice: "Money needs the price of a minute; until then only counts hold.",
  },
});

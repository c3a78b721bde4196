/** Words of signing in, joining and proving it anew. */
import { translated } from "../words.ts";

export const words = translated({
  ru: {
    youAreInvited: "Вас пригласили",
    passkeyInsteadOfPassword:
      "Создайте ключ доступа: вместо пароля этот телефон или компьютер узнает вас по лицу, пальцу или PIN-коду. Ссылка действует один раз.",
    createPasskey: "Создать ключ и войти",
    ownersSignIn: "Вход для владельца",
    ownersToken: "Ключ владельца",
    tokenHint: "Его задали при установке: OWNER_TOKEN. Команда npm start печатает его в конце.",
    signIn: "Войти",
    signInWithPasskey: "Войти с ключом доступа",
    confirmItIsYou: "Подтвердите, что это вы",
    couldCostMoney: "Это может стоить денег или открыть кому-то дверь, поэтому мы спрашиваем ещё раз.",
    onceForSetup: "Это может стоить денег, поэтому спрашиваем один раз: на полчаса, на все первые шаги.",
    cancel: "Отмена",
    passkey: "Ключ доступа",
    confirm: "Подтвердить",
  },
  en: {
    youAreInvited: "You are invited",
    passkeyInsteadOfPassword:
      "Create a passkey: instead of a password, this phone or computer knows you by face, finger or PIN. The link is good once.",
    createPasskey: "Create a passkey and come in",
    ownersSignIn: "Owner’s sign-in",
    ownersToken: "Owner’s token",
    tokenHint: "It was set at installation: OWNER_TOKEN. The command npm start prints it at the end.",
    signIn: "Sign in",
    signInWithPasskey: "Sign in with a passkey",
    confirmItIsYou: "Confirm that it is you",
    couldCostMoney: "This could cost money or let somebody in, so we ask once more.",
    onceForSetup: "This could cost money, so we ask once: for half an hour, for all the first steps.",
    cancel: "Cancel",
    passkey: "Passkey",
    confirm: "Confirm",
  },
});

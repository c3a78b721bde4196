/** The button in a Svelte shop. */
import { testShop } from "./shop-tests.ts";

testShop("svelte");

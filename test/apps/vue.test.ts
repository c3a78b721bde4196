/** The button in a Vue shop. */
import { testShop } from "./shop-tests.ts";

testShop("vue");

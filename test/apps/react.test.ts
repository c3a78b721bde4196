/** The button in a React shop. */
import { testShop } from "./shop-tests.ts";

testShop("react");
